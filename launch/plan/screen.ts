import type { Settings } from "../../declaration/settings.ts";
import type { CompiledEdge, EdgePhase } from "../../edge/compiled.ts";
import type { coloursFor } from "../output/print.ts";
import { table } from "../output/table.ts";
import { verdictLine } from "../output/verdict.ts";
import type { PlannedRefusal } from "./answer.ts";
import { byComponent } from "./by-component.ts";
import { personTasks } from "./person-tasks.ts";
import type { PlannedProgram } from "./program.ts";

/** Everything the screen is made of. */
export interface PlanScreen {
  readonly stack: string;
  readonly settings: Settings;
  readonly edge: CompiledEdge;
  readonly planned: PlannedProgram;
  /** Where the plan was written, from the project's folder; undefined when it wasn't. */
  readonly written: string | undefined;
}

type Colours = ReturnType<typeof coloursFor>;

/** The plan for a person, verdict first and next command last. */
export function planScreen(screen: PlanScreen, colours: Colours): string {
  const { planned } = screen;
  return planned.refusals.length > 0 ? refusedScreen(screen, colours) : acceptedScreen(screen, colours);
}

function acceptedScreen({ stack, settings, edge, planned, written }: PlanScreen, colours: Colours): string {
  const parts = byComponent(planned.file.resources);
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const { domain, cloudflare, aws } = settings;
  return [
    verdictLine(colours, "pass", `${stack} can be made: ${count} resources, none refused by the simulated clouds`),
    `${domain.apex} on Cloudflare ${cloudflare.plan}, AWS ${aws.region}. Planned offline; no account was asked.`,
    "",
    colours.bold("Resources"),
    table(
      parts.map((part) => [part.component, String(part.count), inOneLine(part.kinds.map(named))]),
      [1],
    ),
    "",
    colours.bold("Edge rules"),
    ...edge.phases.map((phase) => phaseLines(phase, edge)),
    "",
    colours.bold("What a person does"),
    ...personTasks(settings, stack).map((task) => `  - ${task}`),
    "",
    ...(written === undefined ? [] : [`Every resource with its inputs and options: ${written}`]),
    `Next: ${colours.cyan(`npx launch rehearse --stack ${stack}`)}`,
  ].join("\n");
}

/** Characters of a line that are left for the kinds of a component's resources. */
const KINDS_WIDTH = 96;

/** As many names as one line takes, and how many more there are. */
function inOneLine(names: readonly string[]): string {
  for (let shown = names.length; shown > 1; shown--) {
    const rest = names.length - shown;
    const line = `${names.slice(0, shown).join(", ")}${rest === 0 ? "" : ` and ${rest} more kinds`}`;
    if (line.length <= KINDS_WIDTH) return line;
  }
  return names[0] ?? "";
}

function named([kind, count]: readonly [string, number]): string {
  return count === 1 ? kind : `${count} ${kind}`;
}

function phaseLines({ phase, rules }: EdgePhase, edge: CompiledEdge): string {
  const quota = edge.quotas.find((use) => use.phase === phase);
  const share = quota === undefined ? `${rules.length}` : `${quota.used} of ${quota.allowed}`;
  const notes = edge.notes.filter((note) => note.phase === phase);
  return [
    `  ${phase}  ${share}`,
    ...rules.flatMap((rule) => [
      `    ${rule.description}`,
      ...notes.filter((note) => note.ref === rule.ref).map((note) => `      note: ${note.text}`),
    ]),
    ...notes.filter((note) => !rules.some((rule) => rule.ref === note.ref)).map((note) => `    note: ${note.text}`),
  ].join("\n");
}

function refusedScreen({ stack, planned }: PlanScreen, colours: Colours): string {
  const { refusals } = planned;
  const refused = new Set(refusals.map(({ urn }) => urn)).size;
  const what = refused === 1 ? "1 resource is" : `${refused} resources are`;
  return [
    verdictLine(colours, "fail", `${stack} can't be made: ${what} refused`),
    "",
    ...refusals.map(refusalLines),
    "",
    `Nothing was written. Next: mend what is named above, then ${colours.cyan(`npx launch plan --stack ${stack}`)}`,
  ].join("\n");
}

/** A refusal as a person reads it: who, which input, what the cloud says and where that was read. */
function refusalLines({ type, name, property, code, message, source }: PlannedRefusal): string {
  const where = property === undefined ? "" : `, ${property}`;
  return [`  ${name} (${type})${where}`, `    ${code}: ${message}`, ...(source ? [`    source: ${source}`] : [])].join(
    "\n",
  );
}
