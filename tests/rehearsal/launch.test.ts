import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rehearse } from "../../rehearsal/rehearse.ts";
import { TITLES } from "../../rehearsal/steps.ts";
import { hasEngine, why } from "./engine-here.ts";
import { openLaunchStage } from "./launch-stage.ts";
import { repository } from "./toy.ts";

const quiet = { began: () => undefined, ended: () => undefined };

/** Every file of a folder with what is in it. */
async function contents(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(await Promise.all(files.sort().map(async (file) => [file, await readFile(file, "utf8")] as const)));
}

describe.skipIf(!hasEngine)(`the whole rehearsal${why}`, { timeout: 600_000 }, () => {
  // A clone of its own, since the working tree may be edited meanwhile.
  let clone = "";
  beforeAll(async () => {
    clone = await mkdtemp(join(tmpdir(), "launch-clone-"));
    const left = new Set(["node_modules", ".git", ".launch"]);
    await cp(repository, clone, { recursive: true, filter: (path) => !left.has(basename(path)) });
    await symlink(join(repository, "node_modules"), join(clone, "node_modules"));
  });
  afterAll(() => rm(clone, { recursive: true, force: true }));

  it.each(["prod", "staging"])("of %s is green in every step and leaves the clone as it was", async (stack) => {
    const before = await contents(clone);
    const stage = await openLaunchStage(stack, { project: clone });
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
    expect(await contents(clone)).toEqual(before);
  });
});
