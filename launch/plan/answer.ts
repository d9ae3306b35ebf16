import { createHash } from "node:crypto";
import { type Cloud, type Properties, Refusal, type Subject, UnmodelledError } from "../../clouds/cloud.ts";

/** Why a resource or a function would fail, in the cloud's own words. */
export interface PlannedRefusal {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The input it concerns; absent where it concerns the resource as a whole. */
  readonly property?: string;
  /** The cloud's own code, or `unmodelled`, `duplicate-urn`. */
  readonly code: string;
  readonly message: string;
  /** Where the refusal was read; absent for our own. */
  readonly source?: string;
}

/** What a preview would answer: everything the cloud can say before it made anything. */
export interface Answer {
  readonly state: Properties;
  readonly refusals: readonly PlannedRefusal[];
}

/**
 * Asks a cloud what creating a resource would lead to. Refusals come back instead of being thrown, so that a plan
 * shows all of them; the refused resource's outputs are then unknown.
 */
export function planCreation(cloud: Cloud, subject: Subject, inputs: Properties): Answer {
  try {
    const checked = cloud.check(subject, inputs);
    if (checked.refusals.length > 0) {
      return { state: {}, refusals: checked.refusals.map((refusal) => plannedRefusal(subject, refusal)) };
    }
    return { state: cloud.plan(subject, checked.inputs), refusals: [] };
  } catch (thrown) {
    return { state: {}, refusals: [plannedRefusal(subject, thrown)] };
  }
}

/** Says who was refused. Throws on whatever is no refusal: that is a fault of this program. */
export function plannedRefusal(subject: Omit<Subject, "randomSeed">, thrown: unknown): PlannedRefusal {
  const { urn, type, name } = subject;
  if (thrown instanceof UnmodelledError) return { urn, type, name, code: "unmodelled", message: thrown.message };
  if (!(thrown instanceof Refusal)) throw thrown;
  const { code, message, source, property } = thrown;
  return { urn, type, name, ...(property === undefined ? {} : { property }), code, message, source };
}

/** Seeds automatic names by the URN, so that two plans agree to the byte. */
export function seedOf(urn: string): Uint8Array {
  return createHash("sha256").update(urn).digest();
}
