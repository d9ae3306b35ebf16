import type { Recorder } from "../../rehearsal/providers/recorder.ts";
import type { StepWatch } from "../../rehearsal/rehearse.ts";
import { type StepName, type StepReport, TITLES } from "../../rehearsal/steps.ts";
import { coloursFor, say } from "../output/print.ts";
import { type Progress, showProgress } from "../progress.ts";

const WIDTH = Math.max(...Object.values(TITLES).map((title) => title.length));

/** Tells the steps on stderr: one line each when it is over, and what goes on until then. */
export class StepLines implements StepWatch {
  readonly #log: Recorder;
  #progress: Progress | undefined;

  constructor(log: Recorder) {
    this.#log = log;
  }

  began(step: StepName): void {
    const before = this.#done();
    this.#progress = showProgress(() => {
      const done = this.#done() - before;
      return `  …   ${TITLES[step]}${done > 0 ? `: ${done} resources so far` : ""}`;
    });
  }

  ended({ title, problems, shown, seconds }: StepReport): void {
    this.stop();
    const colours = coloursFor(process.stderr);
    const ok = problems.length === 0;
    const mark = ok ? colours.green("ok ") : colours.red("NO ");
    say(`  ${mark} ${title.padEnd(WIDTH)}  ${seconds.toFixed(1).padStart(5)} s  ${ok ? shown : ""}`.trimEnd());
    for (const problem of problems) say(`        ${problem.replaceAll("\n", "\n        ")}`);
  }

  /** Wipes what is shown of a step under way. */
  stop(): void {
    this.#progress?.stop();
    this.#progress = undefined;
  }

  #done(): number {
    const records = this.#log.all();
    return records.reduce(
      (sum, { created, updated, deleted }) => sum + created.length + updated.length + deleted.length,
      0,
    );
  }
}
