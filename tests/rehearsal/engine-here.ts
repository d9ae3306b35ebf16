import { type Engine, findEngine } from "../../rehearsal/engine/find.ts";

const found = await findEngine();

/** Whether tests with the real engine can run here. */
export const hasEngine = found !== undefined;
/** Stands in a test's title, so that a run without an engine says why nothing was shown. */
export const why = hasEngine ? "" : " (skipped: no Pulumi engine here; `npx launch rehearse` gets one)";

/** The engine; only for tests that are skipped without one. */
export function engineHere(): Engine {
  if (found === undefined) throw new Error("guard the test with hasEngine");
  return found;
}
