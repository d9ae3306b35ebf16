import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStage, type Stage } from "../../rehearsal/stage.ts";
import { engineHere, hasEngine, why } from "./engine-here.ts";
import { repository, ToyCloud, type ToyProject, toyProject } from "./toy.ts";

/** Things enough that one of them is less than 30 %. */
const many = (engine: string, count = 9) =>
  `for (let n = 0; n < ${count}; n += 1) new Thing("thing-" + n, { engine: n === 0 ? "${engine}" : "a" });\n`;

/** The wrappers run the user's own engine in the user's own project: here a stage stands for both. */
describe.skipIf(!hasEngine)(`launch preview and launch up${why}`, { timeout: 240_000 }, () => {
  let toy: ToyProject;
  let stage: Stage;
  let cloud: ToyCloud;
  beforeEach(async () => {
    cloud = new ToyCloud();
    toy = await toyProject(many("a"), "config: {}\n");
    stage = await openStage({ project: toy.folder, stack: "prod", engine: engineHere(), clouds: [cloud] });
  });
  afterEach(async () => {
    await stage.close();
    await toy.remove();
  });

  const launch = (...words: string[]) =>
    execa(process.execPath, [join(repository, "launch/bin.js"), ...words], {
      cwd: stage.copy.project,
      env: stage.environment,
      extendEnv: false,
      reject: false,
      stdin: "ignore",
    });
  async function program(text: string): Promise<void> {
    await toy.write(text);
    await writeFile(
      join(stage.copy.project, "infra/index.ts"),
      await readFile(join(toy.folder, "infra/index.ts"), "utf8"),
    );
  }

  it("put a stack up, leave the stack file alone, and refuse what goes too far before anything is touched", async () => {
    const stackFile = await readFile(stage.copy.stackFile, "utf8");
    const up = await launch("up", "--stack", "prod", "--yes");
    expect(up.exitCode, up.stderr).toBe(0);
    expect(cloud.made).toHaveLength(9);

    await program(many("b"));
    const one = await launch("preview", "--stack", "prod", "--json");
    expect(one.exitCode, one.stderr).toBe(0);
    expect(JSON.parse(one.stdout)).toMatchObject({
      version: 1,
      kind: "launch-preview",
      counts: { replace: 1, same: 9 },
      objections: [],
    });

    await program(many("a", 2));
    const large = await launch("up", "--stack", "prod", "--yes");
    expect(large.exitCode).toBe(7);
    expect(large.stderr).toContain("--allow-large");
    expect(cloud.made).toHaveLength(9);
    expect(cloud.things.size).toBe(9);

    const meant = await launch("up", "--stack", "prod", "--yes", "--allow-large");
    expect(meant.exitCode, meant.stderr).toBe(0);
    expect(cloud.things.size).toBe(2);
    expect(await readFile(stage.copy.stackFile, "utf8")).toBe(stackFile);
  });

  it("end with 6 for a stack that doesn't exist, 2 for a consent that can't be read, and hand on words after --", async () => {
    expect((await launch("preview", "--stack", "nowhere")).exitCode).toBe(6);
    const unexpected = await launch("preview", "--stack", "prod", "--", "--expect-no-changes");
    expect(unexpected.exitCode).toBe(7);
    const consent = await execa(process.execPath, [join(repository, "launch/bin.js"), "preview", "--stack", "prod"], {
      cwd: stage.copy.project,
      env: { ...stage.environment, LAUNCH_CONSENT: "replace:database:2020-01-01" },
      extendEnv: false,
      reject: false,
    });
    expect(consent.exitCode).toBe(2);
    expect(consent.stderr).toContain("a consent holds for its day only");
  });

  it("leave a stack file with KMS lines byte-identical, though its key is out of reach", async () => {
    const tied =
      "secretsprovider: awskms://alias/launch?region=eu-central-1\nencryptedkey: AQICAHg2\nconfig:\n  launch:day: 2026-12-31\n";
    await writeFile(stage.copy.stackFile, tied);
    for (const words of [["preview"], ["up", "--yes"]]) {
      await launch(...words, "--stack", "prod");
      expect(await readFile(stage.copy.stackFile, "utf8")).toBe(tied);
    }
  });
});
