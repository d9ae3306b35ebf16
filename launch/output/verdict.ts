import type pc from "picocolors";

/** What a command found: it passes, it fails, or it can't be known, which is never green. */
export type Outcome = "pass" | "fail" | "unknown";

/** The first line of a command's answer. */
export function verdictLine(colours: ReturnType<typeof pc.createColors>, outcome: Outcome, text: string): string {
  switch (outcome) {
    case "pass":
      return colours.green(colours.bold(`PASS  ${text}`));
    case "fail":
      return colours.red(colours.bold(`FAIL  ${text}`));
    case "unknown":
      return colours.yellow(colours.bold(`UNKNOWN  ${text}`));
  }
}
