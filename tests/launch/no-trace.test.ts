import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { descendants, isAlive } from "../../rehearsal/processes.ts";
import { hasEngine, why } from "../rehearsal/engine-here.ts";
import { repository } from "../rehearsal/toy.ts";

const KMS = "\nsecretsprovider: awskms://alias/launch?region=us-east-1\nencryptedkey: AQICAHg2\n";

// A clone of its own with a history, so that Git can say what a command changed.
let clone = "";
// Where the commands' own temporary folders go, apart from those of other tests.
let temporary = "";
let stackFile: Buffer;
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), "launch-traces-"));
  temporary = mkdtempSync(join(tmpdir(), "launch-temporary-"));
  const left = new Set(["node_modules", ".git", ".launch"]);
  cpSync(repository, clone, { recursive: true, filter: (path) => !left.has(basename(path)) });
  symlinkSync(join(repository, "node_modules"), join(clone, "node_modules"));
  appendFileSync(join(clone, "Pulumi.prod.yaml"), KMS);
  stackFile = readFileSync(join(clone, "Pulumi.prod.yaml"));
  git("init", "--quiet");
  appendFileSync(join(clone, ".git/info/exclude"), "node_modules\n");
  git("add", "--all");
  git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "As cloned");
});
afterAll(() => {
  for (const folder of [clone, temporary]) rmSync(folder, { recursive: true, force: true });
});

function git(...words: string[]): string {
  return execaSync("git", words, { cwd: clone }).stdout;
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  /** What it has printed so far. */
  printed(): string;
}

function launch(words: readonly string[]): Run {
  const backend = {
    PULUMI_BACKEND_URL: `file://${clone}/.launch`,
    PULUMI_CONFIG_PASSPHRASE: "",
    AWS_REGION: "us-east-1",
  };
  const child = spawn(process.execPath, [join(clone, "launch/bin.js"), ...words], {
    cwd: clone,
    env: { ...process.env, ...backend, NO_COLOR: "1", TMPDIR: temporary },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (text += part));
  return { child, ended: once(child, "exit"), printed: () => text };
}

/** Ends a run once it has said `mark`, and checks that nothing of it is left. */
async function endAt(words: readonly string[], mark: RegExp, signal: NodeJS.Signals): Promise<number | null> {
  const run = launch(words);
  for (let waited = 0; waited < 600 && !mark.test(run.printed()); waited += 1) await sleep(50);
  expect(run.printed()).toMatch(mark);
  // Long enough that the engine and the program have started.
  await sleep(1500);
  const started = descendants(run.child.pid ?? 0);
  run.child.kill(signal);
  await run.ended;
  for (let waited = 0; waited < 200 && (started.some(isAlive) || rehearsals().length > 0); waited += 1) await sleep(50);
  expect(started.filter(isAlive)).toEqual([]);
  expect(rehearsals()).toEqual([]);
  return run.child.exitCode;
}

/** Copies of projects that lie in the temporary folder now. */
function rehearsals(): string[] {
  return readdirSync(temporary).filter((entry) => entry.startsWith("launch-rehearsal-"));
}

function expectNoTrace(): void {
  expect(git("status", "--porcelain")).toBe("");
  expect(readFileSync(join(clone, "Pulumi.prod.yaml")).equals(stackFile)).toBe(true);
}

describe("a command leaves the clone as it was", { timeout: 120_000 }, () => {
  it.each(["plan", "plan --json", "plan --stack nowhere", "--help"])("launch %s", async (words) => {
    await launch(words.split(" ")).ended;
    expectNoTrace();
  });

  it.skipIf(!hasEngine).each([["preview"], ["up", "--yes"]])(
    `launch %s, which ends at a stack that isn't there${why}`,
    async (...words) => {
      const run = launch([...words, "--stack", "prod"]);
      await run.ended;
      expect(run.child.exitCode).not.toBe(0);
      expectNoTrace();
    },
  );

  it.skipIf(!hasEngine).each([
    ["rehearse", "SIGINT", /Rehearsing prod/, 8],
    ["rehearse", "SIGKILL", /Rehearsing prod/, null],
    ["start", "SIGINT", /Rehearsing prod/, 8],
    ["start", "SIGKILL", /Rehearsing prod/, null],
    ["clouds", "SIGINT", /PULUMI_DEBUG_PROVIDERS/, 0],
    ["clouds", "SIGKILL", /PULUMI_DEBUG_PROVIDERS/, null],
  ] as const)(`launch %s, ended in the middle by %s${why}`, async (command, signal, mark, code) => {
    expect(await endAt([command, "--stack", "prod"], mark, signal)).toBe(code);
    expectNoTrace();
  });
});
