import type { ArgsDef } from "citty";
import { command, type LaunchCommand } from "./command.ts";
import { engineWithTalk } from "./engine.ts";
import { interruptible } from "./interrupts.ts";
import { print } from "./output/print.ts";
import { forStack, judgePreview, sayObjections, splitWords } from "./wrapped.ts";

const args = {
  stack: { type: "string", alias: "s", description: "The stack; else the one selected with `pulumi stack select`" },
  "allow-large": { type: "boolean", description: "More than 30 % of the resources may be deleted or replaced" },
  json: { type: "boolean", description: "Counts, changes and objections as JSON" },
} as const satisfies ArgsDef;

/** `launch preview`: `pulumi preview`, and a refusal of what an update should not do. Words after `--` go to Pulumi. */
export const previewCommand: LaunchCommand = {
  args,
  run: (words) => {
    const { ours, engines } = splitWords(words);
    return command(args, async ({ stack, json, "allow-large": large }) => {
      const engine = await interruptible(engineWithTalk);
      const output = json === true ? "quiet" : "terminal";
      const judged = await judgePreview(engine, [...forStack(stack), ...engines], { large: large === true }, output);
      if (json === true) {
        const { counts, changes, failures, violations } = judged.run;
        const answer = {
          version: 1,
          kind: "launch-preview",
          counts,
          changes,
          failures,
          violations,
          objections: judged.objections,
        };
        print(JSON.stringify(answer, null, 2));
      }
      sayObjections(judged.objections);
      return judged.exitCode;
    }).run(ours);
  },
};
