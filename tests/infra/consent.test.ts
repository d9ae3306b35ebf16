import { expect, it } from "vitest";
import { UserError } from "../../declaration/faults.ts";
import { consentsTo, parseConsent } from "../../infra/consent.ts";
import { changedInputs } from "../../infra/rails.ts";

const today = "2026-11-25";

it("takes a consent of today for the resource and action it names, and for no other", () => {
  const consents = parseConsent(`replace:database:${today}`, today);
  expect(consentsTo(consents, "database", ["replace"])).toBe(true);
  expect(consentsTo(consents, "database", ["delete"])).toBe(false);
  expect(consentsTo(consents, "secret-token", ["replace"])).toBe(false);
});

it("takes everything to be deleted as everything, but nothing to be replaced", () => {
  const consents = parseConsent(`delete:everything:${today}`, today);
  expect(consentsTo(consents, "secret-token", ["delete"])).toBe(true);
  expect(consentsTo(parseConsent(`replace:everything:${today}`, today), "database", ["replace"])).toBe(false);
});

it.each(["replace:database:2026-11-24", "replace:database", "destroy:database:2026-11-25", "yes"])(
  "refuses %s and says what to write",
  (written) => {
    const refused = () => parseConsent(written, today);
    expect(refused).toThrow(UserError);
    expect(refused).toThrow(/2026-11-25|replace or delete/);
  },
);

it("consents to nothing when nothing is written", () => {
  expect(parseConsent(undefined, today)).toEqual([]);
  expect(parseConsent(" ", today)).toEqual([]);
});

it("names the inputs that changed, never their values", () => {
  const named = changedInputs(
    { username: "a", engine: "postgres", __defaults: [] },
    { username: "b", engine: "postgres" },
  );
  expect(named).toEqual(["username"]);
});
