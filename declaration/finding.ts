import type { Fault } from "./faults.ts";

/** Where a setting stands: its key under `config:`, then keys and places in lists. */
export type Path = readonly (string | number)[];

/** One wrong setting before it is printed. */
export interface Finding {
  readonly path: Path;
  readonly why: string;
  readonly write: string;
  /** True when the value may be a secret, which no log may hold. */
  readonly hidden?: boolean;
  /** Where the setting stands that a misspelt key means: it isn't missing, and its default doesn't hold. */
  readonly meant?: Path;
}

/** Printed values end here, in characters. */
const LONGEST_VALUE = 100;

/** A map with text keys, as opposed to a list, a scalar or nothing. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof key === "number") return Array.isArray(value) ? value[key] : undefined;
    return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, tree);
}

/** A path as a person reads it, for example `launch:routes[2].kind`. */
function printKey(path: Path): string {
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`)).join("");
}

/** Whether `path` is one of `others` or lies below one. */
export function isCovered(path: Path, others: readonly Path[]): boolean {
  return others.some((other) => other.length <= path.length && other.every((key, index) => key === path[index]));
}

/** The faults in the order of the file, one for each place; what is missing comes after its neighbours. */
export function toFaults(findings: readonly Finding[], tree: unknown): Fault[] {
  const places = countPlaces(tree);
  const seen = new Set<string>();
  const firsts = findings.filter(({ path }) => {
    const key = JSON.stringify(path);
    return !seen.has(key) && seen.add(key);
  });
  return firsts
    .map((finding) => ({ finding, place: placeOf(finding.path, places) }))
    .sort((a, b) => a.place - b.place)
    .map(({ finding }) => toFault(finding, tree));
}

function toFault({ path, why, write, hidden }: Finding, tree: unknown): Fault {
  const value = hidden === true ? undefined : JSON.stringify(valueAt(tree, path));
  const short = value !== undefined && value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
  return { key: printKey(path), ...(short === undefined ? {} : { value: short }), why, write };
}

/** From each key to its place in reading order, and to the last place below it. */
type Places = ReadonlyMap<string, { readonly first: number; readonly last: number }>;

function countPlaces(tree: unknown): Places {
  const places = new Map<string, { first: number; last: number }>();
  let next = 0;
  const visit = (value: unknown, path: Path) => {
    const first = next++;
    const children: [string | number, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : isMap(value)
        ? Object.entries(value)
        : [];
    for (const [key, child] of children) visit(child, [...path, key]);
    places.set(JSON.stringify(path), { first, last: next - 1 });
  };
  visit(tree, []);
  return places;
}

function placeOf(path: Path, places: Places): number {
  const own = places.get(JSON.stringify(path));
  if (own !== undefined) return own.first;
  const parent = path.slice(0, -1);
  return path.length === 0 ? 0 : (places.get(JSON.stringify(parent))?.last ?? placeOf(parent, places)) + 0.5;
}
