import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa, execaSync } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

const clone = fileURLToPath(new URL("../..", import.meta.url));
const bin = join(clone, "launch/bin.js");
let folder: string;

/** Runs `launch` in a folder of its own that holds a project and two stacks. */
function launch(words: string[], { node = process.execPath, variables = {} } = {}) {
  return execa(node, [bin, ...words], { cwd: folder, reject: false, env: { NO_COLOR: "", ...variables } });
}

function settings(stack: string): string {
  return readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8");
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "launch-command-line-"));
});
beforeEach(() => {
  for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
  for (const file of ["Pulumi.yaml", "Pulumi.prod.yaml", "Pulumi.staging.yaml"]) {
    cpSync(join(clone, file), join(folder, file));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("launch plan", () => {
  it.each(["prod", "staging"])("plans %s: verdict first, next command last, the same bytes twice", async (stack) => {
    const first = await launch(["plan", "--stack", stack]);
    const digest = () =>
      createHash("sha256")
        .update(readFileSync(join(folder, ".launch/plan.json")))
        .digest("hex");
    const before = digest();
    const second = await launch(["plan", "--stack", stack]);
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    expect(first.stdout.split("\n")[0]).toMatch(new RegExp(`^PASS {2}${stack} can be made: \\d+ resources`));
    expect(first.stdout.trimEnd().split("\n").at(-1)).toBe(`Next: npx launch rehearse --stack ${stack}`);
    expect(first.stdout).not.toContain("\u001b[");
    expect(digest()).toBe(before);
    expect(readdirSync(join(folder, ".launch"))).toEqual(["plan.json"]);
  });

  it("prints with --json what it writes, and nothing else on stdout", async () => {
    const { stdout, exitCode } = await launch(["plan", "--json"]);
    expect(exitCode).toBe(0);
    expect(`${stdout}\n`).toBe(readFileSync(join(folder, ".launch/plan.json"), "utf8"));
    const plan = JSON.parse(stdout);
    expect(plan).toMatchObject({ version: 1, kind: "launch-plan" });
    const database = plan.resources.find(({ type }: { type: string }) => type === "aws:rds/instance:Instance");
    expect(database).toMatchObject({
      inputs: { password: { $secret: true } },
      options: { protect: true, hooks: { beforeDelete: ["guard-database"] } },
    });
  });

  it("answers wrong settings with every fault, exit code 2, no stack trace, and writes nothing", async () => {
    const wrong = settings("prod")
      .replace("kind: webhook", "kind: webhok")
      .replace("memoryMiB: 1024", "memoryMiB: 1000")
      .replace("plan: pro", "plan: profesional");
    writeFileSync(join(folder, "Pulumi.prod.yaml"), wrong);
    const { exitCode, stderr, stdout } = await launch(["plan"]);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    for (const part of ["webhok", "1000", "profesional"]) expect(stderr).toContain(part);
    expect(stderr).toMatch(/^Pulumi\.prod\.yaml: 3 settings are wrong\. Nothing was planned or written\./);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(join(folder, ".launch"))).toBe(false);
  });

  it("keeps the plan that was there when the settings become wrong", async () => {
    await launch(["plan"]);
    const before = readFileSync(join(folder, ".launch/plan.json"), "utf8");
    writeFileSync(join(folder, "Pulumi.prod.yaml"), settings("prod").replace("kind: webhook", "kind: webhok"));
    await launch(["plan"]);
    expect(readFileSync(join(folder, ".launch/plan.json"), "utf8")).toBe(before);
  });

  it("answers an unknown stack with 6, those there are, and the nearest", async () => {
    const { exitCode, stderr } = await launch(["plan", "--stack", "stagign"]);
    expect(exitCode).toBe(6);
    expect(stderr).toContain("prod, staging");
    expect(stderr).toContain("Did you mean --stack staging?");
  });

  it("finds the project from a folder below it, and says so where there is none", async () => {
    await execa("mkdir", ["-p", join(folder, "docs/deep")]);
    const below = await execa(process.execPath, [bin, "plan"], { cwd: join(folder, "docs/deep"), reject: false });
    expect(below.exitCode).toBe(0);
    expect(existsSync(join(folder, ".launch/plan.json"))).toBe(true);
    const outside = await execa(process.execPath, [bin, "plan"], { cwd: tmpdir(), reject: false });
    expect([outside.exitCode, outside.stderr.split("\n")[0]]).toEqual([
      2,
      `There is no Pulumi.yaml in ${tmpdir()} or above it.`,
    ]);
  });

  it("needs no credentials and no engine: an environment with nothing but a path gives the same plan", async () => {
    await launch(["plan"]);
    const before = readFileSync(join(folder, ".launch/plan.json"), "utf8");
    const { exitCode } = await execa(process.execPath, [bin, "plan"], {
      cwd: folder,
      extendEnv: false,
      env: { PATH: "/nowhere" },
      reject: false,
    });
    expect(exitCode).toBe(0);
    expect(readFileSync(join(folder, ".launch/plan.json"), "utf8")).toBe(before);
  });
});

describe("the command line", () => {
  it.each([
    [["plna"], "Did you mean `launch plan`?"],
    [["plan", "--stck", "prod"], "Did you mean --stack?"],
    [["plan", "--json=yes"], "--json"],
    [["plan", "prod"], "--stack"],
    [["plan", "--stack"], "--stack"],
    [["toString"], "Commands: start, plan"],
  ])("refuses %j with 2 and the way out", async (words, hint) => {
    const { exitCode, stderr, stdout } = await launch(words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe("");
  });

  it("shows help for all and for one command, without colours into a pipe", async () => {
    const all = await launch(["--help"], { variables: { FORCE_COLOR: "1" } });
    const one = await launch(["plan", "--help"]);
    expect([all.exitCode, one.exitCode]).toEqual([0, 0]);
    for (const name of ["start", "plan", "rehearse", "preview", "up", "clouds"]) expect(all.stdout).toContain(name);
    expect(one.stdout).toContain("--stack");
    expect(all.stdout).not.toContain("\u001b[");
  });

  const old = olderNode();
  it.skipIf(old === undefined)(
    `works with a Node that runs no TypeScript, exit code kept${old ? "" : " (skipped: none on the PATH)"}`,
    async () => {
      const options = old === undefined ? {} : { node: old };
      expect((await launch(["--version"], options)).stdout).toMatch(/^\d+\.\d+\.\d+$/);
      expect((await launch(["plan", "--stack", "none"], options)).exitCode).toBe(6);
    },
  );

  it.skipIf(old === undefined)(
    `ends when whoever asked is killed${old ? "" : " (skipped: no older Node on the PATH)"}`,
    async () => {
      const running = execa(old ?? "", [bin, "clouds"], { cwd: folder, reject: false });
      // Its first output is the environment to use; from then on it serves until it is told to end.
      await new Promise((resolve) => running.stdout.once("data", resolve));
      const served = await childOf(running.pid);
      running.kill("SIGKILL");
      await running;
      await expect.poll(() => isRunning(served), { timeout: 20_000 }).toBe(false);
    },
  );
});

async function childOf(pid: number | undefined): Promise<number> {
  const { stdout } = await execa("ps", ["-A", "-o", "pid=,ppid="]);
  const lines = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const child = lines.find(([, parent]) => parent === pid)?.[0];
  if (child === undefined) throw new Error(`process ${pid} has no child`);
  return child;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A Node on the PATH that can't run TypeScript; npm and npx put a newer one first. */
function olderNode(): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((path) => join(path, "node"))
    .find((node) => {
      if (!existsSync(node)) return false;
      const asked = execaSync(node, ["-p", "Boolean(process.features.typescript)"], { reject: false });
      return asked.stdout.trim() === "false";
    });
}
