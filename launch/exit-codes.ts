import type { EngineRun } from "../rehearsal/run.ts";

/** A preview would do what nobody agreed to. */
export const UNEXPECTED_CHANGES = 7;

/** The words by which the engine and the clouds' own providers say that they were not let in. */
const LOCKED_OUT =
  /(?:pulumi login|credential|unauthori[sz]ed|access ?denied|authentication error|invalid api token|expiredtoken)/i;

/**
 * What `launch` exits with after an engine command. The engine itself answers 1 to wrong settings, refused resources and
 * policies alike; its event log tells them apart.
 */
export function exitCodeOf(run: Pick<EngineRun, "exitCode" | "failures" | "violations">): number {
  if (run.exitCode === 0) return 0;
  if (run.exitCode === 130 || run.exitCode === 143) return 8;
  // 2 to 9 are the engine's own words for the same things.
  if (run.exitCode >= 2 && run.exitCode <= 9) return run.exitCode;
  if (run.violations.some((violation) => violation.mandatory)) return 5;
  const messages = run.failures.map((failure) => failure.message);
  if (messages.some((message) => message.includes("LAUNCH_CONSENT="))) return UNEXPECTED_CHANGES;
  if (messages.some((message) => /\bsettings? (?:is|are) wrong\b/.test(message))) return 2;
  if (messages.some((message) => /no stack named/.test(message))) return 6;
  if (messages.some((message) => LOCKED_OUT.test(message))) return 3;
  const ofResources = run.failures.some(({ urn }) => urn !== undefined && !urn.includes("::pulumi:pulumi:Stack::"));
  return ofResources ? 4 : 1;
}
