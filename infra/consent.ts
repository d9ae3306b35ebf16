import { UserError } from "../declaration/faults.ts";

/** What a person has agreed to lose today. */
export interface Consent {
  readonly action: "replace" | "delete";
  /** The name a resource is guarded by, or `everything`. */
  readonly resource: string;
}

const FORM = /^(replace|delete):([a-z0-9-]+):(\d{4}-\d{2}-\d{2})$/;

/**
 * Reads `LAUNCH_CONSENT`: `<action>:<resource>:<date>`, several with commas between them. The date is today's in UTC,
 * so that a consent left in a shell or a pipeline is worth nothing tomorrow.
 *
 * @throws UserError naming the part that can't be read, or whose day is not today
 */
export function parseConsent(written: string | undefined, today: string): Consent[] {
  if (written === undefined || written.trim() === "") return [];
  return written.split(",").map((part) => {
    const [, action, resource, date] = FORM.exec(part.trim()) ?? [];
    if ((action !== "replace" && action !== "delete") || resource === undefined || date === undefined) {
      throw new UserError(
        "consent",
        `LAUNCH_CONSENT has "${part.trim()}", which is not <replace or delete>:<resource>:<date>.`,
        `Write, for example, LAUNCH_CONSENT=replace:database:${today}`,
        2,
      );
    }
    if (date !== today) {
      throw new UserError(
        "consent",
        `LAUNCH_CONSENT has "${part.trim()}", but today is ${today} (UTC): a consent holds for its day only.`,
        `Write LAUNCH_CONSENT=${action}:${resource}:${today} if you still mean it.`,
        2,
      );
    }
    return { action, resource };
  });
}

/** Whether a person agreed to lose this resource by one of these actions. */
export function consentsTo(
  consents: readonly Consent[],
  resource: string,
  actions: readonly Consent["action"][],
): boolean {
  return consents.some(
    (consent) =>
      actions.includes(consent.action) &&
      (consent.resource === resource || (consent.resource === "everything" && consent.action === "delete")),
  );
}
