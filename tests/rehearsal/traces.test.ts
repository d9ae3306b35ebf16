import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { copyProject, removeLeftovers } from "../../rehearsal/copy.ts";
import { descendants, isAlive } from "../../rehearsal/processes.ts";
import { hasEngine, why } from "./engine-here.ts";
import { type ToyProject, toyProject } from "./toy.ts";

const KMS = `secretsprovider: awskms://alias/launch?region=eu-central-1
encryptedkey: AQICAHg2
config:
  launch:name: 'as written'   # and its comment
  launch:day: 2026-12-31
  launch:token:
    secure: v1:AAAA:BBBB
`;

describe("the copy of a project", () => {
  let toy: ToyProject;
  beforeEach(async () => {
    toy = await toyProject("", KMS);
  });
  afterEach(() => toy.remove());

  it("takes the stack file without what ties it to its backend, and else letter by letter", async () => {
    const copy = await copyProject(toy.folder, "prod");
    const text = await readFile(copy.stackFile, "utf8");
    await rm(copy.folder, { recursive: true });
    expect(text).toBe(
      `config:\n  launch:name: 'as written'   # and its comment\n  launch:day: 2026-12-31\n  launch:token:\n    "rehearsed-value"\n`,
    );
  });

  it("refuses a stack that has no file, naming those there are", async () => {
    const refused = await copyProject(toy.folder, "production").catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "unknown-stack", exitCode: 6, fix: "Use one of: prod." });
  });

  it("is removed by the next run when its owner is dead, and only then", async () => {
    const parent = await mkdtemp(join(tmpdir(), "launch-leftovers-"));
    const dead = { pid: 2 ** 22 + 1, started: Date.now(), kept: false };
    const owners = {
      dead,
      kept: { ...dead, kept: true },
      living: { ...dead, pid: process.pid },
      reused: { pid: process.pid, started: 0, kept: false },
    };
    for (const [name, owner] of Object.entries(owners)) {
      await mkdir(join(parent, `launch-rehearsal-${name}`));
      await writeFile(join(parent, `launch-rehearsal-${name}`, "owner.json"), JSON.stringify(owner));
    }
    await mkdir(join(parent, "launch-rehearsal-unsigned"));
    const removed = await removeLeftovers(parent);
    const left = (await readdir(parent)).sort();
    await rm(parent, { recursive: true });
    expect(removed).toBe(2);
    expect(left).toEqual(["launch-rehearsal-kept", "launch-rehearsal-living", "launch-rehearsal-unsigned"]);
  });
});

describe.skipIf(!hasEngine)(`a rehearsal that is ended in the middle${why}`, () => {
  let toy: ToyProject;
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    toy = await toyProject(
      `new Thing("one", { engine: "a" });\nawait new Promise((end) => setTimeout(end, 600_000));\n`,
      KMS,
    );
  });
  afterEach(async () => {
    child?.kill("SIGKILL");
    await toy.remove();
  });

  /** Starts a rehearsal and waits until the program itself runs, four processes deep. */
  async function rehearseUntilTheProgramRuns(): Promise<{ held: ChildProcess; folder: string; started: number[] }> {
    const held = spawn(process.execPath, [fileURLToPath(new URL("./hold.ts", import.meta.url)), toy.folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child = held;
    const [line] = await once(held.stdout, "data");
    for (let waited = 0; waited < 300; waited += 1) {
      const started = descendants(held.pid ?? 0);
      // The watchdog, the engine, its language host, and the program.
      if (started.length >= 4) return { held, folder: String(line).trim(), started };
      await sleep(100);
    }
    throw new Error("the program never started");
  }

  async function untilGone(gone: () => boolean): Promise<void> {
    for (let waited = 0; waited < 100 && !gone(); waited += 1) await sleep(100);
  }

  it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
    "%s leaves no process, no folder, and the project as it was",
    async (signal) => {
      const files = await readdir(toy.folder, { recursive: false });
      const { held, folder, started } = await rehearseUntilTheProgramRuns();
      expect(existsSync(join(folder, "project"))).toBe(true);
      held.kill(signal);
      const [code] = await once(held, "exit");
      await untilGone(() => !existsSync(folder) && !started.some(isAlive));
      expect(started.filter(isAlive)).toEqual([]);
      expect(existsSync(folder)).toBe(false);
      expect(code).toBe(signal === "SIGKILL" ? null : 8);
      expect(await readFile(join(toy.folder, "Pulumi.prod.yaml"), "utf8")).toBe(KMS);
      expect(await readdir(toy.folder, { recursive: false })).toEqual(files);
    },
  );
});
