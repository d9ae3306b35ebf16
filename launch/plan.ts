import { compileEdge } from "../edge/compile.ts";
import { command, stackOption } from "./command.ts";
import { coloursFor, print, say } from "./output/print.ts";
import { planScreen } from "./plan/screen.ts";
import { serialisePlan, writePlan } from "./plan/write.ts";
import { findProject, readSettings } from "./project.ts";

/** `launch`'s exit code when a cloud would refuse a resource. */
const RESOURCE_REFUSED = 4;

/** Plans one stack and writes `.launch/plan.json`, unless a cloud refuses something. */
export async function plan(
  project: string,
  stack: string,
): Promise<{ screen: string; text: string; exitCode: number }> {
  const settings = readSettings(project, stack);
  const edge = compileEdge(settings);
  // The SDK and its providers take most of a plan's time: wrong settings are answered without them.
  const { planStack } = await import("./plan/plan-stack.ts");
  const planned = await planStack(settings, stack);
  const refused = planned.refusals.length > 0;
  const written = refused ? undefined : writePlan(project, planned.file);
  return {
    screen: planScreen({ stack, settings, edge, planned, written }, coloursFor(process.stdout)),
    text: serialisePlan(planned.file),
    exitCode: refused ? RESOURCE_REFUSED : 0,
  };
}

/** `launch plan`. */
export const planCommand = command(
  { ...stackOption, json: { type: "boolean", description: "Print the plan as JSON instead (version 1)" } },
  async ({ stack, json }) => {
    const { screen, text, exitCode } = await plan(findProject(), stack);
    if (!json) print(screen);
    else if (exitCode === 0) print(text);
    else say(screen);
    return exitCode;
  },
);
