import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { stackFileSchema } from "../../declaration/generate.ts";
import { settingsPage } from "../../declaration/generate-page.ts";
import { validSettings } from "./valid-settings.ts";
import { rightSettings, type Written } from "./written.ts";

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const accepts = new Ajv({ strict: false }).compile(JSON.parse(stackFileSchema()));
const acceptsChanged = (change: (all: Written) => void) => {
  const config = rightSettings();
  change(config);
  return accepts({ config });
};

describe("what is generated from the schema", () => {
  it("is what stands in docs", () => {
    expect(read("docs/settings.schema.json")).toBe(stackFileSchema());
    expect(read("docs/settings.md")).toBe(settingsPage());
    expect(() =>
      execFileSync(process.execPath, [new URL("../../docs/generate.ts", import.meta.url).pathname, "--check"]),
    ).not.toThrow();
  });

  it("describes every setting with a sentence, and every default or need", () => {
    const rows = settingsPage()
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    expect(rows.length).toBeGreaterThan(35);
    for (const row of rows) expect(row).toMatch(/^\| `[^`]+` \| [^|]+ \| [^|]+ \| [^|]+\. \| /);
  });
});

describe("the editors' schema", () => {
  it.each(["prod", "staging"])("accepts Pulumi.%s.yaml", (stack) => {
    accepts(parse(read(`Pulumi.${stack}.yaml`)));
    expect(accepts.errors).toBeNull();
  });

  it("accepts whatever the parser accepts, and what Pulumi adds", () => {
    fc.assert(fc.property(validSettings, (config) => accepts({ config, encryptionsalt: "v1:x" })));
    expect(acceptsChanged((all) => (all["aws:profile"] = "work"))).toBe(true);
  });

  it.each([
    ["an unknown setting", (all: Written) => (all["launch:hsots"] = [])],
    ["an unknown key", (all: Written) => (all["launch:edge"].colour = "blue")],
    ["a wrong kind", (all: Written) => (all["launch:routes"][0].kind = "paeg")],
    ["an id without quotes", (all: Written) => (all["launch:aws"].accountId = 123456789012)],
    ["a service's wrong name", (all: Written) => (all["launch:services"].Web_1 = {})],
    ["a host without purpose", (all: Written) => all["launch:hosts"].push({ name: "a" })],
    ["a missing setting", (all: Written) => delete all["launch:domain"]],
    ["a single availability zone", (all: Written) => all["launch:aws"].availabilityZones.pop()],
    ["a minor version", (all: Written) => (all["launch:database"].majorVersion = 17.4)],
  ])("marks %s", (_, change) => {
    expect(acceptsChanged(change)).toBe(false);
  });
});
