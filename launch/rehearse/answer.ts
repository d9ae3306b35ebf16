import type { Counts } from "../../rehearsal/events.ts";
import type { Kept } from "../../rehearsal/kept.ts";
import type { RehearsalReport } from "../../rehearsal/rehearse.ts";
import type { StepReport } from "../../rehearsal/steps.ts";
import { coloursFor } from "../output/print.ts";
import { verdictLine } from "../output/verdict.ts";

/** How a rehearsal ended. */
export interface RehearsalEnd {
  readonly report: RehearsalReport;
  readonly kept: readonly Kept[];
  /** Where the copy is, when it was to be kept. */
  readonly folder: string | undefined;
}

/** The answer of `launch rehearse`: verdict, what stays, what to run next. The steps were told while they went. */
export function describeRehearsal({ report, kept, folder }: RehearsalEnd): string {
  const colours = coloursFor(process.stdout);
  const { stack, seconds, steps } = report;
  const failed = steps.find((step) => step.problems.length > 0);
  const verdict =
    failed === undefined
      ? verdictLine(
          colours,
          "pass",
          `${stack} was put up, changed and taken down by the real engine: ${countOf(steps)}, ${Math.round(seconds)} s`,
        )
      : verdictLine(
          colours,
          "fail",
          `${stack}, at \`${failed.title}\`: ${failed.problems.length} problems, told above`,
        );
  const left = kept.map(({ what, why }) => `  ${what}\n    ${why}`);
  return [
    verdict,
    ...(failed === undefined
      ? ["", left.length === 0 ? "Nothing stays behind." : "Kept on purpose after the deletion:", ...left]
      : []),
    ...(folder === undefined
      ? []
      : [
          "",
          `The copy and its state are in ${folder}.`,
          `Look into it with: . ${folder}/environment.sh; cd ${folder}/project; pulumi stack history`,
          `Remove it with: rm -r ${folder}`,
        ]),
    "",
    failed === undefined
      ? `Next: npx launch up --stack ${stack}   (with credentials for both clouds)`
      : `Next: mend it, then npx launch rehearse --stack ${stack}`,
  ].join("\n");
}

function countOf(steps: readonly StepReport[]): string {
  const made = steps.find(({ step }) => step === "up")?.counts;
  return `${total(made)} resources, ${steps.length} steps`;
}

function total(counts: Counts | undefined): number {
  return counts === undefined ? 0 : counts.create + counts.same + counts.update;
}
