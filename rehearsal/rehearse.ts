import { addRoute } from "./added-route.ts";
import type { Change, Counts } from "./events.ts";
import type { EngineRun } from "./run.ts";
import type { Stage } from "./stage.ts";
import {
  changedNothing,
  changedOnlyRulesets,
  refusedUntouched,
  type StepName,
  type StepReport,
  succeeded,
  TITLES,
} from "./steps.ts";

/** How the whole rehearsal went; it ends at the first step with a problem. */
export interface RehearsalReport {
  readonly version: 1;
  readonly kind: "launch-rehearsal";
  readonly stack: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly steps: readonly StepReport[];
}

/** Told of the steps as they come. */
export interface StepWatch {
  began(step: StepName): void;
  ended(report: StepReport): void;
}

interface Step {
  readonly name: StepName;
  readonly run: () => Promise<EngineRun>;
  readonly problems: (run: EngineRun) => readonly string[];
  readonly shown: (run: EngineRun) => string;
}

/** Plays a launch from the first preview to the last deletion, on a stage that is set up for it. */
export async function rehearse(stage: Stage, watch: StepWatch): Promise<RehearsalReport> {
  const started = performance.now();
  const steps: StepReport[] = [];
  for (const { name, run, problems, shown } of script(stage)) {
    watch.began(name);
    const result = await run();
    const { counts, seconds } = result;
    const report = {
      step: name,
      title: TITLES[name],
      counts,
      seconds,
      problems: problems(result),
      shown: shown(result),
    };
    steps.push(report);
    watch.ended(report);
    if (report.problems.length > 0) break;
  }
  const ok = steps.every((step) => step.problems.length === 0);
  const seconds = (performance.now() - started) / 1000;
  return { version: 1, kind: "launch-rehearsal", stack: stage.copy.stack, ok, seconds, steps };
}

function script(stage: Stage): Step[] {
  const { pulumi } = stage;
  const { log } = stage.clouds;
  let route = "";
  const consent = () => ({ LAUNCH_CONSENT: `delete:everything:${new Date().toISOString().slice(0, 10)}` });
  return [
    {
      name: "preview",
      run: () => pulumi(["preview"]),
      problems: succeeded,
      shown: ({ counts }) => `${counts.create} resources to make`,
    },
    {
      name: "up",
      run: () => pulumi(["up", "--yes", "--skip-preview"]),
      problems: (run) => [...succeeded(run), ...log.createdTwice().map((urn) => `made twice: ${urn}`)],
      shown: ({ counts }) => `${counts.create} resources made`,
    },
    {
      name: "again",
      run: () => pulumi(["up", "--yes", "--skip-preview"]),
      problems: changedNothing,
      shown: nothingChanged,
    },
    {
      name: "refresh",
      run: () => pulumi(["refresh", "--yes", "--skip-preview"]),
      problems: changedNothing,
      shown: nothingChanged,
    },
    {
      name: "route",
      run: async () => {
        route = await addRoute(stage.copy.stackFile);
        return pulumi(["up", "--yes", "--skip-preview"]);
      },
      problems: changedOnlyRulesets,
      shown: ({ changes }) => `${route}: only ${rulesets(changes)} changed`,
    },
    {
      name: "refused",
      run: () => {
        log.clear();
        return pulumi(["destroy", "--yes", "--run-program"]);
      },
      problems: (run) => refusedUntouched(run, touched(stage)),
      shown: ({ failures }) => `refused, nothing touched (${reasons(failures)})`,
    },
    {
      name: "consent",
      run: () => pulumi(["up", "--yes", "--skip-preview"], consent()),
      problems: (run) => [...succeeded(run), ...lost(run.counts)],
      shown: ({ counts }) => `${counts.update} updated, the protection is down`,
    },
    {
      name: "destroy",
      run: () => pulumi(["destroy", "--yes", "--skip-preview", "--run-program"], consent()),
      problems: succeeded,
      shown: ({ counts }) => `${counts.delete} resources deleted`,
    },
  ];
}

function touched(stage: Stage): string[] {
  return stage.clouds.log
    .all()
    .filter(({ created, updated, deleted }) => created.length + updated.length + deleted.length > 0)
    .map(({ urn }) => urn);
}

function lost({ replace, delete: deleted }: Counts): string[] {
  return replace + deleted === 0
    ? []
    : [`${replace + deleted} resources were replaced or deleted by giving consent alone`];
}

function nothingChanged({ counts }: EngineRun): string {
  return `0 changes to ${counts.same} resources`;
}

function rulesets(changes: readonly Change[]): string {
  const names = changes.filter((change) => change.type.endsWith(":Ruleset")).map((change) => change.name);
  return names.length === 1 ? `the ruleset ${names[0]}` : `the rulesets ${names.join(", ")}`;
}

/** The resources named in the refusal, without the engine's own lines about giving up. */
function reasons(failures: EngineRun["failures"]): string {
  const names = failures.flatMap(({ urn }) =>
    urn === undefined || urn.includes("::pulumi:pulumi:Stack::") ? [] : urn.split("::").slice(-1),
  );
  return names.length === 0 ? "the engine named no resource" : `because of ${[...new Set(names)].join(", ")}`;
}
