import { createHash } from "node:crypto";
import { closest } from "fastest-levenshtein";
import { type Properties, Refusal, type Subject, UNKNOWN, type Value } from "../cloud.ts";
import type { Model } from "./model.ts";
import type { Shape, TableEntry, TableProperty } from "./table.ts";
import { isList, isProperties } from "./values.ts";

const source = "@pulumi/aws 7.48.0 types; aws provider schema";

function fits(shape: Shape, value: Value): boolean {
  if (value === null) return true;
  if (shape === "any") return true;
  if (shape === "list" || shape === "set") return isList(value);
  if (shape === "object" || shape === "map") return isProperties(value);
  if (shape === "number")
    return typeof value === "number" || (typeof value === "string" && value !== "" && Number.isFinite(Number(value)));
  if (shape === "boolean") return typeof value === "boolean" || value === "true" || value === "false";
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function checkValue(value: Value, property: TableProperty, at: string): readonly Refusal[] {
  if (value === UNKNOWN || value === null) return [];
  if (!fits(property.shape, value)) {
    return [new Refusal("InvalidType", `${at} must be a ${property.shape}`, source, at)];
  }
  if (isList(value)) {
    const element: TableProperty = { shape: property.of ?? "any", ...(property.fields && { fields: property.fields }) };
    return value.flatMap((one, index) => checkValue(one, element, `${at}[${index}]`));
  }
  if (!isProperties(value)) return [];
  if (property.fields) return checkFields(value, property.fields, `${at}.`);
  const element: TableProperty = { shape: property.of ?? "any" };
  return Object.entries(value).flatMap(([key, one]) => checkValue(one, element, `${at}["${key}"]`));
}

function checkFields(
  properties: Properties,
  fields: Readonly<Record<string, TableProperty>>,
  prefix: string,
): readonly Refusal[] {
  const settable = Object.keys(fields).filter((name) => fields[name]?.input);
  const refusals: Refusal[] = [];
  for (const [name, value] of Object.entries(properties)) {
    const field = fields[name];
    if (name.startsWith("__")) continue;
    if (!field?.input) {
      const intent = field
        ? `${name} is computed by AWS and can't be set`
        : `there is no ${name}; did you mean ${closest(name, settable)}?`;
      refusals.push(new Refusal("InvalidProperty", intent, source, `${prefix}${name}`));
    } else refusals.push(...checkValue(value, field, `${prefix}${name}`));
  }
  for (const name of settable) {
    if (fields[name]?.input !== "required" || (properties[name] !== undefined && properties[name] !== null)) continue;
    refusals.push(new Refusal("MissingProperty", `${prefix}${name} is required`, source, `${prefix}${name}`));
  }
  return refusals;
}

/** Refuses names the type doesn't have, required ones that are missing, and values of the wrong shape, at any depth. */
export function checkShape(entry: TableEntry, inputs: Properties): readonly Refusal[] {
  return checkFields(inputs, entry.properties, "");
}

/**
 * Fills in the name the provider would make up: the logical name and seven hexadecimal digits. A name made up before
 * is kept. The real provider refuses when the result is too long for the type.
 */
export function nameAutomatically(
  model: Model,
  subject: Subject,
  inputs: Properties,
  previous: Properties | undefined,
): Properties | Refusal {
  const { naming } = model;
  if (!naming || inputs[naming.property] !== undefined || inputs[`${naming.property}Prefix`] !== undefined)
    return inputs;
  const logical = naming.lowerCase ? subject.name.toLowerCase() : subject.name;
  const before = previous?.[naming.property];
  if (typeof before === "string" && before.startsWith(`${logical}-`)) return { ...inputs, [naming.property]: before };
  const digits = createHash("sha256").update(subject.randomSeed).update(subject.urn).digest("hex").slice(0, 7);
  const name = `${logical}-${digits}`;
  if (name.length <= naming.limit) return { ...inputs, [naming.property]: name };
  return new Refusal(
    "InvalidName",
    `name '${logical}-' plus 7 random chars is longer than maximum length ${naming.limit}: shorten the logical name or give a ${naming.property}`,
    "pulumi-terraform-bridge, NewUniqueName",
    naming.property,
  );
}
