import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../declaration/faults.ts";
import { evaluate, evaluateString, requestFor } from "../../edge/evaluate.ts";
import {
  and,
  anyHeader,
  type BooleanExpression,
  concat,
  contains,
  eq,
  field,
  hasHeader,
  lower,
  matches,
  not,
  oneOf,
  or,
  ssl,
  startsWith,
  text,
  urlDecode,
  wildcard,
} from "../../edge/expression.ts";
import { printExpression } from "../../edge/print.ts";

const host = field("http.host");
const path = field("http.request.uri.path");

/** What a quoted literal of the rules language stands for, read by its grammar and nothing else. */
function readQuoted(printed: string): string {
  const body = /^"((?:[^"\\]|\\["\\]|\\x[0-9a-f]{2})*)"$/u.exec(printed)?.[1];
  if (body === undefined) throw new Error(`no literal: ${printed}`);
  const bytes = [...body.matchAll(/\\x([0-9a-f]{2})|\\(["\\])|([^\\])/gu)].flatMap(([, hex, escaped, plain]) =>
    hex === undefined ? [...Buffer.from(escaped ?? plain ?? "", "utf8")] : [Number.parseInt(hex, 16)],
  );
  return Buffer.from(bytes).toString("utf8");
}

describe("printing", () => {
  it.each<[string, BooleanExpression]>([
    ['http.host eq "a" or (ssl and http.host eq "b")', or(eq(host, "a"), and(ssl, eq(host, "b")))],
    ['(ssl or http.host eq "a") and not ssl', and(or(ssl, eq(host, "a")), not(ssl))],
    ['not (http.host eq "a" and ssl)', not(and(eq(host, "a"), ssl))],
    ['not (http.host eq "a")', not(eq(host, "a"))],
    ["ssl", not(not(ssl))],
    ['ssl and http.host eq "a" and http.host eq "b"', and(ssl, and(eq(host, "a"), eq(host, "b")))],
    ['lower(http.host) in {"a" "b"}', oneOf(lower(host), "a", "b", "a")],
    ['http.host eq "a"', oneOf(host, "a")],
    ['not any(lower(http.request.headers.names[*])[*] eq "authorization")', not(hasHeader("Authorization"))],
    ['any(http.request.headers["x-a"][*] eq "b")', anyHeader("X-A", "b")],
    ['http.request.uri.path wildcard r"/api/*"', wildcard(path, "/api/*")],
    ['http.host matches r#"^"\\.php$"#', matches(host, '^"\\.php$')],
    ['starts_with(lower(url_decode(http.request.uri.path)), "/x")', startsWith(lower(urlDecode(path)), "/x")],
  ])("%s", (printed, expression) => {
    expect(printExpression(expression)).toBe(printed);
  });

  it("prints the target of a redirect", () => {
    expect(printExpression(concat(text("https://example.com"), path))).toBe(
      'concat("https://example.com", http.request.uri.path)',
    );
  });

  it("keeps every literal as it is, whatever it holds", () => {
    const literal = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom('"', "\\", ["$", "{jndi:x}"].join(""), "%{y}", "\n\t\0", "é\u0085", '\\"', '" or ssl or "'),
    );
    fc.assert(
      fc.property(literal, (value) => {
        expect(readQuoted(printExpression(eq(host, value)).slice("http.host eq ".length))).toBe(value);
      }),
    );
  });

  it("takes 4096 characters and refuses one more", () => {
    const shell = printExpression(eq(host, "")).length;
    expect(printExpression(eq(host, "a".repeat(4096 - shell)))).toHaveLength(4096);
    expect(() => printExpression(eq(host, "a".repeat(4097 - shell)), "route long")).toThrow(
      expect.objectContaining({ code: "expression-too-long", message: expect.stringContaining("route long") }),
    );
    expect(() => printExpression(eq(host, "a".repeat(5000)))).toThrow(UserError);
  });
});

describe("meaning", () => {
  it.each<[string, BooleanExpression, ReturnType<typeof requestFor>, boolean]>([
    ["hosts compare byte for byte", eq(host, "www.example.com"), requestFor("WWW.Example.com", "/"), false],
    ["lower makes them meet", eq(lower(host), "www.example.com"), requestFor("WWW.Example.com", "/"), true],
    ["escapes are decoded by normalisation", eq(path, "/login"), requestFor("a", "/%6Cogin"), true],
    ["an encoded slash isn't", eq(path, "/login/"), requestFor("a", "/login%2f"), false],
    ["but url_decode decodes it", eq(urlDecode(path), "/login/"), requestFor("a", "/login%2f"), true],
    ["raw is as sent", eq(field("raw.http.request.uri.path"), "/%6Cogin"), requestFor("a", "/%6Cogin"), true],
    ["wildcard ignores case", wildcard(path, "/API/*"), requestFor("a", "/api/x"), true],
    ["wildcard covers the whole value", wildcard(path, "/api/*"), requestFor("a", "/api"), false],
    ["a dot is a dot in a wildcard", wildcard(host, "*.example.com"), requestFor("xexample.com", "/"), false],
    ["a missing header equals nothing", anyHeader("x-a", "b"), requestFor("a", "/"), false],
    ["not any is true without it", not(anyHeader("x-a", "b")), requestFor("a", "/"), true],
    [
      "one of several values is enough",
      anyHeader("x-a", "b"),
      requestFor("a", "/", { headers: { "X-A": ["a", "b"] } }),
      true,
    ],
    [
      "a header counts in any case",
      hasHeader("authorization"),
      requestFor("a", "/", { headers: { AUTHORIZATION: "" } }),
      true,
    ],
    [
      "contains finds parts",
      contains(field("http.cookie"), "session="),
      requestFor("a", "/", { cookies: "mysession=1" }),
      true,
    ],
    ["ssl is https", ssl, requestFor("a", "/", { scheme: "http" }), false],
  ])("%s", (_, expression, request, expected) => {
    expect(evaluate(expression, request)).toBe(expected);
  });

  it("joins strings", () => {
    expect(evaluateString(concat(text("https://b"), path), requestFor("a", "/x/../Y"))).toBe("https://b/Y");
  });
});
