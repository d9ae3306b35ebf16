import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Properties, UNKNOWN, type Value } from "../../../clouds/cloud.ts";
import { readConfiguration } from "../../../rehearsal/providers/configuration.ts";
import { detail, inputsAsRead } from "../../../rehearsal/providers/difference.ts";
import { subjectOf } from "../../../rehearsal/providers/lifecycle.ts";
import { OUTPUT, SECRET, SIGNATURE, UNKNOWN_STRING } from "../../../rehearsal/providers/marks.ts";
import { decode, encode } from "../../../rehearsal/providers/properties.ts";
import { withPlanMarks } from "../../../rehearsal/providers/recorder.ts";

const secret = (value: string) => ({ [SIGNATURE]: SECRET, value });

const { value: anyValue } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Value>(null, true, 1.5, "", UNKNOWN),
    fc.string(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const anyProperties: fc.Arbitrary<Properties> = fc.dictionary(fc.string({ minLength: 1 }), anyValue, {
  maxKeys: 5,
  noNullPrototype: true,
});

describe("on the wire", () => {
  test("whatever goes out comes back, with the same names secret", () => {
    fc.assert(
      fc.property(anyProperties, fc.func(fc.boolean()), (values, isSecret) => {
        const secrets = new Set(Object.keys(values).filter((name) => isSecret(name)));
        expect(decode(encode(values, secrets))).toEqual({ values, secrets });
      }),
    );
  });

  test("a secret deep inside makes its whole top-level property secret", () => {
    const wire = { rules: [{ headers: { "x-a": { value: secret("s") } } }], name: "n" };
    const { values, secrets } = decode(wire);
    expect(secrets).toEqual(new Set(["rules"]));
    expect(values).toEqual({ rules: [{ headers: { "x-a": { value: "s" } } }], name: "n" });
    expect(encode(values, secrets)).toMatchObject({ rules: { [SIGNATURE]: SECRET }, name: "n" });
  });

  test("an output without a value is unknown, a secret output is secret", () => {
    const wire = {
      open: { [SIGNATURE]: OUTPUT, dependencies: [] },
      closed: { [SIGNATURE]: OUTPUT, value: "v", secret: true },
      nested: secret(UNKNOWN_STRING),
    };
    expect(decode(wire)).toEqual({
      values: { open: UNKNOWN, closed: "v", nested: UNKNOWN },
      secrets: new Set(["closed", "nested"]),
    });
    expect(withPlanMarks(wire)).toEqual({
      open: { $unknown: true },
      closed: { $secret: true },
      nested: { $secret: true },
    });
  });

  test("assets are refused", () => {
    expect(() => decode({ file: { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "a" } })).toThrow(
      "not modelled",
    );
  });
});

test("a provider's configuration has its types back", () => {
  const wire = {
    version: "7.1.0",
    region: "eu-central-1",
    skip: "true",
    account: "012",
    tags: '{"tags":{"a":"b"}}',
    ids: '["1"]',
    token: secret("{t"),
  };
  expect(readConfiguration(wire)).toEqual({
    region: "eu-central-1",
    skip: true,
    account: "012",
    tags: { tags: { a: "b" } },
    ids: ["1"],
    token: "{t",
  });
});

test("a URN says type and name, also of a child and with colons in the name", () => {
  const urn = "urn:pulumi:prod::launch::launch:components:Edge$cloudflare:index/ruleset:Ruleset::rules::a";
  expect(subjectOf(urn)).toMatchObject({ type: "cloudflare:index/ruleset:Ruleset", name: "rules::a", urn });
});

describe("a difference", () => {
  const difference = (...changed: string[]) => ({ changed, replaces: [], deleteBeforeReplace: false });

  test("names the paths at which the inputs differ", () => {
    const before = { rules: [{ ref: "a", on: true }, { ref: "b" }], "x.y": { "content-type": "1", same: null } };
    const after = { rules: [{ ref: "a", on: false, more: 1 }], "x.y": { "content-type": "2", same: null } };
    const paths = detail(difference("rules", "x.y"), before, after).map(({ path, kind }) => `${kind} ${path}`);
    expect(paths).toEqual(["update rules[0].on", "add rules[0].more", "delete rules[1]", 'update x.y["content-type"]']);
  });

  test("is drift where the inputs are equal", () => {
    expect(detail(difference("ttl"), { ttl: 1 }, { ttl: 1 })).toEqual([{ path: "ttl", kind: "update", inputs: false }]);
  });
});

test("a read gives the inputs that were given, as they stand now", () => {
  const oldInputs = { rules: [{ ref: "a", on: true }], ttl: 1, gone: "x" };
  const state = {
    rules: [
      { ref: "a", on: false, id: "1" },
      { ref: "b", id: "2" },
    ],
    ttl: 1,
    version: "3",
  };
  expect(inputsAsRead(oldInputs, state)).toEqual({
    rules: [
      { ref: "a", on: false },
      { ref: "b", id: "2" },
    ],
    ttl: 1,
  });
});
