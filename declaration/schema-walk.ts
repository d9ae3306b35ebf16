import { z } from "zod";
import { isCovered, isMap, type Path } from "./finding.ts";

/** Settings of which wrong or missing parts are left out. */
export type Rest<T> = T extends readonly (infer Entry)[]
  ? readonly (Rest<Entry> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Rest<T[Key]> | undefined }
    : T;

/** The schema inside defaults and optional marks. */
function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    // zod's classic schemas only ever hold classic ones; its types say core.
    return bare(schema.unwrap() as z.ZodType);
  }
  return schema;
}

/** The schema below one key of a map or list; undefined where there is none. */
function below(schema: z.ZodType, key: string | number): z.ZodType | undefined {
  const inner = bare(schema);
  let found: unknown;
  if (inner instanceof z.ZodObject) found = Object.hasOwn(inner.shape, key) ? inner.shape[key] : undefined;
  else if (inner instanceof z.ZodArray) found = inner.element;
  else if (inner instanceof z.ZodTuple) found = inner.def.items[Number(key)];
  else if (inner instanceof z.ZodRecord) found = inner.valueType;
  // As above: the classic schemas hold classic ones.
  return found as z.ZodType | undefined;
}

/** The schema of what stands at a path, without its default; undefined where nothing may stand. */
export function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  const found = path.reduce<z.ZodType | undefined>(
    (at, key) => (at === undefined ? undefined : below(at, key)),
    schema,
  );
  return found === undefined ? undefined : bare(found);
}

/**
 * What is left of `value` without the parts at `faulty`, defaults filled in: rules about several settings at once
 * look at this, so that they find their faults beside the others'. Keys of named maps stay even where their
 * value is wrong, since others may name them.
 */
export function rest<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  faulty: readonly Path[],
): Rest<z.output<Schema>> | undefined {
  // `fill` follows the schema, of which the type is derived as well.
  return fill(schema, value, faulty, []) as Rest<z.output<Schema>> | undefined;
}

function fill(schema: z.ZodType, value: unknown, faulty: readonly Path[], path: Path): unknown {
  if (path.length > 0 && isCovered(path, faulty)) return undefined;
  if (schema instanceof z.ZodDefault && value === undefined) return schema.def.defaultValue;
  const given = schema instanceof z.ZodPrefault && value === undefined ? schema.def.defaultValue : value;
  const inner = bare(schema);
  const child = (key: string | number, part: unknown) => {
    const at = below(inner, key);
    return at === undefined ? undefined : fill(at, part, faulty, [...path, key]);
  };
  if (inner instanceof z.ZodObject) {
    if (!isMap(given)) return undefined;
    const entries = Object.keys(inner.shape).map((key) => [
      key,
      child(key, Object.hasOwn(given, key) ? given[key] : undefined),
    ]);
    return Object.fromEntries(entries.filter(([, part]) => part !== undefined));
  }
  if (inner instanceof z.ZodRecord) {
    return isMap(given)
      ? Object.fromEntries(Object.keys(given).map((key) => [key, child(key, given[key])]))
      : undefined;
  }
  if (inner instanceof z.ZodArray || inner instanceof z.ZodTuple) {
    return Array.isArray(given) ? given.map((part, index) => child(index, part)) : undefined;
  }
  return given;
}
