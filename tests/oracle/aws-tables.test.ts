import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CORRECTIONS, ONLY_IN_SDK } from "../../clouds/aws/differences.ts";
import { generateTable } from "../../clouds/aws/generate.ts";
import { GENERATED } from "../../clouds/aws/table.ts";
import { whyNoProvider } from "./terraform.ts";

const missing = whyNoProvider();
const skipped = missing ? ` (skipped: ${missing})` : "";

describe("the tables of the simulated AWS", () => {
  it.skipIf(missing)(`are what the real provider and the SDK give now${skipped}`, { timeout: 300_000 }, async () => {
    const committed = readFileSync(new URL("../../clouds/aws/tables/resources.json", import.meta.url), "utf8");
    expect(await generateTable()).toBe(committed);
  });

  it("differ from the older provider only where it is written down why", () => {
    for (const [type, entry] of Object.entries(GENERATED)) {
      const lacking = Object.entries(entry.properties).filter(
        ([name, { terraform }]) => terraform === null && name !== "region",
      );
      const listed: Readonly<Record<string, readonly string[]>> = ONLY_IN_SDK;
      expect([type, ...lacking.map(([name]) => name).sort()]).toEqual([type, ...[...(listed[type] ?? [])].sort()]);
    }
  });

  it("are corrected by hand only where they say otherwise", () => {
    for (const { type, property, replaces } of CORRECTIONS) {
      expect([type, property, GENERATED[type].properties[property]?.replaces ?? false]).toEqual([
        type,
        property,
        !replaces,
      ]);
    }
  });

  it("know what destroys a database", () => {
    const properties = Object.entries(GENERATED["aws:rds/instance:Instance"].properties);
    const replacing = properties.filter(([, { replaces }]) => replaces).map(([name]) => name);
    expect(replacing).toEqual(expect.arrayContaining(["dbName", "engine", "kmsKeyId", "storageEncrypted", "username"]));
    expect(replacing).not.toContain("identifier");
  });
});
