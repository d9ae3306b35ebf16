import { type CustomResourceOptions, ResourceHook, type ResourceHookArgs } from "@pulumi/pulumi";
import type { Protection } from "../components/protection.ts";
import { type Consent, consentsTo } from "./consent.ts";

/**
 * Stands between every state-bearing resource and its loss, inside the program, so that plain `pulumi up` meets it:
 * `protect`, and a hook that refuses at preview what no person has consented to. `protect` alone isn't enough: an
 * update that drops it and replaces the resource in one go deletes the old one.
 */
export class Rails implements Protection {
  readonly #consents: readonly Consent[];
  readonly #today: string;
  /** What the program asks for now, by URN: the hook before deletion sees only the old inputs. */
  readonly #newInputs = new Map<string, Record<string, unknown>>();

  constructor(consents: readonly Consent[], today: string) {
    this.#consents = consents;
    this.#today = today;
  }

  options(name: string): Pick<CustomResourceOptions, "protect" | "hooks"> {
    const remember = new ResourceHook(
      `remember-${name}`,
      ({ urn, newInputs }) => {
        if (newInputs !== undefined) this.#newInputs.set(urn, newInputs);
      },
      { onDryRun: true },
    );
    const refuse = new ResourceHook(
      `guard-${name}`,
      (args) => {
        // A replacement was created before, so its inputs are known; a plain deletion has none.
        const action = this.#newInputs.has(args.urn) ? "replace" : "delete";
        if (!consentsTo(this.#consents, name, [action])) throw new Error(this.#refusal(name, action, args));
      },
      { onDryRun: true },
    );
    return { protect: this.deletionProtection(name), hooks: { beforeCreate: [remember], beforeDelete: [refuse] } };
  }

  deletionProtection(name: string): boolean {
    return !consentsTo(this.#consents, name, ["replace", "delete"]);
  }

  #refusal(name: string, action: Consent["action"], { urn, oldInputs }: ResourceHookArgs): string {
    const changed = changedInputs(oldInputs ?? {}, this.#newInputs.get(urn) ?? oldInputs ?? {});
    const cause = changed.length === 0 ? "" : ` What changed: ${changed.join(", ")}.`;
    return (
      `${name} holds what can't be made again, and this would ${action} it.${cause} ` +
      `Undo the change, or agree to the loss with LAUNCH_CONSENT=${action}:${name}:${this.#today}`
    );
  }
}

/** Names of the inputs that differ; never their values, which may be secret. */
export function changedInputs(old: Record<string, unknown>, now: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !key.startsWith("__"))
    .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]))
    .sort();
}
