import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Clouds, openClouds } from "../../clouds/open.ts";
import { accountsOf } from "../../launch/plan/accounts.ts";
import { readSettings } from "../../launch/project.ts";
import type { FailureMode } from "../../rehearsal/providers/failures.ts";
import { openStage, type Stage } from "../../rehearsal/stage.ts";
import { engineHere } from "./engine-here.ts";
import { repository } from "./toy.ts";

/** The real program of a stack, on a stage. */
export interface LaunchStage extends Stage {
  readonly simulated: Clouds;
  /** Replaces a piece of text in one of the copy's files; it must be there exactly once. */
  edit(file: string, from: string, to: string): Promise<void>;
}

/** How a stage differs from the usual. */
export interface LaunchStageOptions {
  /** Which creations fail. @default "none" */
  readonly failures?: FailureMode;
  /** The project to rehearse. @default this repository */
  readonly project?: string;
}

/** Sets a stage for this repository's own program. */
export async function openLaunchStage(
  stack: string,
  { failures = "none", project = repository }: LaunchStageOptions = {},
): Promise<LaunchStage> {
  const simulated = openClouds(accountsOf(readSettings(project, stack)));
  const clouds = Object.values(simulated);
  const stage = await openStage({ project, stack, engine: engineHere(), clouds, failures });
  const edit = async (file: string, from: string, to: string) => {
    const path = join(stage.copy.project, file);
    const parts = (await readFile(path, "utf8")).split(from);
    if (parts.length !== 2) throw new Error(`${file} has ${JSON.stringify(from)} ${parts.length - 1} times`);
    await writeFile(path, parts.join(to));
  };
  return { ...stage, simulated, edit };
}

interface Exported {
  readonly deployment: {
    readonly resources: readonly { readonly type: string; readonly urn: string; readonly outputs?: unknown }[];
  };
}

/** The ids of the rules of every ruleset whose rules are no secret, as `<ruleset>/<ref>`. */
export async function ruleIds(stage: Stage): Promise<Map<string, string>> {
  const state = await stage.pulumi(["stack", "export"]);
  const { deployment }: Exported = JSON.parse(state.printed);
  const found = new Map<string, string>();
  for (const { type, urn, outputs } of deployment.resources) {
    if (type !== "cloudflare:index/ruleset:Ruleset" || typeof outputs !== "object" || outputs === null) continue;
    const rules = "rules" in outputs && Array.isArray(outputs.rules) ? outputs.rules : [];
    for (const { ref, id } of rules) found.set(`${urn.split("::").at(-1)}/${ref}`, id);
  }
  return found;
}
