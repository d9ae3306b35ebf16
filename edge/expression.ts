/**
 * Cloudflare's rules language as typed trees. A tree is built by the constructors below and printed by `print.ts`; nobody
 * glues strings. A string can't stand where a condition is wanted, and a literal can't stand where a field is.
 */

/** Fields that hold a string (cloudflare-docs, `src/content/fields/index.yaml`). */
export type StringField =
  | "http.host"
  | "http.request.method"
  | "http.request.uri.path"
  | "raw.http.request.uri.path"
  | "http.request.uri.query"
  | "http.cookie"
  | "http.user_agent"
  | "ip.src.country";

/** Fields that are true or false by themselves; comparing them with `true` is refused by the parser. */
export type BooleanField = "ssl";

/** A string that is taken from the request, perhaps through a function; it can be compared. */
export type Subject =
  | { readonly type: "string"; readonly form: "field"; readonly field: StringField }
  | {
      readonly type: "string";
      readonly form: "call";
      readonly name: "lower" | "url_decode";
      readonly argument: Subject;
    }
  | { readonly type: "string"; readonly form: "concat"; readonly parts: readonly StringExpression[] };

/** A string: taken from the request, or written in the rule. */
export type StringExpression = Subject | { readonly type: "string"; readonly form: "text"; readonly text: string };

/** Several strings of the request: the values of one header, or the names of all headers. */
export type StringList =
  | { readonly form: "header-names" }
  | { readonly form: "header"; readonly name: string }
  | { readonly form: "lower"; readonly argument: StringList };

/** How a string is compared with a literal; `matches` is a regular expression and needs the Business plan. */
export type Comparison = "eq" | "ne" | "contains" | "wildcard" | "matches";

/** A condition. */
export type BooleanExpression =
  | { readonly type: "boolean"; readonly form: "field"; readonly field: BooleanField }
  | {
      readonly type: "boolean";
      readonly form: "compare";
      readonly subject: Subject;
      readonly operator: Comparison;
      readonly literal: string;
    }
  | { readonly type: "boolean"; readonly form: "in"; readonly subject: Subject; readonly literals: readonly string[] }
  | {
      readonly type: "boolean";
      readonly form: "call";
      readonly name: "starts_with" | "ends_with";
      readonly subject: Subject;
      readonly literal: string;
    }
  | {
      readonly type: "boolean";
      readonly form: "any";
      readonly list: StringList;
      readonly operator: Comparison;
      readonly literal: string;
    }
  | { readonly type: "boolean"; readonly form: "not"; readonly operand: BooleanExpression }
  | { readonly type: "boolean"; readonly form: "and" | "or"; readonly operands: readonly BooleanExpression[] };

/** Any tree: a rule's condition, or the string a redirect leads to. */
export type Expression = BooleanExpression | StringExpression;

/** A string field of the request. */
export function field(name: StringField): Subject {
  return { type: "string", form: "field", field: name };
}

/** A literal, only where a string is built; a comparison takes its literal as it is. */
export function text(literal: string): StringExpression {
  return { type: "string", form: "text", text: literal };
}

/** The string with its ASCII letters in lower case; others stay (rules-language/functions). */
export function lower(argument: Subject): Subject {
  return { type: "string", form: "call", name: "lower", argument };
}

/** The string with its percent escapes decoded once. */
export function urlDecode(argument: Subject): Subject {
  return { type: "string", form: "call", name: "url_decode", argument };
}

/** The strings one after another. */
export function concat(first: StringExpression, ...rest: readonly StringExpression[]): Subject {
  return { type: "string", form: "concat", parts: [first, ...rest] };
}

/** The request came over https. */
export const ssl: BooleanExpression = { type: "boolean", form: "field", field: "ssl" };

/** Byte for byte the same. */
export function eq(subject: Subject, literal: string): BooleanExpression {
  return { type: "boolean", form: "compare", subject, operator: "eq", literal };
}

/** Byte for byte one of them; a single one is printed as `eq`. */
export function oneOf(subject: Subject, first: string, ...rest: readonly string[]): BooleanExpression {
  if (rest.length === 0) return eq(subject, first);
  return { type: "boolean", form: "in", subject, literals: [...new Set([first, ...rest])] };
}

/** Holds the literal somewhere; case counts. */
export function contains(subject: Subject, literal: string): BooleanExpression {
  return { type: "boolean", form: "compare", subject, operator: "contains", literal };
}

/** Fits the pattern as a whole, where `*` stands for any run; case doesn't count. */
export function wildcard(subject: Subject, pattern: string): BooleanExpression {
  return { type: "boolean", form: "compare", subject, operator: "wildcard", literal: pattern };
}

/** Fits the regular expression somewhere; refused below the Business plan. */
export function matches(subject: Subject, regex: string): BooleanExpression {
  return { type: "boolean", form: "compare", subject, operator: "matches", literal: regex };
}

/** Begins with the literal. */
export function startsWith(subject: Subject, literal: string): BooleanExpression {
  return { type: "boolean", form: "call", name: "starts_with", subject, literal };
}

/** Ends with the literal. */
export function endsWith(subject: Subject, literal: string): BooleanExpression {
  return { type: "boolean", form: "call", name: "ends_with", subject, literal };
}

/** A header of that name was sent, in whatever case, with whatever value. */
export function hasHeader(name: string): BooleanExpression {
  const list: StringList = { form: "lower", argument: { form: "header-names" } };
  return { type: "boolean", form: "any", list, operator: "eq", literal: name.toLowerCase() };
}

/** One of the values sent under that header name is the literal. Without the header it is false. */
export function anyHeader(name: string, literal: string): BooleanExpression {
  const list: StringList = { form: "header", name: name.toLowerCase() };
  return { type: "boolean", form: "any", list, operator: "eq", literal };
}

/** The opposite; a double negation is undone. */
export function not(operand: BooleanExpression): BooleanExpression {
  return operand.form === "not" ? operand.operand : { type: "boolean", form: "not", operand };
}

/** All of them; one alone stays itself. */
export function and(first: BooleanExpression, ...rest: readonly BooleanExpression[]): BooleanExpression {
  return joined("and", [first, ...rest]);
}

/** At least one of them; one alone stays itself. */
export function or(first: BooleanExpression, ...rest: readonly BooleanExpression[]): BooleanExpression {
  return joined("or", [first, ...rest]);
}

function joined(form: "and" | "or", operands: readonly [BooleanExpression, ...BooleanExpression[]]): BooleanExpression {
  if (operands.length === 1) return operands[0];
  return {
    type: "boolean",
    form,
    operands: operands.flatMap((operand) => (operand.form === form ? operand.operands : [operand])),
  };
}
