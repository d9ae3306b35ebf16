import type { BooleanField, Expression, StringField, StringList } from "./expression.ts";

/** What a tree reads from a request; header lookups count as `http.request.headers`. */
type ReadField = StringField | BooleanField | "http.request.headers";

/** Every field the tree reads. */
export function fieldsOf(expression: Expression): ReadonlySet<ReadField> {
  return new Set([...nodes(expression)].flatMap(ownFields));
}

/** Whether it holds a regular expression anywhere. */
export function usesRegex(expression: Expression): boolean {
  return [...nodes(expression)].some((node) => "operator" in node && node.operator === "matches");
}

function ownFields(node: Expression): readonly ReadField[] {
  if (node.form === "field") return [node.field];
  return node.form === "any" ? [headerField(node.list)] : [];
}

function headerField(list: StringList): ReadField {
  return list.form === "lower" ? headerField(list.argument) : "http.request.headers";
}

/** The tree's nodes, itself first. */
function* nodes(expression: Expression): Generator<Expression> {
  yield expression;
  if (expression.type === "string") {
    if (expression.form === "call") yield* nodes(expression.argument);
    if (expression.form === "concat") for (const part of expression.parts) yield* nodes(part);
    return;
  }
  if (expression.form === "not") yield* nodes(expression.operand);
  if ("operands" in expression) for (const operand of expression.operands) yield* nodes(operand);
  if ("subject" in expression) yield* nodes(expression.subject);
}
