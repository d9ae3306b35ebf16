import protocol from "@pulumi/pulumi/proto/provider_pb.js";
import type { Difference, Properties, Value } from "../../clouds/cloud.ts";
import { UNKNOWN } from "../../clouds/cloud.ts";
import { isList } from "./properties.ts";

/** The engine's words for one changed property. */
export interface PathChange {
  /** For example `rules[0].expression`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  /** Whether old and new inputs differ, rather than the state and the new inputs. */
  readonly inputs: boolean;
}

/**
 * The paths under the changed top-level properties at which old and new inputs differ; a property that only the
 * state shows changed (drift) is named as a whole.
 */
export function detail(difference: Difference, oldInputs: Properties, newInputs: Properties): readonly PathChange[] {
  return difference.changed.flatMap((name) => {
    const paths = compare(name, oldInputs[name], newInputs[name]);
    return paths.length > 0 ? paths : [{ path: name, kind: "update" as const, inputs: false }];
  });
}

function compare(path: string, before: Value | undefined, after: Value | undefined): PathChange[] {
  if (before === undefined) return after === undefined ? [] : [{ path, kind: "add", inputs: true }];
  if (after === undefined) return [{ path, kind: "delete", inputs: true }];
  if (before === UNKNOWN || after === UNKNOWN) return [{ path, kind: "update", inputs: true }];
  if (isList(before) && isList(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => compare(`${path}[${index}]`, before[index], after[index])).flat();
  }
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => compare(`${path}${step(key)}`, before[key], after[key]));
  }
  return Object.is(before, after) ? [] : [{ path, kind: "update", inputs: true }];
}

function isMap(value: Value): value is Properties {
  return typeof value === "object" && value !== null && !isList(value);
}

function step(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Writes a difference as the engine wants it, with a detailed diff. */
export function toDiffResponse(difference: Difference, oldInputs: Properties, newInputs: Properties) {
  const { DiffResponse, PropertyDiff } = protocol;
  const response = new DiffResponse();
  const { changed, replaces } = difference;
  response.setChanges(changed.length === 0 ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME);
  response.setDiffsList([...changed]);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(difference.deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  const { Kind } = PropertyDiff;
  for (const change of detail(difference, oldInputs, newInputs)) {
    const replaced = replaces.some(
      (name) => change.path === name || (/^[.[]/.test(change.path.slice(name.length)) && change.path.startsWith(name)),
    );
    const kinds = replaced
      ? { add: Kind.ADD_REPLACE, delete: Kind.DELETE_REPLACE, update: Kind.UPDATE_REPLACE }
      : { add: Kind.ADD, delete: Kind.DELETE, update: Kind.UPDATE };
    const property = new PropertyDiff();
    property.setKind(kinds[change.kind]);
    property.setInputdiff(change.inputs);
    response.getDetaileddiffMap().set(change.path, property);
  }
  return response;
}

/** The inputs a read would have given: what the old inputs name, with the values that stand now. */
export function inputsAsRead(oldInputs: Properties, state: Properties): Properties {
  return Object.fromEntries(
    Object.entries(oldInputs)
      .filter(([name]) => name in state)
      .map(([name, before]) => [name, asRead(before, state[name] ?? null)]),
  );
}

function asRead(before: Value, now: Value): Value {
  if (isList(before) && isList(now)) {
    return now.map((item, index) => (index < before.length ? asRead(before[index] ?? null, item) : item));
  }
  return isMap(before) && isMap(now) ? inputsAsRead(before, now) : now;
}
