import { type Properties, Refusal, UNKNOWN, type Value } from "../cloud.ts";
import { isList, isProperties } from "../values.ts";

/** The code of what the provider's own schema refuses before anything is sent. */
export const INVALID = "InvalidAttributeValue";

/**
 * Reads typed values out of a property map and notes a refusal for each that is missing or wrong. An unknown value is
 * never refused; it reads as an empty stand-in, so a body read from inputs that hold unknowns must not be sent.
 */
export class Reader {
  readonly values: Properties;
  /** Where the map stands, for example `rules[0].actionParameters`; empty at the top. */
  readonly path: string;
  readonly #refusals: Refusal[];
  readonly #source: string;

  constructor(values: Properties, path: string, refusals: Refusal[], source: string) {
    this.values = values;
    this.path = path;
    this.#refusals = refusals;
    this.#source = source;
  }

  /** Notes a refusal of one property. */
  refuse(name: string, code: string, why: string, source = this.#source): void {
    this.#refusals.push(new Refusal(code, why, source, this.at(name)));
  }

  /** The path of a property. */
  at(name: string): string {
    return this.path === "" || name === "" ? this.path + name : `${this.path}.${name}`;
  }

  has(name: string): boolean {
    return (this.values[name] ?? null) !== null;
  }

  isUnknown(name: string): boolean {
    return this.values[name] === UNKNOWN;
  }

  optionalText(name: string): string | undefined {
    return this.#typed(name, (value) => (typeof value === "string" ? value : undefined), "a string", "");
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.#missing(name, "");
  }

  optionalNumber(name: string): number | undefined {
    return this.#typed(name, (value) => (typeof value === "number" ? value : undefined), "a number", 0);
  }

  number(name: string): number {
    return this.optionalNumber(name) ?? this.#missing(name, 0);
  }

  optionalFlag(name: string): boolean | undefined {
    return this.#typed(name, (value) => (typeof value === "boolean" ? value : undefined), "a boolean", false);
  }

  /** One of a few words or numbers. */
  optionalChoice<const Choice extends string | number>(
    name: string,
    choices: readonly [Choice, ...Choice[]],
  ): Choice | undefined {
    const find = (value: Value) => choices.find((choice) => choice === value);
    return this.#typed(name, find, `one of ${choices.join(", ")}`, choices[0]);
  }

  choice<const Choice extends string | number>(name: string, choices: readonly [Choice, ...Choice[]]): Choice {
    return this.optionalChoice(name, choices) ?? this.#missing(name, choices[0]);
  }

  /** A map, read by a reader of its own. */
  optionalMap(name: string): Reader | undefined {
    const values = this.#typed(name, (value) => (isProperties(value) ? value : undefined), "a map", {});
    return values === undefined ? undefined : new Reader(values, this.at(name), this.#refusals, this.#source);
  }

  map(name: string): Reader {
    return this.optionalMap(name) ?? new Reader(this.#missing(name, {}), this.at(name), this.#refusals, this.#source);
  }

  /** A list of maps; unknown elements are left out. */
  optionalMaps(name: string): readonly Reader[] | undefined {
    const items = this.#typed(name, (value) => (isList(value) ? value : undefined), "a list", []);
    return items?.flatMap((item, index) => {
      if (isProperties(item)) return [new Reader(item, `${this.at(name)}[${index}]`, this.#refusals, this.#source)];
      if (item !== UNKNOWN) this.refuse(`${name}[${index}]`, INVALID, `must be a map`);
      return [];
    });
  }

  /** A list of words out of a few. */
  optionalChoices<const Choice extends string>(
    name: string,
    choices: readonly [Choice, ...Choice[]],
  ): Choice[] | undefined {
    return this.optionalTexts(name)?.flatMap((text) => {
      const found = choices.find((choice) => choice === text);
      if (found === undefined) this.refuse(name, INVALID, `"${text}" is not one of ${choices.join(", ")}`);
      return found === undefined ? [] : [found];
    });
  }

  /** A list of strings; unknown elements are left out. */
  optionalTexts(name: string): string[] | undefined {
    const items = this.#typed(name, (value) => (isList(value) ? value : undefined), "a list", []);
    return items?.flatMap((item) => {
      if (typeof item !== "string" && item !== UNKNOWN) this.refuse(name, INVALID, "must hold strings only");
      return typeof item === "string" ? [item] : [];
    });
  }

  /** Refuses every property that isn't named. */
  only(names: readonly string[], why: string): void {
    for (const [name, value] of Object.entries(this.values)) {
      if (value !== null && !names.includes(name)) this.refuse(name, INVALID, `"${name}" ${why}`);
    }
  }

  #typed<Typed>(
    name: string,
    narrow: (value: Value) => Typed | undefined,
    expected: string,
    standIn: Typed,
  ): Typed | undefined {
    const value = this.values[name] ?? null;
    if (value === null) return undefined;
    if (value === UNKNOWN) return standIn;
    const typed = narrow(value);
    if (typed !== undefined) return typed;
    this.refuse(name, INVALID, `${JSON.stringify(value)} must be ${expected}`);
    return standIn;
  }

  #missing<Standing>(name: string, standIn: Standing): Standing {
    if (!this.has(name)) this.refuse(name, INVALID, `"${name}" is required here`);
    return standIn;
  }
}

/** The map without the keys whose value is undefined, as the API's optional properties want it. */
export function defined<Shape extends object>(shape: Shape): { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> } {
  // Object.fromEntries loses the keys' types; dropping the undefined ones is exactly what the return type says.
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Shape]?: Exclude<Shape[Key], undefined>;
  };
}
