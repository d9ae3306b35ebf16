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
    const consented = consentsTo(this.#consents, name, ["replace", "delete"]);
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
        if (!consented) throw new Error(this.#refusal(name, args));
      },
      { onDryRun: true },
    );
    return { protect: !consented, hooks: { beforeCreate: [remember], beforeDelete: [refuse] } };
  }

  deletionProtection(name: string): boolean {
    return !consentsTo(this.#consents, name, ["replace", "delete"]);
  }

  #refusal(name: string, { urn, oldInputs }: ResourceHookArgs): string {
    const newInputs = this.#newInputs.get(urn);
    const changed = newInputs === undefined ? [] : changedInputs(oldInputs ?? {}, newInputs);
    const cause = changed.length === 0 ? "" : ` What changed: ${changed.join(", ")}.`;
    const action = newInputs === undefined ? "delete" : "replace";
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
