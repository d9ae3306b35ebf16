import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openClouds } from "../clouds/open.ts";
import { parseStackFile } from "../declaration/parse.ts";
import { accountsOf } from "../launch/plan/accounts.ts";
import { findEngine } from "../rehearsal/engine/find.ts";
import { openStage } from "../rehearsal/stage.ts";
import { type Comparison, inTurn, type Skipped } from "./measure.ts";

const clone = fileURLToPath(new URL("..", import.meta.url));

/**
 * The first `pulumi up` of a rehearsal, beside one of as many trivial resources: the same engine, the same provider
 * servers, a new stage each time.
 */
export async function upBesideTrivial(stack: string, runs: number): Promise<Comparison | Skipped> {
  const engine = await findEngine();
  const what = `rehearsed pulumi up, ${stack}`;
  if (engine === undefined) return { what, skipped: "there is no Pulumi engine here; `npx launch rehearse` gets one" };
  const file = `Pulumi.${stack}.yaml`;
  const accounts = accountsOf(parseStackFile(readFileSync(join(clone, file), "utf8"), file));
  let made = 0;
  const up = async (project: string) => {
    const clouds = Object.values(openClouds(accounts));
    const stage = await openStage({ project, stack, engine, clouds });
    try {
      const run = await stage.pulumi(["up", "--yes", "--skip-preview"]);
      if (run.exitCode !== 0) throw new Error(`${project}: pulumi up: ${run.printed}`);
      made = run.counts.create;
      return run.seconds * 1000;
    } finally {
      await stage.close();
    }
  };
  await up(clone);
  const trivial = trivialProject(stack, made);
  try {
    const times = await inTurn(
      runs,
      () => up(clone),
      () => up(trivial),
    );
    const against = `${made} trivial resources on the same engine`;
    return { what, against, ...times, ratio: times.ours / times.theirs, allowed: 1.5, runs };
  } finally {
    rmSync(trivial, { recursive: true });
  }
}

/** A project whose update makes `count` resources, the stack and the default provider among them. */
function trivialProject(stack: string, count: number): string {
  const folder = mkdtempSync(join(tmpdir(), "launch-bench-"));
  const runtime = "runtime: { name: nodejs, options: { typescript: false } }";
  mkdirSync(join(folder, "infra"));
  symlinkSync(join(clone, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "Pulumi.yaml"), `name: launch\n${runtime}\nmain: infra/index.ts\n`);
  writeFileSync(join(folder, `Pulumi.${stack}.yaml`), "config: {}\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "trivial", type: "module" }));
  const program = [
    'import { RandomId } from "@pulumi/random/randomId.js";',
    `for (let index = 0; index < ${count - 2}; index++) new RandomId(\`id-\${index}\`, { byteLength: 4 });`,
  ];
  writeFileSync(join(folder, "infra/index.ts"), `${program.join("\n")}\n`);
  return folder;
}
