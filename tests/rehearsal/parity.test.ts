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
      for (const { urn, inputs } of planned) {
        expect(withoutDigits(stage.clouds.log.of(urn).inputs[0]), urn).toEqual(withoutDigits(inputs));
      }
    } finally {
      await stage.close();
    }
  },
  180_000,
);

/** The engine draws the seven digits that end automatic names anew in every run; the plan derives its own. */
function withoutDigits(inputs: unknown): unknown {
  return JSON.parse(JSON.stringify(inputs), (_, value) =>
    typeof value === "string" ? value.replace(/-[0-9a-f]{7}(?=$|\/)/g, "-*") : value,
  );
}
