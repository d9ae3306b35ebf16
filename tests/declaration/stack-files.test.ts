import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseStackFile } from "../../declaration/parse.ts";
import type { RouteKind } from "../../declaration/settings.ts";
import { faultsOfText } from "./written.ts";

const KINDS: RouteKind[] = ["page", "private", "asset", "api", "auth", "chat", "webhook", "health"];

function readStack(stack: string) {
  const name = `Pulumi.${stack}.yaml`;
  const text = readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
  return { text, faults: faultsOfText(text), settings: parseStackFile(text, name) };
}

describe.each(["prod", "staging"])("Pulumi.%s.yaml", (stack) => {
  const { text, faults, settings } = readStack(stack);

  it("has no fault, and names its schema for the editor", () => {
    expect(faults).toEqual([]);
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=./docs/settings.schema.json");
  });

  it("has a route of each kind, and a limit's three occasions", () => {
    expect(new Set(settings.routes.map(({ kind }) => kind))).toEqual(new Set(KINDS));
    expect(settings.routes.filter(({ kind }) => kind === "auth").map(({ name }) => name)).toEqual([
      "app-login",
      "app-signup",
      "app-reset",
    ]);
  });

  it("serves apex, app and api, and redirects www", () => {
    expect(settings.hosts.map(({ label, serves }) => [label, Object.keys(serves)[0]])).toEqual([
      ["apex", "service"],
      ["www", "redirectTo"],
      ["app", "service"],
      ["api", "service"],
    ]);
  });
});

describe("the two stacks", () => {
  const prod = readStack("prod").settings;
  const staging = readStack("staging").settings;

  it("have a zone and a domain each", () => {
    expect(prod.cloudflare.zoneId).not.toBe(staging.cloudflare.zoneId);
    expect(prod.domain.apex).not.toBe(staging.domain.apex);
  });

  it("differ in plan and sizes, not in shape", () => {
    expect([prod.cloudflare.plan, staging.cloudflare.plan]).toEqual(["pro", "free"]);
    expect(staging.routes.map(({ name, kind }) => [name, kind])).toEqual(
      prod.routes.map(({ name, kind }) => [name, kind]),
    );
    expect(staging.services[0]).toMatchObject({ cpuUnits: 256, memoryMiB: 512, tasks: { minimum: 1 } });
    expect(prod.services[0]?.tasks.minimum).toBe(2);
    expect([prod.database.multiAz, staging.database.multiAz]).toEqual([true, false]);
  });

  it("belong to the project `launch`, whose TypeScript Node runs as it is", () => {
    const project = parse(readFileSync(new URL("../../Pulumi.yaml", import.meta.url), "utf8"));
    expect(project).toMatchObject({
      name: "launch",
      runtime: { name: "nodejs", options: { typescript: false } },
      main: "infra/index.ts",
    });
  });
});
