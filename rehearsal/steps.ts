import type { Change, Counts } from "./events.ts";
import type { EngineRun } from "./run.ts";

/** The steps of a rehearsal, in order. */
export type StepName = "preview" | "up" | "again" | "refresh" | "route" | "refused" | "consent" | "destroy";

/** What each step shows, in a few words. */
export const TITLES: Readonly<Record<StepName, string>> = {
  preview: "pulumi preview",
  up: "pulumi up",
  again: "pulumi up, again",
  refresh: "pulumi refresh",
  route: "one route added, pulumi up",
  refused: "pulumi destroy, refused by the rails",
  consent: "consent given, pulumi up",
  destroy: "pulumi destroy, with consent",
};

/** How one step went. */
export interface StepReport {
  readonly step: StepName;
  readonly title: string;
  readonly counts: Counts;
  readonly seconds: number;
  /** Why it isn't what it should be; empty when it is. */
  readonly problems: readonly string[];
  /** What it showed, in a sentence. */
  readonly shown: string;
}

/** Resource types that carry the edge's rules; nothing else may change for a route. */
const RULESET = "cloudflare:index/ruleset:Ruleset";

/** Checks a run that must succeed. */
export function succeeded(run: EngineRun): string[] {
  if (run.exitCode === 0) return [];
  const messages = run.failures.map((failure) =>
    failure.urn === undefined ? failure.message : `${lastPart(failure.urn)}: ${failure.message}`,
  );
  return [`pulumi ended with exit code ${run.exitCode}`, ...messages];
}

/** Checks a run that must find nothing to do. */
export function changedNothing(run: EngineRun): string[] {
  return [...succeeded(run), ...run.changes.map((change) => `unexpected: ${describe(change)}`)];
}

/** Checks the update that follows an added route: rulesets change in place or appear, and nothing but components beside them. */
export function changedOnlyRulesets(run: EngineRun): string[] {
  const rulesets = run.changes.filter((change) => change.type === RULESET);
  const others = run.changes.filter((change) => change.type !== RULESET && !isComponent(change.type));
  const lost = rulesets.filter((change) => change.operation === "replace" || change.operation === "delete");
  return [
    ...succeeded(run),
    ...(rulesets.length === 0 ? ["no ruleset changed, so the route reaches nothing"] : []),
    ...[...others, ...lost].map((change) => `unexpected: ${describe(change)}`),
  ];
}

/** Checks a `destroy` that the rails must refuse with nothing touched. */
export function refusedUntouched(run: EngineRun, touched: readonly string[]): string[] {
  const refused = run.exitCode === 0 ? ["pulumi destroy was not refused"] : [];
  return [...refused, ...touched.map((urn) => `${lastPart(urn)} was changed or deleted all the same`)];
}

/** A change in a few words, for example `update database (aws:rds/instance:Instance): engineVersion`. */
function describe({ operation, name, type, properties }: Change): string {
  return `${operation} ${name} (${type})${properties.length === 0 ? "" : `: ${properties.join(", ")}`}`;
}

function isComponent(type: string): boolean {
  return type.startsWith("launch:");
}

function lastPart(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
