import { OUTPUT, SECRET, SIGNATURE, UNKNOWNS } from "./marks.ts";
import { isWireObject, type Wire, type WireObject } from "./properties.ts";

/** What the engine asked of one resource, in order. */
export interface ResourceRecord {
  readonly urn: string;
  /**
   * The inputs of every Check as the program gave them, in order; `{"$secret": true}` and `{"$unknown": true}` stand
   * where the engine sent a secret (an unknown one too) or an unknown.
   */
  readonly inputs: WireObject[];
  /** Ids created, in order; more than one without a deletion is a thing created twice. */
  readonly created: string[];
  readonly updated: string[];
  readonly deleted: string[];
  /** Creations that were refused, or failed after something was made. */
  failures: number;
}

/** What the engine asked of the simulated clouds since the start or the last `clear`. */
export class Recorder {
  readonly #records = new Map<string, ResourceRecord>();

  /** The record of a resource; an empty one where nothing was asked. */
  of(urn: string): ResourceRecord {
    const present = this.#records.get(urn);
    if (present !== undefined) return present;
    const record: ResourceRecord = { urn, inputs: [], created: [], updated: [], deleted: [], failures: 0 };
    this.#records.set(urn, record);
    return record;
  }

  /** All records, sorted by URN. */
  all(): readonly ResourceRecord[] {
    return [...this.#records.values()].sort((one, other) => (one.urn < other.urn ? -1 : 1));
  }

  /** URNs of which more was created than deleted plus one: things created twice. */
  createdTwice(): readonly string[] {
    return this.all()
      .filter((record) => record.created.length - record.deleted.length > 1)
      .map((record) => record.urn);
  }

  /** Forgets everything, for example between a preview and an update. */
  clear(): void {
    this.#records.clear();
  }
}

/** Inputs as the engine sent them, with its marks replaced by the plan file's. */
export function withPlanMarks(wire: WireObject): WireObject {
  return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, withPlanMark(value)]));
}

function withPlanMark(wire: Wire): Wire {
  if (typeof wire === "string") return UNKNOWNS.has(wire) ? { $unknown: true } : wire;
  if (typeof wire !== "object" || wire === null) return wire;
  if (!isWireObject(wire)) return wire.map(withPlanMark);
  const signature = wire[SIGNATURE];
  if (signature === SECRET || (signature === OUTPUT && wire.secret === true)) return { $secret: true };
  if (signature === OUTPUT) return wire.value === undefined ? { $unknown: true } : withPlanMark(wire.value);
  return withPlanMarks(wire);
}
