import type { Engine } from "../rehearsal/engine/find.ts";
import { obtainEngine } from "../rehearsal/engine/obtain.ts";
import { command, type LaunchCommand } from "./command.ts";
import { interruptible } from "./interrupts.ts";
import { print, say } from "./output/print.ts";
import { type Progress, showProgress } from "./progress.ts";

/** Gets the engine and tells how that goes; on a machine that has one it says nothing. */
export async function engineWithTalk(signal: AbortSignal): Promise<Engine> {
  let progress: Progress | undefined;
  let built = "";
  const talk = {
    say: (text: string) => {
      progress?.stop();
      built = "";
      say(text);
      progress = showProgress(() => `  ${text.split(" (")[0]}${built}`);
    },
    building: ({ done, total }: { done: number; total: number }) => {
      built = `: ${done} of ${total} packages`;
    },
  };
  try {
    const engine = await obtainEngine(talk, signal);
    if (engine.note !== undefined) say(engine.note);
    return engine;
  } finally {
    progress?.stop();
  }
}

/** `launch engine`: finds the Pulumi engine, or gets it, and says where it is. */
export const engineCommand: LaunchCommand = command({}, async () => {
  const { version, command: path } = await interruptible(engineWithTalk);
  print(`Pulumi engine ${version}: ${path}\nNext: npx launch rehearse`);
  return 0;
});
