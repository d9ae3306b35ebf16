import { openClouds } from "../../clouds/open.ts";
import type { Settings } from "../../declaration/settings.ts";
import { declareLaunch } from "../../infra/declare.ts";
import { PROJECT } from "../project.ts";
import { accountsOf } from "./accounts.ts";
import { type PlannedProgram, planProgram } from "./program.ts";

/** Plans the launch that the settings describe, as the stack of that name. */
export function planStack(settings: Settings, stack: string): Promise<PlannedProgram> {
  const clouds = Object.values(openClouds(accountsOf(settings)));
  return planProgram(clouds, { project: PROJECT, stack }, () => {
    const { addresses } = declareLaunch(settings);
    return { addresses };
  });
}
