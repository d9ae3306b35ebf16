import type { ArgsDef } from "citty";
import { openClouds } from "../clouds/open.ts";
import { compileEdge } from "../edge/compile.ts";
import { keptOnPurpose } from "../rehearsal/kept.ts";
import { rehearse } from "../rehearsal/rehearse.ts";
import { openStage } from "../rehearsal/stage.ts";
import { command, type LaunchCommand, stackOption } from "./command.ts";
import { engineWithTalk } from "./engine.ts";
import { interruptible } from "./interrupts.ts";
import { print, say } from "./output/print.ts";
import { accountsOf } from "./plan/accounts.ts";
import { findProject, readSettings } from "./project.ts";
import { describeRehearsal, type RehearsalEnd } from "./rehearse/answer.ts";
import { StepLines } from "./rehearse/lines.ts";

const args = {
  ...stackOption,
  keep: { type: "boolean", description: "Leave the copy and its state where they are, to look at" },
  json: { type: "boolean", description: "The report as JSON" },
} as const satisfies ArgsDef;

/** What a rehearsal is asked to do. */
export interface RehearsalOptions {
  readonly project: string;
  readonly stack: string;
  readonly keep: boolean;
}

/** Gets the engine, sets the stage and plays the launch, telling each step on stderr. Ctrl-C clears all of it away. */
export function rehearseStack({ project, stack, keep }: RehearsalOptions): Promise<RehearsalEnd> {
  return interruptible(async (signal) => {
    const settings = readSettings(project, stack);
    // What the plan can't hold is refused here, before the minutes that an engine may take to get.
    compileEdge(settings);
    const engine = await engineWithTalk(signal);
    const clouds = openClouds(accountsOf(settings));
    say(
      `Rehearsing ${stack} with the Pulumi engine ${engine.version} on simulated clouds, in a copy; no account is touched`,
    );
    const stage = await openStage({ project, stack, engine, clouds: Object.values(clouds), signal });
    const lines = new StepLines(stage.clouds.log);
    try {
      if (keep) await stage.keep();
      const report = await rehearse(stage, lines);
      return { report, kept: keptOnPurpose(clouds, stage.clouds.log), folder: keep ? stage.copy.folder : undefined };
    } finally {
      lines.stop();
      await stage.close();
    }
  });
}

/** `launch rehearse`: the real engine over simulated clouds, from the first preview to the last deletion. */
export const rehearseCommand: LaunchCommand = command(args, async ({ stack, keep, json }) => {
  const end = await rehearseStack({ project: findProject(), stack, keep: keep === true });
  const { report, kept, folder } = end;
  print(
    json === true
      ? JSON.stringify({ ...report, kept, ...(folder === undefined ? {} : { folder }) }, null, 2)
      : describeRehearsal(end),
  );
  return report.ok ? 0 : 1;
});
