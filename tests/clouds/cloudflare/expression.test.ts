import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldsOf, lexicalFault, usesRegularExpression } from "../../../clouds/cloudflare/expression.ts";

test.each([
  ["true"],
  ['http.host eq "example.com"'],
  ['(http.request.uri.path in {"/a" "/b"}) and not ssl'],
  ['http.request.uri.path eq "/a\\"b\\\\c\\x41\\101"'],
  ['http.request.uri.path eq r#"/a"(\\d"#'],
  ['http.request.uri.path matches "^/\\d+\\.html$"'],
  ['any(http.request.headers["x-a"][*] eq ")")'],
])("accepts %s", (expression) => {
  expect(lexicalFault(expression)).toBeUndefined();
});

test.each([
  ["", "empty"],
  ["  \n", "empty"],
  ["x".repeat(4097), "4096"],
  ['http.host eq "example.com', "quoted string"],
  ['http.host eq "a\\d"', "quoted string"],
  ['(http.host eq "a"', '")" is missing'],
  ['http.host eq "a")', 'unexpected ")"'],
  ['http.host in {"a")', 'unexpected ")"'],
  ['http.host\teq "a"', "tab"],
])("refuses %j", (expression, why) => {
  expect(lexicalFault(expression)).toContain(why);
});

test("whatever stands in a well-quoted string neither opens nor closes anything", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      const quoted = JSON.stringify(text.replaceAll(/[^\x20-\x7e]/g, "")); // JSON's escapes of plain ASCII are Cloudflare's.
      expect(lexicalFault(`http.host eq ${quoted}`)).toBeUndefined();
      expect(usesRegularExpression(`http.host eq ${quoted}`)).toBe(false);
      expect(fieldsOf(`http.host eq ${quoted}`)).toEqual(["http.host"]);
    }),
  );
});

test("sees regular expressions and fields outside of strings only", () => {
  expect(usesRegularExpression('http.host matches "a"')).toBe(true);
  expect(usesRegularExpression('http.host ~ "a"')).toBe(true);
  expect(usesRegularExpression('http.host eq "a matches b"')).toBe(false);
  expect(fieldsOf('lower(http.request.uri.path) eq "ip.src" and ssl and ip.src in $office')).toEqual([
    "http.request.uri.path",
    "ssl",
    "ip.src",
  ]);
  expect(fieldsOf('any(lower(http.request.headers.names[*])[*] eq "a")')).toEqual(["http.request.headers"]);
});
