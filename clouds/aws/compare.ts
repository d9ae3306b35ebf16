import { type Difference, type Properties, UNKNOWN, type Value } from "../cloud.ts";
import type { Model } from "./model.ts";
import type { TableEntry, TableProperty } from "./table.ts";
import { canonicalJson, isList, isProperties } from "./values.ts";

/** Terraform's older framework can't tell absent from empty, so the provider sees no difference between them. */
function empty(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return true;
  if (isList(value)) return value.length === 0;
  return isProperties(value) && Object.keys(value).length === 0;
}

function equal(wanted: Value | undefined, there: Value | undefined, property: TableProperty | undefined): boolean {
  if (wanted === UNKNOWN || there === UNKNOWN) return false;
  if (empty(wanted) && empty(there)) return true;
  if (isList(wanted) && isList(there)) return equalLists(wanted, there, property);
  if (isProperties(wanted) && isProperties(there)) {
    const names = new Set([...Object.keys(wanted), ...Object.keys(there)]);
    return [...names].every((name) => {
      const field = property?.fields?.[name];
      // What the provider computes and the program leaves out is no difference.
      return (wanted[name] === undefined && field?.computed) || equal(wanted[name], there[name], field);
    });
  }
  return wanted === there;
}

function equalLists(wanted: readonly Value[], there: readonly Value[], property: TableProperty | undefined): boolean {
  if (wanted.length !== there.length) return false;
  const order = (list: readonly Value[]): readonly Value[] =>
    property?.shape === "set"
      ? list.toSorted((left, right) => (canonicalJson(left) < canonicalJson(right) ? -1 : 1))
      : list;
  const [left, right] = [order(wanted), order(there)];
  const element = property && { ...property, shape: property.of ?? "any" };
  return left.every((value, index) => equal(value, right[index], element));
}

/** Whether a change of this name is one the provider makes by itself, so that it may create the new one first. */
function automatic(name: Value | undefined): boolean {
  return typeof name === "string" && /-[0-9a-f]{7}$/.test(name);
}

/**
 * How new inputs differ from the state, by the table and the model's own notion of sameness. The inputs are settled:
 * defaults filled in, texts normalised.
 */
export function compare(entry: TableEntry, model: Model, state: Properties, inputs: Properties): Difference {
  const changed: string[] = [];
  for (const [name, property] of Object.entries(entry.properties)) {
    if (!property.input || property.writeOnly) continue;
    const wanted = inputs[name];
    if (wanted === undefined && property.computed) continue;
    const there = state[name];
    if (wanted !== undefined && there !== undefined && model.same?.(name, wanted, there)) continue;
    if (!equal(wanted, there, property)) changed.push(name);
  }
  const replaces = changed.filter((name) => entry.properties[name]?.replaces);
  const named = model.naming?.property;
  const fixedName = named !== undefined && inputs[named] === state[named] && !automatic(inputs[named]);
  return { changed, replaces, deleteBeforeReplace: replaces.length > 0 && fixedName };
}
