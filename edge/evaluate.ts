import type { BooleanExpression, Comparison, StringExpression, StringField, StringList } from "./expression.ts";
import { decoded, normalisePath } from "./normalise.ts";

/** A request as a client sends it. */
export interface EdgeRequest {
  readonly scheme: "http" | "https";
  /** As sent, capitals included, without a port. */
  readonly host: string;
  readonly method: string;
  /** Before normalisation, beginning with `/`, without the query. */
  readonly path: string;
  /** Without `?`; empty when there is none. */
  readonly query: string;
  /** By name as sent; several values of one name as a list. `cookie` has a place of its own. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** The `Cookie` header as sent; empty when there is none. */
  readonly cookies: string;
  readonly ip: string;
  /** Two letters. */
  readonly country: string;
}

/** A plain GET over https, to be changed where it matters. */
export function requestFor(host: string, path: string, changes: Partial<EdgeRequest> = {}): EdgeRequest {
  const plain = {
    scheme: "https",
    method: "GET",
    query: "",
    headers: {},
    cookies: "",
    ip: "192.0.2.9",
    country: "US",
  } as const;
  return { ...plain, host, path, ...changes };
}

/** Whether the condition holds for the request, by the documented meaning of the rules language. */
export function evaluate(expression: BooleanExpression, request: EdgeRequest): boolean {
  switch (expression.form) {
    case "field":
      return request.scheme === "https";
    case "compare":
      return compare(evaluateString(expression.subject, request), expression.operator, expression.literal);
    case "in":
      return expression.literals.includes(evaluateString(expression.subject, request));
    case "call": {
      const value = evaluateString(expression.subject, request);
      return expression.name === "starts_with"
        ? value.startsWith(expression.literal)
        : value.endsWith(expression.literal);
    }
    case "any":
      return listOf(expression.list, request).some((value) => compare(value, expression.operator, expression.literal));
    case "not":
      return !evaluate(expression.operand, request);
    case "and":
      return expression.operands.every((operand) => evaluate(operand, request));
    case "or":
      return expression.operands.some((operand) => evaluate(operand, request));
  }
}

/** The string the tree stands for in that request. */
export function evaluateString(expression: StringExpression, request: EdgeRequest): string {
  switch (expression.form) {
    case "field":
      return fieldOf(expression.field, request);
    case "text":
      return expression.text;
    case "call": {
      const argument = evaluateString(expression.argument, request);
      return expression.name === "lower" ? asciiLower(argument) : decoded(argument);
    }
    case "concat":
      return expression.parts.map((part) => evaluateString(part, request)).join("");
  }
}

function fieldOf(field: StringField, request: EdgeRequest): string {
  switch (field) {
    case "http.host":
      return request.host;
    case "http.request.method":
      return request.method;
    case "http.request.uri.path":
      return normalisePath(request.path);
    case "raw.http.request.uri.path":
      return request.path;
    case "http.request.uri.query":
      return request.query;
    case "http.cookie":
      return request.cookies;
    case "http.user_agent":
      return valuesOf("user-agent", request)[0] ?? "";
    case "ip.src.country":
      return request.country;
  }
}

function compare(value: string, operator: Comparison, literal: string): boolean {
  switch (operator) {
    case "eq":
      return value === literal;
    case "ne":
      return value !== literal;
    case "contains":
      return value.includes(literal);
    case "wildcard":
      return wildcardRegex(literal).test(value);
    case "matches":
      return new RegExp(literal, "u").test(value);
  }
}

function wildcardRegex(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "isu");
}

function listOf(list: StringList, request: EdgeRequest): readonly string[] {
  switch (list.form) {
    case "header-names":
      return Object.keys(request.headers);
    case "header":
      return valuesOf(list.name, request);
    case "lower":
      return listOf(list.argument, request).map(asciiLower);
  }
}

function valuesOf(name: string, request: EdgeRequest): readonly string[] {
  return Object.entries(request.headers).flatMap(([key, value]) => (key.toLowerCase() === name ? value : []));
}

/** Only ASCII letters, as `lower` does. */
function asciiLower(value: string): string {
  return value.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
