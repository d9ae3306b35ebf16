import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hasEngine, why } from "../engine-here.ts";
import { limitRule, program, type Rehearsal, rehearse, ZONE_ID } from "./program.ts";

// A run of the engine takes 3 s on a quiet machine and 15 s on a busy one.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const up = ["up", "--yes", "--skip-preview"];

describe.skipIf(!hasEngine)(`the real engine over the simulated clouds${why}`, () => {
  let rehearsal: Rehearsal;
  const run = async (...args: string[]) => {
    const result = await rehearsal.project.pulumi(...args);
    return { ...result, text: result.stdout + result.stderr };
  };
  const outputs = async () =>
    JSON.parse((await run("stack", "output", "--json")).stdout) as { ids: Record<string, string> };

  beforeAll(async () => {
    rehearsal = await rehearse();
    await rehearsal.project.write(program(rehearsal.canary, [limitRule("login")]));
  });
  afterAll(() => rehearsal?.end());

  test("preview makes nothing and shows what the engine would create", async () => {
    const preview = await run("preview");
    expect(preview).toMatchObject({ exitCode: 0, text: expect.stringContaining("8 to create") });
    expect(rehearsal.served.log.all().flatMap(({ created }) => created)).toEqual([]);
    const headers = rehearsal.served.log.all().find(({ urn }) => urn.endsWith("::headers"));
    expect(JSON.stringify(headers?.inputs[0])).toContain('"x-canary":{"operation":"set","value":{"$secret":true}}');
  });

  test("up makes everything once; a second up, a refresh and a third up change nothing", async () => {
    expect(await run(...up)).toMatchObject({ exitCode: 0, text: expect.stringContaining("8 created") });
    expect(await run(...up, "--expect-no-changes")).toMatchObject({ exitCode: 0 });
    expect(await run("refresh", "--yes", "--skip-preview", "--expect-no-changes")).toMatchObject({ exitCode: 0 });
    expect(await run(...up, "--expect-no-changes")).toMatchObject({ exitCode: 0 });
    expect(rehearsal.served.log.createdTwice()).toEqual([]);
  });

  test("a secret nested in a rule is nowhere in clear in the state", async () => {
    const state = await rehearsal.project.state();
    expect(state).toContain("http_request_late_transform");
    expect(state).not.toContain(rehearsal.canary);
    expect(state).not.toContain("x-origin-proof");
  });

  test("a rule inserted first changes one ruleset and leaves the others' ids", async () => {
    const before = (await outputs()).ids;
    await rehearsal.project.write(program(rehearsal.canary, [limitRule("first"), limitRule("login")]));
    const changed = await run(...up);
    expect(changed).toMatchObject({ exitCode: 0, text: expect.stringContaining("1 updated") });
    const after = (await outputs()).ids;
    expect(after.login).toBe(before.login);
    expect(Object.keys(after)).toEqual(["first", "login"]);
  });

  test("what the plan or the service refuses is refused at preview, with its code and its property", async () => {
    const wrong = limitRule("login").replace('"cf.colo.id", ', "").replace("period: 60", "period: 61");
    await rehearsal.project.write(program(rehearsal.canary, [wrong]));
    const { exitCode, text } = await run("preview");
    expect(exitCode).not.toBe(0);
    expect(text).toContain("20155: rules made by the API");
    expect(text).toContain("a period of 61 s");
  });

  test.each([
    ["a second entry point", `ruleset("more", "http_ratelimit", [${limitRule("more")}]);`, "20217"],
    [
      "a secret in a setting",
      'new cloudflare.ZoneSetting("https", { zoneId, settingId: "always_use_https", value: pulumi.secret("on") });',
      "secrets inside dynamically typed blocks",
    ],
    [
      "a type that isn't modelled",
      'new random.RandomPet("pet", {});',
      "random:index/randomPet:RandomPet is not modelled",
    ],
  ])("%s is refused at preview", async (_what, extra, why) => {
    await rehearsal.project.write(program(rehearsal.canary, [limitRule("login")], extra));
    const { exitCode, text } = await run("preview");
    expect(exitCode).not.toBe(0);
    expect(text).toContain(why);
  });

  test("destroy removes everything but the setting, whose deletion does nothing", async () => {
    await rehearsal.project.write(program(rehearsal.canary, [limitRule("login")]));
    expect(await run("destroy", "--yes", "--skip-preview")).toMatchObject({ exitCode: 0 });
    expect(rehearsal.served.log.all().every(({ created, deleted }) => created.length === deleted.length)).toBe(true);
  });

  test("what stands already is imported, updated in the same up, and then at rest", async () => {
    const { log } = rehearsal.served;
    log.clear();
    const body = program(rehearsal.canary, [limitRule("login")], "").replace(
      'new cloudflare.ZoneSetting("tls", { zoneId, settingId: "ssl", value: "strict" })',
      `new cloudflare.ZoneSetting("tls", { zoneId, settingId: "ssl", value: "full" }, { import: "${ZONE_ID}/ssl" })`,
    );
    await rehearsal.project.write(body);
    expect(await run(...up)).toMatchObject({ exitCode: 0 });
    const setting = log.all().find(({ urn }) => urn.endsWith("::tls"));
    expect(setting).toMatchObject({ created: [], updated: ["ssl"] });
    expect(await run(...up, "--expect-no-changes")).toMatchObject({ exitCode: 0 });
  });
});

describe.skipIf(!hasEngine)(`failures heal${why}`, () => {
  test.each(["refuse-first-create", "fail-after-first-create"] as const)("%s", async (mode) => {
    const { project, served, canary, end } = await rehearse(mode);
    try {
      await project.write(program(canary, [limitRule("login")]));
      let runs = 0;
      for (let exitCode = -1; exitCode !== 0 && runs < 5; runs += 1) {
        ({ exitCode } = await project.pulumi(...up, "--continue-on-error"));
      }
      expect(runs).toBe(3); // The rest, then what waits for the password, then nothing is left.
      expect(await project.pulumi(...up, "--expect-no-changes")).toMatchObject({ exitCode: 0 });
      const records = served.log.all();
      expect(records.map(({ failures, created }) => [failures, created.length])).toEqual(records.map(() => [1, 1]));
      expect(served.log.createdTwice()).toEqual([]);
    } finally {
      await end();
    }
  });
});
