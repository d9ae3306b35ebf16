import { compileEdge } from "../edge/compile.ts";
import { command, stackOption } from "./command.ts";
import { coloursFor, print, say } from "./output/print.ts";
import { serialisePlan, writePlan } from "./plan/write.ts";
import { findProject, readSettings } from "./project.ts";

/** `launch`'s exit code when a cloud would refuse a resource. */
const RESOURCE_REFUSED = 4;

/** A plan, ready to be shown. */
export interface MadePlan {
  /** The bytes of `.launch/plan.json`. */
  readonly text: string;
  readonly exitCode: number;
  /** The plan for a person. */
  screen(): Promise<string>;
}

/** Plans one stack and writes `.launch/plan.json`, unless a cloud refuses something. */
export async function plan(project: string, stack: string): Promise<MadePlan> {
  const settings = readSettings(project, stack);
  const edge = compileEdge(settings);
  // The SDK and its providers take most of a plan's time: wrong settings are answered without them.
  const { planStack } = await import("./plan/plan-stack.ts");
  const planned = await planStack(settings, stack);
  const text = serialisePlan(planned.file);
  const refused = planned.refusals.length > 0;
  const written = refused ? undefined : writePlan(project, text);
  return {
    text,
    exitCode: refused ? RESOURCE_REFUSED : 0,
    screen: async () => {
      const { planScreen } = await import("./plan/screen.ts");
      return planScreen({ stack, settings, edge, planned, written }, coloursFor(process.stdout));
    },
  };
}

/** `launch plan`. */
export const planCommand = command(
  { ...stackOption, json: { type: "boolean", description: "Print the plan as JSON instead (version 1)" } },
  async ({ stack, json }) => {
    const made = await plan(findProject(), stack);
    if (!json) print(await made.screen());
    else if (made.exitCode === 0) print(made.text);
    else say(await made.screen());
    return made.exitCode;
  },
);
