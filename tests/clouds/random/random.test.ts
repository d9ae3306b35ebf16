import fc from "fast-check";
import { expect, test } from "vitest";
import { type Properties, UNKNOWN } from "../../../clouds/cloud.ts";
import { randomCloud } from "../../../clouds/random/cloud.ts";
import { SPECIAL } from "../../../clouds/random/generate-values.ts";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const subject = (type: string, name = "one") => ({
  type,
  name,
  urn: `urn::${type}::${name}`,
  randomSeed: new Uint8Array(),
});
const refusals = (inputs: Properties, type = PASSWORD) =>
  randomCloud()
    .check(subject(type), inputs)
    .refusals.map(({ code, property }) => `${code} ${property}`);

test("a password has the length, the classes and the minimums asked for", () => {
  const minimum = fc.integer({ min: 0, max: 4 });
  const wanted = fc.record({ minLower: minimum, minUpper: minimum, minNumeric: minimum, minSpecial: minimum });
  fc.assert(
    fc.property(wanted, fc.integer({ min: 16, max: 64 }), (minimums, length) => {
      const { state } = randomCloud().create(subject(PASSWORD), { ...minimums, length });
      const result = String(state.result);
      const count = (pattern: RegExp) => result.match(pattern)?.length ?? 0;
      expect(result).toHaveLength(length);
      expect(count(/[a-z]/g)).toBeGreaterThanOrEqual(minimums.minLower);
      expect(count(/[A-Z]/g)).toBeGreaterThanOrEqual(minimums.minUpper);
      expect(count(/[0-9]/g)).toBeGreaterThanOrEqual(minimums.minNumeric);
      expect([...result].filter((one) => SPECIAL.includes(one)).length).toBeGreaterThanOrEqual(minimums.minSpecial);
    }),
  );
});

test("classes switched off and special characters overridden are honoured", () => {
  const make = (inputs: Properties) =>
    String(randomCloud().create(subject(PASSWORD), { length: 200, ...inputs }).state.result);
  expect(make({ special: false })).toMatch(/^[a-zA-Z0-9]{200}$/);
  expect(make({ upper: false, numeric: false, overrideSpecial: "_" })).toMatch(/^[a-z_]{200}$/);
});

test("what the provider's validators refuse is refused, and the like of it accepted", () => {
  expect(refusals({})).toEqual(["MissingRequired length"]);
  expect(refusals({ length: "12" })).toEqual(["WrongType length"]);
  expect(refusals({ length: 12, lenght: 1 })).toEqual(["UnknownProperty lenght"]);
  expect(refusals({ length: 0 })).toEqual(["InvalidValue length"]);
  expect(refusals({ length: 3, minUpper: 4 })).toEqual(["InvalidValue length"]);
  expect(refusals({ length: 4, minUpper: 4 })).toEqual([]);
  const none = { lower: false, upper: false, numeric: false, special: false };
  expect(refusals({ length: 4, ...none })).toEqual(["InvalidAttributeCombination special"]);
  expect(refusals({ length: UNKNOWN })).toEqual([]);
});

test("every input replaces, and a second look at the same inputs sees no change", () => {
  const cloud = randomCloud();
  const inputs = { length: 12, keepers: { release: "1" } };
  const { id, state } = cloud.create(subject(PASSWORD), inputs);
  expect(cloud.diff(PASSWORD, id, state, inputs)).toEqual({ changed: [], replaces: [], deleteBeforeReplace: false });
  const changed = cloud.diff(PASSWORD, id, state, { length: 13, keepers: { release: "2" }, special: false });
  expect([...changed.replaces].sort()).toEqual(["keepers", "length", "special"]);
});

test("results are unknown in a plan, secret where the provider says so, and never made twice alike", () => {
  const cloud = randomCloud();
  expect(cloud.plan(subject(PASSWORD), { length: 12 }).result).toBe(UNKNOWN);
  expect(cloud.secretOutputs(PASSWORD)).toEqual(["bcryptHash", "result"]);
  const [one, two] = ["a", "b"].map((name) => cloud.create(subject(PASSWORD, name), { length: 12 }).state.result);
  expect(one).not.toEqual(two);
});

test("an id's forms stand for the same bytes and carry the prefix", () => {
  const type = "random:index/randomId:RandomId";
  const { id, state } = randomCloud().create(subject(type), { byteLength: 8, prefix: "p-" });
  const hex = String(state.hex).slice(2);
  expect(state.dec).toBe(`p-${BigInt(`0x${hex}`)}`);
  expect(state.b64Url).toBe(`p-${id}`);
  expect(Buffer.from(id, "base64url").toString("hex")).toBe(hex);
});

test("deleting the old of two under one name leaves the new one", () => {
  const cloud = randomCloud();
  const old = cloud.create(subject(PASSWORD), { length: 12 });
  const replacement = cloud.create(subject(PASSWORD), { length: 13 });
  cloud.delete(subject(PASSWORD), old);
  expect(cloud.read(subject(PASSWORD), "none")).toEqual(replacement);
});

test("what isn't modelled is an error", () => {
  expect(() => randomCloud().check(subject("random:index/randomPet:RandomPet"), {})).toThrow("not modelled");
});
