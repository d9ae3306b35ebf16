import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EngineRun } from "../../rehearsal/run.ts";
import { hasEngine, why } from "./engine-here.ts";
import { type LaunchStage, openLaunchStage, ruleIds } from "./launch-stage.ts";

const SETTINGS = "Pulumi.prod.yaml";
const WWW = "    - { name: www, redirectTo: apex }\n";
const RULESET = "cloudflare:index/ruleset:Ruleset";

/** Changes of things in a cloud, without the components that only carry facts. */
function changes(run: EngineRun): string[] {
  const things = run.changes.filter(({ type }) => !type.startsWith("launch:"));
  return things.map(({ operation, type, name }) => `${operation} ${type.split(":").at(-1)} ${name}`).sort();
}

/** One stack is put up and edited step by step; each test starts where the one before it ended. */
describe.skipIf(!hasEngine)(`small edits of prod${why}`, { timeout: 600_000 }, () => {
  let stage: LaunchStage;
  beforeAll(async () => {
    stage = await openLaunchStage("prod");
    const up = await stage.pulumi(["up", "--yes", "--skip-preview"]);
    expect(up.failures).toEqual([]);
  }, 300_000);
  afterAll(() => stage?.close());

  const up = () => stage.pulumi(["up", "--yes", "--skip-preview"]);

  it("a rule inserted first keeps the ids of all others", async () => {
    const before = await ruleIds(stage);
    await stage.edit(SETTINGS, WWW, `    - { name: blog, redirectTo: apex }\n${WWW}`);
    const run = await up();
    expect(changes(run)).toEqual(["create DnsRecord host-blog", "update Ruleset rules-request-dynamic-redirect"]);
    const after = await ruleIds(stage);
    const added = [...after.keys()].filter((ref) => !before.has(ref));
    expect(added).toEqual(["rules-request-dynamic-redirect/redirect-blog"]);
    const first = [...after.keys()].find((ref) => ref.startsWith("rules-request-dynamic-redirect/"));
    expect(first).toBe(added[0]);
    for (const [ref, id] of before) expect(after.get(ref), ref).toBe(id);
  });

  it("removing www removes its record and its redirect, and nothing else", async () => {
    const before = await ruleIds(stage);
    await stage.edit(SETTINGS, WWW, "");
    const run = await up();
    expect(changes(run)).toEqual(["delete DnsRecord host-www", "update Ruleset rules-request-dynamic-redirect"]);
    const after = await ruleIds(stage);
    expect([...before.keys()].filter((ref) => !after.has(ref))).toEqual([
      "rules-request-dynamic-redirect/redirect-www",
    ]);
    for (const [ref, id] of after) expect(before.get(ref), ref).toBe(id);
  });

  it("an added route changes rulesets and nothing else", async () => {
    const login = "    - { host: app, path: /login, kind: auth }\n";
    await stage.edit(
      SETTINGS,
      login,
      `${login}    - { host: app, path: /invite, kind: auth }\n    - { host: app, path: /hooks/*, kind: webhook }\n`,
    );
    const run = await up();
    expect(run.failures).toEqual([]);
    const things = run.changes.filter(({ type }) => !type.startsWith("launch:"));
    expect(things.length).toBeGreaterThan(0);
    expect(things.filter(({ type, operation }) => type !== RULESET || operation !== "update")).toEqual([]);
  });

  it("a change that would replace the database is refused at preview, and so is a secret that is left out", async () => {
    await stage.edit(SETTINGS, "    - { name: OPENAI_API_KEY, from: external }\n", "");
    const secret = await stage.pulumi(["preview"]);
    expect(secret.exitCode).not.toBe(0);
    expect(secret.failures.map(({ message }) => message).join("\n")).toContain("secret-openai-api-key");
    await stage.edit(
      SETTINGS,
      "    - { name: SESSION_SECRET, from: generated }\n",
      "    - { name: SESSION_SECRET, from: generated }\n    - { name: OPENAI_API_KEY, from: external }\n",
    );

    await stage.edit("components/database.ts", "storageEncrypted: true", "storageEncrypted: false");
    stage.clouds.log.clear();
    const database = await stage.pulumi(["up", "--yes"]);
    expect(database.exitCode).not.toBe(0);
    expect(database.failures.map(({ message }) => message).join("\n")).toMatch(
      /storageEncrypted.*LAUNCH_CONSENT=replace:database|protect/s,
    );
    expect(
      stage.clouds.log.all().flatMap(({ created, updated, deleted }) => [...created, ...updated, ...deleted]),
    ).toEqual([]);
  });
});
