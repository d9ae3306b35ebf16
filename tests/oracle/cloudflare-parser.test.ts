import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStackFile } from "../../declaration/parse.ts";
import { compileEdge } from "../../edge/compile.ts";
import type { EdgePhase } from "../../edge/compiled.ts";
import {
  and,
  anyHeader,
  type BooleanExpression,
  concat,
  contains,
  endsWith,
  eq,
  field,
  hasHeader,
  lower,
  matches,
  not,
  oneOf,
  or,
  type StringField,
  type Subject,
  ssl,
  startsWith,
  text,
  urlDecode,
  wildcard,
} from "../../edge/expression.ts";
import { printExpression } from "../../edge/print.ts";
import { settings } from "../edge/fixtures.ts";

const python = process.env.ORACLE_PYTHON ?? "python3";
const hasParser = spawnSync(python, ["-c", "import octorules_wirefilter"]).status === 0;
const why = hasParser
  ? ""
  : ` (skipped: ${python} has no octorules_wirefilter; pip install it, or name a Python by ORACLE_PYTHON)`;
const helper = fileURLToPath(new URL("cloudflare_parser.py", import.meta.url));

/** The parser's complaint for each expression; null where it accepts. */
function complaints(expressions: readonly string[]): readonly (string | null)[] {
  const { stdout, stderr, status } = spawnSync(python, [helper], {
    input: JSON.stringify(expressions),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the parser failed: ${stderr}`);
  // The helper prints exactly this.
  return JSON.parse(stdout) as (string | null)[];
}

/** Expressions with their complaints; empty when all are accepted. */
function refused(expressions: readonly string[]): readonly string[] {
  const answers = complaints(expressions);
  return expressions.flatMap((expression, index) => {
    const complaint = answers[index];
    return complaint === null ? [] : [`${expression}\n${complaint}`];
  });
}

/** Every condition as printed, and every redirect's target, which is a string, as one side of a comparison. */
function printedOf(phases: readonly EdgePhase[]): readonly string[] {
  return phases.flatMap(({ rules }) =>
    rules.flatMap(({ expression, action }) => [
      printExpression(expression),
      ...(action.kind === "redirect" ? [`${printExpression(action.target)} eq "x"`] : []),
    ]),
  );
}

const literal = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom('"', "\\", "a\nb", "\t", "\0", "é", '" or ssl or "', "%{x}"),
);
const subject: fc.Arbitrary<Subject> = fc.letrec<{ subject: Subject }>((tie) => ({
  subject: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc
      .constantFrom<StringField>(
        "http.host",
        "http.request.method",
        "http.request.uri.path",
        "raw.http.request.uri.path",
        "http.request.uri.query",
        "http.cookie",
        "http.user_agent",
        "ip.src.country",
      )
      .map(field),
    tie("subject").map(lower),
    tie("subject").map(urlDecode),
    fc.tuple(tie("subject"), literal).map(([first, more]) => concat(first, text(more))),
  ),
})).subject;

const condition: fc.Arbitrary<BooleanExpression> = fc.letrec<{ condition: BooleanExpression }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant(ssl),
    fc.tuple(subject, literal).map(([left, right]) => eq(left, right)),
    fc.tuple(subject, literal).map(([left, right]) => contains(left, right)),
    fc.tuple(subject, literal).map(([left, right]) => startsWith(left, right)),
    fc.tuple(subject, literal).map(([left, right]) => endsWith(left, right)),
    fc
      .tuple(subject, fc.array(literal, { minLength: 1, maxLength: 4 }))
      .map(([left, [first = "", ...rest]]) => oneOf(left, first, ...rest)),
    fc.tuple(subject, fc.constantFrom("/a/*", "*.css", '"*"')).map(([left, right]) => wildcard(left, right)),
    fc.tuple(subject, fc.constantFrom("^/a", "\\.php$", '"x"')).map(([left, right]) => matches(left, right)),
    fc.constantFrom("Authorization", "x-a").map(hasHeader),
    literal.map((value) => anyHeader("X-A", value)),
    tie("condition").map(not),
    fc.tuple(tie("condition"), tie("condition"), tie("condition")).map(([a, b, c]) => and(a, b, c)),
    fc.tuple(tie("condition"), tie("condition")).map(([a, b]) => or(a, b)),
  ),
})).condition;

describe.skipIf(!hasParser)(`Cloudflare's own parser${why}`, () => {
  it.each(["prod", "staging"])("takes every expression of %s", (stack) => {
    const file = fileURLToPath(new URL(`../../Pulumi.${stack}.yaml`, import.meta.url));
    const { phases } = compileEdge(parseStackFile(readFileSync(file, "utf8"), `Pulumi.${stack}.yaml`));
    expect(refused(printedOf(phases))).toEqual([]);
  });

  it.each(["free", "pro", "business"] as const)("takes every expression of a stack with everything on %s", (plan) => {
    expect(refused(printedOf(compileEdge(settings(plan)).phases))).toEqual([]);
  });

  it("takes 300 trees that the constructors can build", () => {
    const trees = fc.sample(condition, { numRuns: 300, seed: 20_261_125 });
    expect(refused(trees.map((tree) => printExpression(tree)))).toEqual([]);
  });

  it("refuses what is no expression, so that its yes means something", () => {
    const wrong = ['http.host eq "a\\n"', "ssl eq true", 'http.host in {"a", "b"}', "http.host", 'http.host EQ "a"'];
    expect(complaints(wrong)).not.toContain(null);
  });
});
