import { type Difference, type Properties, Refusal, UNKNOWN, type Value } from "./cloud.ts";
import { sameValue, withoutNulls } from "./values.ts";

/** What a provider does with one input. */
export interface InputRow {
  /** The value's JSON type; `any` where the provider takes anything. */
  readonly type: "string" | "number" | "boolean" | "list" | "map" | "any";
  readonly required?: boolean;
  /** Whether a change needs a new resource. */
  readonly replaces?: boolean;
  /** What the provider fills in where the program says nothing. */
  readonly default?: Value;
  /** Whether the service fills it in where the program says nothing; what stands is then kept. */
  readonly computed?: boolean;
}

/** What a provider knows of one resource type. */
export interface TypeRow {
  readonly inputs: Readonly<Record<string, InputRow>>;
  /** Outputs that are no inputs. */
  readonly outputs: readonly string[];
  /** Those of them that any change makes unknown until it is done. */
  readonly unknownAfterChange: readonly string[];
  /** Outputs that are secret whatever the program says. */
  readonly secretOutputs?: readonly string[];
}

/** Refuses inputs that are missing, of the wrong type or unheard of, as the provider's schema would. */
export function checkShape(type: string, row: TypeRow, inputs: Properties, source: string): readonly Refusal[] {
  const missing = Object.entries(row.inputs)
    .filter(([name, input]) => input.required === true && (inputs[name] ?? null) === null)
    .map(([name]) => new Refusal("MissingRequired", `${type} needs "${name}"`, source, name));
  const wrong = Object.entries(withoutNulls(inputs)).flatMap(([name, value]) => {
    const expected = row.inputs[name];
    if (expected === undefined) return [new Refusal("UnknownProperty", `${type} has no input "${name}"`, source, name)];
    if (value === UNKNOWN || expected.type === "any" || kindOf(value) === expected.type) return [];
    const why = `"${name}" of ${type} is a ${kindOf(value)} and must be a ${expected.type}`;
    return [new Refusal("WrongType", why, source, name)];
  });
  return [...missing, ...wrong];
}

function kindOf(value: Value): string {
  if (Array.isArray(value)) return "list";
  return typeof value === "object" ? "map" : typeof value;
}

/** The inputs as they will stand: given, else what the service keeps, else the default, else unknown or absent. */
export function settle(row: TypeRow, inputs: Properties, state?: Properties): Properties {
  return Object.fromEntries(
    Object.entries(row.inputs).flatMap(([name, input]) => {
      const given = inputs[name] ?? null;
      if (given !== null) return [[name, given]];
      if (input.default !== undefined) return [[name, input.default]];
      if (!input.computed) return [];
      if (state === undefined) return [[name, UNKNOWN]];
      const kept = state[name];
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}

/** How settled inputs differ from a state of the same shape. */
export function differ(row: TypeRow, settled: Properties, state: Properties): Difference {
  const changed = Object.keys(row.inputs).filter((name) => !sameValue(settled[name], state[name]));
  const replaces = changed.filter((name) => row.inputs[name]?.replaces === true);
  return { changed, replaces, deleteBeforeReplace: false };
}

/**
 * The state that settled inputs lead to: what only the service knows is unknown, and so is what a change makes it
 * decide anew and `given` doesn't say.
 */
export function foresee(
  row: TypeRow,
  given: Properties,
  settled: Properties,
  state: Properties | undefined,
  changed: boolean,
): Properties {
  const decidedAnew = (name: string) => changed && row.unknownAfterChange.includes(name) && !(name in given);
  const names = new Set([...Object.keys(settled), ...row.outputs, ...(changed ? row.unknownAfterChange : [])]);
  const foreseen = [...names].map((name): [string, Value | undefined] => {
    if (decidedAnew(name)) return [name, UNKNOWN];
    if (!row.outputs.includes(name)) return [name, settled[name]];
    return [name, state === undefined ? UNKNOWN : state[name]];
  });
  return Object.fromEntries(foreseen.filter((entry): entry is [string, Value] => entry[1] !== undefined));
}
