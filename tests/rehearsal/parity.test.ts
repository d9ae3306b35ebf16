import { expect, it } from "vitest";
import { planStack } from "../../launch/plan/plan-stack.ts";
import { readSettings } from "../../launch/project.ts";
import { hasEngine, why } from "./engine-here.ts";
import { openLaunchStage } from "./launch-stage.ts";
import { repository } from "./toy.ts";

it.skipIf(!hasEngine).each(["prod", "staging"])(
  `plans for every resource of %s the inputs that the engine's preview sends${why}`,
  async (stack) => {
    const { file } = await planStack(readSettings(repository, stack), stack);
    const planned = file.resources.filter(({ type }) => !/^(launch|pulumi):/.test(type));
    const stage = await openLaunchStage(stack);
    try {
      expect((await stage.pulumi(["preview"])).exitCode).toBe(0);
      const sent = stage.clouds.log.all();
      expect(sent.map(({ urn }) => urn)).toEqual(planned.map(({ urn }) => urn));
      for (const { urn, inputs } of planned) expect(stage.clouds.log.of(urn).inputs[0], urn).toEqual(inputs);
    } finally {
      await stage.close();
    }
  },
  180_000,
);
