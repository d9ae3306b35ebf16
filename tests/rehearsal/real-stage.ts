import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openClouds } from "../../clouds/open.ts";
import { parseStackFile } from "../../declaration/parse.ts";
import type { Settings } from "../../declaration/settings.ts";
import { accountsOf } from "../../launch/plan/accounts.ts";
import type { FailureMode } from "../../rehearsal/providers/failures.ts";
import { openStage, type Stage } from "../../rehearsal/stage.ts";
import { engineHere } from "./engine-here.ts";
import { repository } from "./toy.ts";

/** The settings of one of this repository's own stacks. */
export function settingsOf(stack: string): Settings {
  const fileName = `Pulumi.${stack}.yaml`;
  return parseStackFile(readFileSync(join(repository, fileName), "utf8"), fileName);
}

/** A stage with this repository's own program, and the clouds it plays on. */
export async function realStage(
  stack: string,
  failures: FailureMode = "none",
): Promise<Stage & { readonly world: ReturnType<typeof openClouds> }> {
  const world = openClouds(accountsOf(settingsOf(stack)));
  const stage = await openStage({
    project: repository,
    stack,
    engine: engineHere(),
    clouds: Object.values(world),
    failures,
  });
  return { ...stage, world };
}
