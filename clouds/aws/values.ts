import { type Properties, UNKNOWN, type Value } from "../cloud.ts";

/** Whether a value is a property map. */
export function isProperties(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** A value found at a path, with the path as a person would write it. */
export interface Found {
  readonly at: string;
  readonly value: Value;
}

/**
 * Finds the values at a path such as `subnets[]` or `defaultActions[].forward.targetGroups[].arn`. What is absent gives
 * nothing; what is unknown gives one unknown.
 */
export function valuesAt(properties: Properties, path: string): readonly Found[] {
  let found: readonly Found[] = [{ at: "", value: properties }];
  for (const step of path.split(".")) {
    const name = step.replace(/\[\]$/, "");
    found = found.flatMap(({ at, value }): readonly Found[] => {
      if (value === UNKNOWN) return [{ at, value }];
      const inner = isProperties(value) ? value[name] : undefined;
      if (inner === undefined || inner === null) return [];
      const here = at === "" ? name : `${at}.${name}`;
      if (!step.endsWith("[]") || inner === UNKNOWN) return [{ at: here, value: inner }];
      return isList(inner) ? inner.map((one, index) => ({ at: `${here}[${index}]`, value: one })) : [];
    });
  }
  return found;
}

/** The text of an input, undefined where it is absent or not known yet. */
export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return typeof value === "string" ? value : undefined;
}

/** The number of an input, undefined where it is absent or not known yet. */
export function numberOf(properties: Properties, name: string): number | undefined {
  const value = properties[name];
  return typeof value === "number" ? value : undefined;
}

/** The known texts at a path. */
export function textsAt(properties: Properties, path: string): readonly string[] {
  return valuesAt(properties, path).flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}

/** The property maps in a list at a path. */
export function mapsAt(
  properties: Properties,
  path: string,
): readonly { readonly at: string; readonly value: Properties }[] {
  return valuesAt(properties, path).flatMap(({ at, value }) => (isProperties(value) ? [{ at, value }] : []));
}

/** The same data with object keys in order, as text: equal texts mean equal data. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

/** Whether two texts are the same JSON; false where one isn't JSON. */
export function sameJson(left: Value, right: Value): boolean {
  if (typeof left !== "string" || typeof right !== "string") return false;
  try {
    return canonicalJson(JSON.parse(left)) === canonicalJson(JSON.parse(right));
  } catch {
    return false;
  }
}
