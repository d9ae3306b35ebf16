import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { PlanFile } from "../launch/plan-file.ts";
import { type Comparison, inTurn, timed } from "./measure.ts";

const clone = fileURLToPath(new URL("..", import.meta.url));
const mocks = fileURLToPath(new URL("./programs/mocked.ts", import.meta.url));

/**
 * `launch plan` as a whole process, beside a process that makes as many trivial resources through Pulumi's own mocks:
 * both load the SDK, one of them also reads settings, compiles the edge, asks the simulated clouds and writes a file.
 */
export async function planBesideMocks(stack: string, runs: number): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), "launch-bench-"));
  const node = (words: string[], env = {}) => execa(process.execPath, words, { cwd: folder, env, stdout: "ignore" });
  const plan = () => timed(() => node([join(clone, "launch/bin.js"), "plan", "--stack", stack, "--json"]));
  try {
    for (const file of ["Pulumi.yaml", `Pulumi.${stack}.yaml`]) cpSync(join(clone, file), join(folder, file));
    await plan();
    // Our own file, written a moment ago.
    const written = JSON.parse(readFileSync(join(folder, ".launch/plan.json"), "utf8")) as PlanFile;
    const count = written.resources.length;
    const beside = async (against: string, variables: Readonly<Record<string, string>>) => {
      const times = await inTurn(runs, plan, () => timed(() => node([mocks, String(count)], variables)));
      return { what: `launch plan, ${stack}`, against, ...times, ratio: times.ours / times.theirs, runs };
    };
    const trivial = `${count} trivial resources through Pulumi's mocks`;
    const cached = { NODE_COMPILE_CACHE: join(folder, "cache") };
    return [
      { ...(await beside(trivial, {})), allowed: 1.5 },
      // How much of that is Node's compile cache, which launch/bin.js turns on.
      await beside(`${trivial}, started with a compile cache too`, cached),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
