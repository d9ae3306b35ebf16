import { describe, expect, it } from "vitest";
import { hasEngine, why } from "./engine-here.ts";
import { openLaunchStage } from "./launch-stage.ts";

/** A chain of resources of this depth would need as many runs; the program's is about ten deep. */
const PATIENCE = 30;

describe.skipIf(!hasEngine)(`prod, when every creation fails once${why}`, { timeout: 900_000 }, () => {
  it.each([
    { mode: "refuse-first-create", when: "before anything was made" },
    { mode: "fail-after-first-create", when: "after it was made" },
  ] as const)("$when: `up --continue-on-error`, repeated, ends green with nothing made twice", async ({ mode }) => {
    const stage = await openLaunchStage("prod", { failures: mode });
    try {
      let runs = 1;
      const up = () => stage.pulumi(["up", "--yes", "--skip-preview", "--continue-on-error"]);
      let last = await up();
      for (; last.exitCode !== 0 && runs < PATIENCE; runs += 1) last = await up();
      expect(last.failures).toEqual([]);
      expect(runs).toBeGreaterThan(2);

      const made = stage.clouds.log.all().filter(({ created }) => created.length > 0);
      expect(made.length).toBeGreaterThan(50);
      expect(
        made.filter(({ created, deleted }) => created.length - deleted.length !== 1).map(({ urn }) => urn),
      ).toEqual([]);
      expect(made.filter(({ failures }) => failures !== 1).map(({ urn }) => urn)).toEqual([]);

      const again = await up();
      expect(again.exitCode).toBe(0);
      expect(again.changes).toEqual([]);
    } finally {
      await stage.close();
    }
  });
});
