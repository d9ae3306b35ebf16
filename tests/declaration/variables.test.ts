import { describe, expect, it } from "vitest";
import { faultsAfter, type Written } from "./written.ts";

const web = (changes: Written) => (all: Written) => Object.assign(all["launch:services"].web, changes);

describe("variables and secrets", () => {
  it.each([
    ["STRIPE_KEY", "canary"],
    ["session_secret_base", "canary"],
    ["GITHUB_TOKEN", "canary"],
    ["DB_PASSWORD", "canary"],
    ["REDIS_URL", "redis://user:canary@host/0"],
    ["PEM", "-----BEGIN RSA PRIVATE KEY-----\ncanary"],
  ])("a secret in the open is refused and not printed: %s", (name, value) => {
    const faults = faultsAfter(web({ environment: { [name]: value } }));
    expect(faults.map(({ key }) => key)).toEqual([`launch:services.web.environment.${name}`]);
    expect(faults[0]?.write).toContain("launch:secrets");
    expect(JSON.stringify(faults)).not.toContain("canary");
  });

  it.each(["STRIPE_PUBLISHABLE_KEY", "MAX_TOKENS", "KEYBOARD", "REDIS_URL"])("%s may stand in the open", (name) => {
    expect(faultsAfter(web({ environment: { [name]: "redis://host/0" } }))).toEqual([]);
  });

  it.each(["PORT", "DATABASE_URL"])("%s is the stack's own", (name) => {
    expect(faultsAfter(web({ environment: { [name]: "x" } })).map(({ key }) => key)).toEqual([
      `launch:services.web.environment.${name}`,
    ]);
    expect(faultsAfter((all) => all["launch:secrets"].push({ name, from: "external" })).map(({ key }) => key)).toEqual([
      "launch:secrets[2].name",
    ]);
  });

  it.each([
    ["SESSION_SECRET", /launch:secrets\[0\]/],
    ["NODE_ENV", /Service web/],
  ])("a secret can't be called %s a second time", (name, why) => {
    expect(faultsAfter((all) => all["launch:secrets"].push({ name, from: "external" }))).toMatchObject([
      { key: "launch:secrets[2].name", why: expect.stringMatching(why) },
    ]);
  });
});
