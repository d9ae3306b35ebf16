import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { rehearse } from "../../rehearsal/rehearse.ts";
import { TITLES } from "../../rehearsal/steps.ts";
import { hasEngine, why } from "./engine-here.ts";
import { openLaunchStage } from "./launch-stage.ts";
import { repository } from "./toy.ts";

const quiet = { began: () => undefined, ended: () => undefined };

async function gitStatus(): Promise<string> {
  const { stdout } = await execa("git", ["status", "--porcelain"], { cwd: repository });
  return stdout;
}

describe.skipIf(!hasEngine)(`the whole rehearsal${why}`, { timeout: 600_000 }, () => {
  it.each(["prod", "staging"])("of %s is green in every step and leaves the working tree as it was", async (stack) => {
    const before = await gitStatus();
    const stage = await openLaunchStage(stack);
    try {
      const report = await rehearse(stage, quiet);
      expect(report.steps.flatMap(({ problems }) => problems)).toEqual([]);
      expect(report.steps.map(({ title }) => title)).toEqual(Object.values(TITLES));
      const [, up, again, , , , , destroy] = report.steps;
      expect(up?.counts.create).toBeGreaterThan(50);
      expect(again?.counts).toEqual({ create: 0, update: 0, replace: 0, delete: 0, same: up?.counts.create });
      expect(destroy?.counts.delete).toBe(up?.counts.create);
      expect(report.ok).toBe(true);
    } finally {
      await stage.close();
    }
    expect(await gitStatus()).toBe(before);
  });
});
