import { z } from "zod";
import { nearestNumber } from "./fargate.ts";
import { type Finding, type Path, valueAt } from "./finding.ts";
import { nearestWord, suggestWord } from "./nearest.ts";
import type { Advice } from "./schema/text.ts";
import { schemaAt } from "./schema-walk.ts";
import { looksSecret } from "./secrecy.ts";

/** Says in plain words what zod found wrong in `tree`, one finding for each place. */
export function explainIssues(issues: readonly z.core.$ZodIssue[], schema: z.ZodType, tree: unknown): Finding[] {
  return issues.flatMap((issue) => explainIssue(issue, schema, tree));
}

function explainIssue(issue: z.core.$ZodIssue, schema: z.ZodType, tree: unknown): Finding[] {
  // Settings have text keys and places in lists only, no symbols.
  const path = issue.path as Path;
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => explainKey(path, key, schema));
  if (issue.code === "invalid_key") {
    const advice = issue.issues.map(customAdvice).find((found) => found !== undefined);
    return [{ path, ...(advice ?? { why: "This name can't be used.", write: "another name" }), hidden: true }];
  }
  const value = valueAt(tree, path);
  return [{ path, ...(customAdvice(issue) ?? explainValue(issue, value, schemaAt(schema, path))) }];
}

function customAdvice(issue: z.core.$ZodIssue): Advice | undefined {
  // Every check of our own in `schema/` puts its advice here.
  return issue.code === "custom" ? (issue.params?.advice as Advice | undefined) : undefined;
}

function explainKey(path: Path, key: string, schema: z.ZodType): Finding {
  const parent = schemaAt(schema, path);
  const names = parent instanceof z.ZodObject ? Object.keys(parent.shape) : [];
  const near = nearestWord(key, names);
  return {
    path: [...path, key],
    why: "There is no such setting.",
    write: suggestWord(key, names),
    hidden: looksSecret(key),
    ...(near === undefined ? {} : { meant: [...path, near] }),
  };
}

function explainValue(issue: z.core.$ZodIssue, value: unknown, schema: z.ZodType | undefined): Advice {
  if (value === undefined) return { why: "It is missing and has no default.", write: example(schema) };
  if (value === null) return { why: "It is empty.", write: example(schema) };
  if (issue.code === "invalid_value") return explainChoice(issue.values, value);
  if (issue.code === "invalid_type") return explainType(value, schema);
  if (issue.code === "too_small" || issue.code === "too_big") return { why: outside(issue), write: example(schema) };
  return { why: issue.message, write: example(schema) };
}

function explainChoice(choices: readonly z.core.util.Primitive[], value: unknown): Advice {
  const numbers = choices.filter((choice) => typeof choice === "number");
  if (typeof value === "number" && numbers.length > 0) {
    return { why: `Only these are possible: ${numbers.join(", ")}.`, write: `${nearestNumber(value, numbers)}` };
  }
  if (typeof value === "string" && numbers.some((number) => String(number) === value)) {
    return { why: "In quotes it is text, not a number.", write: value };
  }
  const words = choices.map(String);
  return {
    why: `Only these are possible: ${words.join(", ")}.`,
    write: suggestWord(typeof value === "string" ? value : JSON.stringify(value), words),
  };
}

function explainType(value: unknown, schema: z.ZodType | undefined): Advice {
  const kind = kindOf(schema);
  if (schema instanceof z.ZodString && (typeof value === "number" || typeof value === "boolean")) {
    return { why: "Without quotes it is not text.", write: `"${value}"` };
  }
  if (schema instanceof z.ZodNumber && typeof value === "string" && /^-?[0-9]+$/.test(value)) {
    return { why: "In quotes it is text, not a number.", write: value };
  }
  if (schema instanceof z.ZodBoolean && (value === "true" || value === "false")) {
    return { why: "In quotes it is text, not a switch.", write: value };
  }
  return { why: `It has to be ${kind}.`, write: example(schema) };
}

function outside(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const [bound, word] = issue.code === "too_small" ? [issue.minimum, "least"] : [issue.maximum, "most"];
  const entries = issue.origin === "array" ? " entries" : "";
  return `It has to be at ${word} ${bound}${entries}.`;
}

function kindOf(schema: z.ZodType | undefined): string {
  if (schema instanceof z.ZodNumber) return "a whole number";
  if (schema instanceof z.ZodBoolean) return "true or false";
  if (schema instanceof z.ZodArray || schema instanceof z.ZodTuple) return "a list";
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return "a map";
  return "text";
}

/** What could be written, in one phrase. */
function example(schema: z.ZodType | undefined): string {
  if (schema instanceof z.ZodNumber) return `a whole number from ${schema.minValue} to ${schema.maxValue}`;
  if (schema instanceof z.ZodEnum) return `one of ${schema.options.join(", ")}`;
  if (schema instanceof z.ZodLiteral) return `one of ${[...schema.values].join(", ")}`;
  const given = schema?.meta()?.examples;
  const first: unknown = Array.isArray(given) ? given[0] : undefined;
  if (first !== undefined) return `${kindOf(schema)}, for example ${JSON.stringify(first)}`;
  if (schema instanceof z.ZodObject) return `a map with ${required(schema).join(", ")}`;
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodObject) {
    return `a list of maps with ${required(schema.element).join(", ")}`;
  }
  return kindOf(schema);
}

function required(schema: z.ZodObject): string[] {
  const names = Object.keys(schema.shape);
  const needed = names.filter((name) => !schema.shape[name].safeParse(undefined).success);
  return needed.length > 0 ? needed : names;
}
