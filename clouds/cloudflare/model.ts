import type { Properties, Refusal, Resource, Subject } from "../cloud.ts";
import { settle, type TypeRow } from "../property-table.ts";

/** How one type behaves at the service. Inputs that come here were checked, hold no nulls and no unknowns. */
export interface Model {
  /** What provider and service refuse of the inputs alone; they may hold unknowns. */
  refuse(inputs: Properties): readonly Refusal[];
  /** What the service refuses given what stands, already at preview. */
  refuseBeside?(subject: Subject, inputs: Properties, id: string | undefined): void;
  /** The inputs as they will stand, with nested defaults; what only the service knows is unknown. */
  settle(inputs: Properties, state: Properties | undefined): Properties;
  create(subject: Subject, inputs: Properties): Resource;
  update(subject: Subject, present: Resource, inputs: Properties): Properties;
  read(id: string): Resource | undefined;
  delete(id: string): void;
}

/** `settle` for a type without nested defaults. */
export function settleBy(row: TypeRow): Model["settle"] {
  return (inputs, state) => settle(row, inputs, state);
}
