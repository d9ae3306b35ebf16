import { interruptible } from "../../launch/interrupts.ts";
import { openStage } from "../../rehearsal/stage.ts";
import { engineHere } from "./engine-here.ts";
import { ToyCloud } from "./toy.ts";

/** Run as a process of its own by the tests: rehearses the project it is given, whose program never ends. */
const [project = ""] = process.argv.slice(2);
try {
  await interruptible(async (signal) => {
    const stage = await openStage({ project, stack: "prod", engine: engineHere(), clouds: [new ToyCloud()], signal });
    process.stdout.write(`${stage.copy.folder}\n`);
    try {
      await stage.pulumi(["up", "--yes", "--skip-preview"]);
    } finally {
      await stage.close();
    }
  });
} catch (error) {
  process.stderr.write(`${error}\n`);
  process.exit(error instanceof Error && "exitCode" in error ? Number(error.exitCode) : 1);
}
