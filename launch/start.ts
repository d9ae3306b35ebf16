import { command, stackOption } from "./command.ts";
import { describeError } from "./output/errors.ts";
import { coloursFor, print, say } from "./output/print.ts";
import { plan } from "./plan.ts";
import { findProject } from "./project.ts";

/** `launch start`, which `npm start` runs: the plan first, since it needs nothing, then the rehearsal. */
export const startCommand = command(stackOption, async ({ stack }) => {
  const { screen, exitCode } = await plan(findProject(), stack);
  print(`${await screen()}\n`);
  if (exitCode !== 0) return exitCode;
  try {
    const { rehearseCommand } = await import("./rehearse.ts");
    return await rehearseCommand.run(["--stack", stack]);
  } catch (thrown) {
    if (!(thrown instanceof Error && "code" in thrown && thrown.code === "no-engine")) throw thrown;
    say(coloursFor(process.stderr).yellow(describeError(thrown).text));
    print(`Not rehearsed. What stands is the plan's verdict above: ${stack} can be made.`);
    return exitCode;
  }
});
