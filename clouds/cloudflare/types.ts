import { UnmodelledError } from "../cloud.ts";
import type { TypeRow } from "../property-table.ts";
import tables from "./tables/types.json" with { type: "json" };

/** What the provider knows of each type; the sources stand in the file. */
// JSON modules are typed with `string` where the row wants one of a few words; the table's test checks the words.
export const TYPES = tables.types as Readonly<Record<CloudflareType, TypeRow>>;

/** A type token this cloud knows. */
export type CloudflareType = keyof typeof tables.types;

/** The token, narrowed; throws `UnmodelledError` for any other type of the provider. */
export function knownType(type: string): CloudflareType {
  if (type in tables.types) return type as CloudflareType; // Narrowed by `in`, which TypeScript doesn't do for keys.
  throw new UnmodelledError(`the resource type ${type}`);
}
