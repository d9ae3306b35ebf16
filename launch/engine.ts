import type { Engine } from "../rehearsal/engine/find.ts";
import { obtainEngine } from "../rehearsal/engine/obtain.ts";
import { say } from "./output/print.ts";
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
