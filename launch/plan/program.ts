import { RunError } from "@pulumi/pulumi/errors.js";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack.js";
import type { Cloud } from "../../clouds/cloud.ts";
import { UserError } from "../../declaration/faults.ts";
import type { PlanFile, PlannedProperties } from "../plan-file.ts";
import type { PlannedRefusal } from "./answer.ts";
import { planCallbacks } from "./callbacks.ts";
import { type Identity, runAgainst } from "./internals.ts";
import { PlanMonitor } from "./monitor.ts";

/** What a program registered, and what the simulated clouds refused of it. */
export interface PlannedProgram {
  readonly file: PlanFile;
  /** Sorted by URN. */
  readonly refusals: readonly PlannedRefusal[];
  /** Outputs that components and the stack registered, by URN. */
  readonly outputs: ReadonlyMap<string, PlannedProperties>;
}

/**
 * Runs a Pulumi program in this process as the engine's first preview would. Nothing leaves the process.
 *
 * @throws UserError for a RunError of the program, else whatever it threw; unless a cloud had refused something before:
 *   then the refusals are the answer
 */
export async function planProgram(
  clouds: readonly Cloud[],
  identity: Identity,
  program: () => unknown,
): Promise<PlannedProgram> {
  try {
    return await withoutTraces(() => attempt(clouds, identity, program));
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    // What the program itself says to its user.
    if (RunError.isInstance(thrown)) throw new UserError("program", thrown.message, "Nothing was planned or written.");
    // A fault of ours is worth a second run, which ends the same way but says where.
    return await attempt(clouds, identity, program);
  }
}

/**
 * The SDK takes a stack trace for each of its thousands of promises, to tell of leaks at the end: half of a plan's time.
 */
async function withoutTraces<Result>(run: () => Promise<Result>): Promise<Result> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return await run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function attempt(clouds: readonly Cloud[], identity: Identity, program: () => unknown): Promise<PlannedProgram> {
  const monitor = new PlanMonitor(clouds, identity);
  const failures = await collectingFailures(() =>
    runAgainst(monitor, planCallbacks(), identity, () => runInPulumiStack(async () => program())),
  );
  if (monitor.refusals.length === 0 && failures.length > 0) throw failures[0];
  const resources = [...monitor.registered.values()].sort(byUrn);
  return {
    file: { version: 1, kind: "launch-plan", resources },
    refusals: [...monitor.refusals].sort(byUrn),
    outputs: monitor.outputs,
  };
}

/**
 * The SDK reports a failed registration as an unhandled rejection and nowhere else, so those are listened for while
 * the program runs. The program's own failure comes first.
 */
async function collectingFailures(run: () => Promise<unknown>): Promise<unknown[]> {
  const failures: unknown[] = [];
  const collect = (reason: unknown) => failures.push(reason);
  process.on("unhandledRejection", collect);
  try {
    await run();
  } catch (thrown) {
    failures.unshift(thrown);
  } finally {
    // Node reports a rejection once the microtasks are drained: give it one turn.
    await new Promise(setImmediate);
    process.off("unhandledRejection", collect);
  }
  return failures;
}

function byUrn(one: { readonly urn: string }, other: { readonly urn: string }): number {
  return one.urn < other.urn ? -1 : one.urn > other.urn ? 1 : 0;
}
