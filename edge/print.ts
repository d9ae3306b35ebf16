import { UserError } from "../declaration/faults.ts";
import type { BooleanExpression, Comparison, Expression, StringExpression, StringList } from "./expression.ts";

/** The longest expression Cloudflare takes, in characters (cloudflare-docs, `partials/ruleset-engine/max-expression-length.mdx`). */
const MAXIMUM_LENGTH = 4096;

/**
 * The tree in Cloudflare's rules language. Whatever mixes `and`, `or` and `not` gets parentheses, so nobody has to know
 * which binds tighter. Throws a `UserError` (`expression-too-long`) over 4096 characters; `whose` is who it names.
 */
export function printExpression(expression: Expression, whose = "a rule"): string {
  const printed = expression.type === "boolean" ? condition(expression) : string(expression);
  if (printed.length > MAXIMUM_LENGTH) {
    throw new UserError(
      "expression-too-long",
      `${whose}: the expression has ${printed.length} characters, Cloudflare takes ${MAXIMUM_LENGTH}`,
      "Put the routes it names below a common path, and write one route with that prefix instead.",
      2,
    );
  }
  return printed;
}

function condition(expression: BooleanExpression): string {
  switch (expression.form) {
    case "field":
      return expression.field;
    case "compare":
      return `${string(expression.subject)} ${expression.operator} ${literal(expression.operator, expression.literal)}`;
    case "in":
      return `${string(expression.subject)} in {${expression.literals.map(quote).join(" ")}}`;
    case "call":
      return `${expression.name}(${string(expression.subject)}, ${quote(expression.literal)})`;
    case "any":
      return `any(${list(expression.list)} ${expression.operator} ${literal(expression.operator, expression.literal)})`;
    case "not":
      return `not ${isOneWord(expression.operand) ? condition(expression.operand) : `(${condition(expression.operand)})`}`;
    case "and":
    case "or":
      return expression.operands.map(operand).join(` ${expression.form} `);
  }
}

/** Operands that are themselves joined get parentheses: `and` binds tighter than `or`, and few readers remember it. */
function operand(expression: BooleanExpression): string {
  const isJoined = expression.form === "and" || expression.form === "or";
  return isJoined ? `(${condition(expression)})` : condition(expression);
}

/** `not` takes the next simple expression only, so a comparison gets parentheses. */
function isOneWord(expression: BooleanExpression): boolean {
  return expression.form === "field" || expression.form === "call" || expression.form === "any";
}

function string(expression: StringExpression): string {
  switch (expression.form) {
    case "field":
      return expression.field;
    case "text":
      return quote(expression.text);
    case "call":
      return `${expression.name}(${string(expression.argument)})`;
    case "concat":
      return `concat(${expression.parts.map(string).join(", ")})`;
  }
}

/** Each function call over a list needs its own `[*]`. */
function list(expression: StringList): string {
  switch (expression.form) {
    case "header-names":
      return "http.request.headers.names[*]";
    case "header":
      return `http.request.headers[${quote(expression.name)}][*]`;
    case "lower":
      return `lower(${list(expression.argument)})[*]`;
  }
}

/** After `matches` a quoted text has the escapes of a regular expression, and a wildcard's backslash is its own: both are written raw. */
function literal(operator: Comparison, value: string): string {
  return operator === "matches" || operator === "wildcard" ? raw(value) : quote(value);
}

function raw(value: string): string {
  let hashes = "";
  while (value.includes(`"${hashes}`)) hashes += "#";
  return `r${hashes}"${value}"${hashes}`;
}

/**
 * A quoted string. Only the escapes for quote, backslash and `\xHH` are legal (wirefilter, `rhs_types/bytes.rs`); control
 * characters get the last, everything else, `${` and accents included, stays as it is.
 */
function quote(value: string): string {
  const escaped = value.replace(/["\\\p{Cc}]/gu, (character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    return [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
  });
  return `"${escaped}"`;
}
