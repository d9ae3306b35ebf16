import { type Properties, UNKNOWN, type Value } from "../../clouds/cloud.ts";
import { FILES, OUTPUT, REFERENCE, SECRET, SIGNATURE, UNKNOWN_STRING, UNKNOWNS } from "./marks.ts";

/** JSON as it travels in a protobuf Struct, marks included. */
export type Wire = null | boolean | number | string | readonly Wire[] | WireObject;
/** A map of them. */
export type WireObject = { readonly [key: string]: Wire };

/** A property map without marks, and what the marks said. */
export interface Decoded {
  readonly values: Properties;
  /** Top-level names whose value is a secret or holds one. */
  readonly secrets: ReadonlySet<string>;
}

/** True for a map; arrays and null are none. */
export function isWireObject(wire: Wire): wire is WireObject {
  return typeof wire === "object" && wire !== null && !Array.isArray(wire);
}

/**
 * Takes secrets and outputs out of their wrapping and turns the engine's unknowns into `UNKNOWN`.
 * Throws for assets and archives: no simulated cloud reads files.
 */
export function decode(wire: WireObject): Decoded {
  const secrets = new Set<string>();
  const values: Record<string, Value> = {};
  for (const [name, property] of Object.entries(wire)) {
    values[name] = decodeValue(property, () => secrets.add(name));
  }
  return { values, secrets };
}

function decodeValue(wire: Wire, foundSecret: () => void): Value {
  if (typeof wire === "string") return UNKNOWNS.has(wire) ? UNKNOWN : wire;
  if (typeof wire !== "object" || wire === null) return wire;
  if (!isWireObject(wire)) return wire.map((item) => decodeValue(item, foundSecret));
  const signature = wire[SIGNATURE];
  if (signature === undefined) {
    return Object.fromEntries(Object.entries(wire).map(([key, item]) => [key, decodeValue(item, foundSecret)]));
  }
  if (signature === SECRET) {
    foundSecret();
    return decodeValue(wire.value ?? null, foundSecret);
  }
  if (signature === OUTPUT) {
    if (wire.secret === true) foundSecret();
    return wire.value === undefined ? UNKNOWN : decodeValue(wire.value, foundSecret);
  }
  if (signature === REFERENCE) return decodeValue(wire.id ?? wire.urn ?? null, foundSecret);
  if (typeof signature === "string" && FILES.includes(signature)) {
    throw new Error("assets and archives are not modelled by the simulated clouds; give the text itself");
  }
  throw new Error(`the engine sent a value with the unfamiliar signature ${JSON.stringify(signature)}`);
}

/** The reverse of `decode`: the named top-level properties become secrets, `UNKNOWN` becomes the engine's. */
export function encode(values: Properties, secrets: ReadonlySet<string>): WireObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const wire = encodeValue(value);
      return [name, secrets.has(name) ? { [SIGNATURE]: SECRET, value: wire } : wire];
    }),
  );
}

function encodeValue(value: Value): Wire {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(encodeValue);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encodeValue(item)]));
}

/** `Array.isArray` that narrows a read-only array too. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
