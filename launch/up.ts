import type { ArgsDef } from "citty";
import { command, type LaunchCommand } from "./command.ts";
import { engineWithTalk } from "./engine.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { interruptible } from "./interrupts.ts";
import { say } from "./output/print.ts";
import { forStack, judgePreview, runInProject, sayObjections, splitWords } from "./wrapped.ts";

const args = {
  stack: { type: "string", alias: "s", description: "The stack; else the one selected with `pulumi stack select`" },
  yes: { type: "boolean", alias: "y", description: "Don't ask before changing anything" },
  "allow-large": { type: "boolean", description: "More than 30 % of the resources may be deleted or replaced" },
} as const satisfies ArgsDef;

/** Words that `pulumi up` knows and `pulumi preview` doesn't. */
const ONLY_UP = new Set(["--continue-on-error", "--strict", "--yes", "-y", "--skip-preview", "-f"]);

/**
 * `launch up`: a preview that is judged first, then `pulumi up`. Without `--yes` Pulumi shows its own preview and asks;
 * with it the judged preview is shown, and carried out. Words after `--` go to Pulumi.
 */
export const upCommand: LaunchCommand = {
  args,
  run: (words) => {
    const { ours, engines } = splitWords(words);
    return command(args, async ({ stack, yes, "allow-large": large }) => {
      const engine = await interruptible(engineWithTalk);
      const shared = forStack(stack);
      const forPreview = [...shared, ...engines.filter((word) => !ONLY_UP.has(word))];
      const judged = await judgePreview(
        engine,
        forPreview,
        { large: large === true },
        yes === true ? "terminal" : "quiet",
      );
      if (judged.exitCode !== 0) {
        say(judged.run.printed);
        sayObjections(judged.objections);
        return judged.exitCode;
      }
      const agreed = yes === true ? ["--yes", "--skip-preview"] : [];
      return exitCodeOf(await runInProject(engine, ["up", ...shared, ...engines, ...agreed], "terminal"));
    }).run(ours);
  },
};
