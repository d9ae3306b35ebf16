import { Refusal } from "../../clouds/cloud.ts";

/** Which creations the servers make fail; each URN fails once. */
export type FailureMode = "none" | "refuse-first-create" | "fail-after-first-create";

/** What happens to one creation. */
export type Fate = "succeed" | "refuse" | "fail-after";

/** Decides for every creation whether it fails, and remembers which have failed. */
export class Failures {
  readonly #mode: FailureMode;
  readonly #failed = new Set<string>();

  constructor(mode: FailureMode) {
    this.#mode = mode;
  }

  /** The fate of the creation that is being asked for. */
  next(urn: string): Fate {
    if (this.#mode === "none" || this.#failed.has(urn)) return "succeed";
    this.#failed.add(urn);
    return this.#mode === "refuse-first-create" ? "refuse" : "fail-after";
  }
}

/** What a service says that is briefly away. */
export const REFUSED = new Refusal(
  "503",
  "Service Unavailable: the service is temporarily unable to handle the request (a rehearsed failure; run the update again)",
  "made up by the rehearsal",
);
/** What a provider says that lost sight of a resource it had made. */
export const FAILED_AFTER =
  "timeout while waiting for the resource to become ready, last state 'pending' (a rehearsed failure; run the update again)";
