import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";

/** What becomes of a resource; what the engine only reads, imports or refreshes counts as `same`. */
export type Operation = "create" | "update" | "replace" | "delete" | "same";

/** How many resources of each. */
export type Counts = Readonly<Record<Operation, number>>;

/** One resource that doesn't stay as it is. */
export interface Change {
  readonly urn: string;
  /** The Pulumi type token, for example `aws:rds/instance:Instance`. */
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  readonly operation: Exclude<Operation, "same">;
  /** Paths of the inputs that differ, for example `rules[2].expression`. */
  readonly properties: readonly string[];
  /** Whether the state, before this run, protects it or would leave it behind. */
  readonly before: Keeping;
  /** The same as the program asks now; absent where it doesn't ask for the resource at all. */
  readonly after?: Keeping;
}

/** The two options that stand between a resource and its deletion. */
export interface Keeping {
  readonly protect: boolean;
  readonly retain: boolean;
}

/** An error of a run. */
export interface Failure {
  /** The resource it belongs to; absent for the program's and the engine's own. */
  readonly urn?: string;
  readonly message: string;
}

/** A policy that was violated. */
export interface Violation {
  readonly policy: string;
  readonly mandatory: boolean;
  readonly urn?: string;
  readonly message: string;
}

/** What the events of one engine command say. */
export interface Story {
  readonly counts: Counts;
  readonly changes: readonly Change[];
  readonly failures: readonly Failure[];
  readonly violations: readonly Violation[];
  readonly warnings: readonly string[];
  /** Whether the last thing told of was a preview. */
  readonly isPreview: boolean;
}

/** Which of ours an engine operation is; the others are parts of a replacement, or change nothing. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  create: "create",
  update: "update",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  delete: "delete",
  import: "create",
  "import-replacement": "replace",
  discard: "delete",
  "read-discard": "same",
  same: "same",
  read: "same",
  refresh: "same",
};

/**
 * Reads one event as the engine tells it, in JSON. Debugging messages are forgotten at once: secrets stand in them in
 * clear, since they come from before the engine has marked them.
 */
export function parseEvent(json: string): EngineEvent | undefined {
  // The engine sends apitype.EngineEvent, which this type describes but for one severity that it leaves out.
  const event = JSON.parse(json) as EngineEvent;
  const severity: string | undefined = event.diagnosticEvent?.severity;
  return severity === "debug" ? undefined : event;
}

/** Tells what happened to each resource; a drifted one that `refresh` finds counts as updated or deleted. */
export function tell(events: readonly EngineEvent[]): Story {
  const steps = new Map<string, { operation: Operation; change: Change | undefined }>();
  const failures: Failure[] = [];
  const warnings: string[] = [];
  const violations: Violation[] = [];
  let isPreview = false;
  for (const event of events) {
    const step = event.resOutputsEvent?.metadata ?? event.resourcePreEvent?.metadata;
    if (step !== undefined) remember(steps, step, event.resOutputsEvent !== undefined);
    const { diagnosticEvent: said, policyEvent: policy, summaryEvent: summary } = event;
    if (said?.severity === "error")
      failures.push({ ...(said.urn ? { urn: said.urn } : {}), message: clean(said.message) });
    if (said?.severity === "warning") warnings.push(clean(said.message));
    if (policy !== undefined) {
      violations.push({
        policy: policy.policyName,
        mandatory: policy.enforcementLevel === "mandatory",
        ...(policy.resourceUrn ? { urn: policy.resourceUrn } : {}),
        message: clean(policy.message),
      });
    }
    // The SDK's type leaves `isPreview` out; the engine has sent it since 3.114.
    if (summary !== undefined) isPreview = (summary as { isPreview?: boolean }).isPreview === true;
  }
  const counts = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };
  for (const { operation } of steps.values()) counts[operation] += 1;
  const changes = [...steps.values()].flatMap(({ change }) => change ?? []);
  return { counts, changes, failures, violations, warnings, isPreview };
}

type Steps = Map<string, { operation: Operation; change: Change | undefined }>;

function remember(steps: Steps, step: StepEventMetadata, isDone: boolean): void {
  const before = steps.get(step.urn);
  // A replacement is told as several steps, and ends as a deletion of the old one.
  if (before?.operation === "replace") return;
  // The stack itself is no resource of anybody's cloud.
  if (step.type === "pulumi:pulumi:Stack") return;
  const operation = operationOf(step, isDone);
  if (operation === undefined) return;
  const change = operation === "same" ? undefined : changeOf(step, operation);
  steps.set(step.urn, { operation, change });
}

/** `refresh` tells only when it is done what it found: no new state is a deletion, a difference an update. */
function operationOf(step: StepEventMetadata, isDone: boolean): Operation | undefined {
  if (step.op !== "refresh") return OPERATIONS[step.op];
  if (!isDone) return "same";
  if (step.new === undefined || step.new === null) return "delete";
  return Object.keys(step.detailedDiff ?? {}).length > 0 || (step.diffs ?? []).length > 0 ? "update" : "same";
}

function changeOf(step: StepEventMetadata, operation: Exclude<Operation, "same">): Change {
  const paths = Object.keys(step.detailedDiff ?? {});
  return {
    urn: step.urn,
    type: step.type,
    name: step.urn.split("::").slice(3).join("::"),
    operation,
    properties: (paths.length > 0 ? paths : [...(step.diffs ?? [])]).sort(),
    before: keeping(step.old),
    ...(step.new ? { after: keeping(step.new) } : {}),
  };
}

function keeping(state: StepEventMetadata["old"]): Keeping {
  return { protect: state?.protect === true, retain: state?.retainOnDelete === true };
}

/** The engine's messages carry colour marks such as `<{%reset%}>`, and end in blank lines. */
function clean(message: string): string {
  return message.replaceAll(/<\{%[^%]*%\}>/g, "").trim();
}
