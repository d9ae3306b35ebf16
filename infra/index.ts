import { RunError, runtime } from "@pulumi/pulumi";
import { describeFaults, SettingsError, UserError } from "../declaration/faults.ts";
import { parseEngineConfig } from "../declaration/parse.ts";
import { declareLaunch } from "./declare.ts";

function declare() {
  try {
    return declareLaunch(parseEngineConfig(runtime.allConfig()));
  } catch (error) {
    // The engine prints a RunError's message alone, without the stack that a user's mistake doesn't need.
    if (error instanceof SettingsError) throw new RunError(`${error.message}\n${describeFaults(error.faults)}`);
    if (error instanceof UserError) throw new RunError(`${error.message}\n${error.fix}`);
    throw error;
  }
}

/** The addresses members can open, canonical host first. */
export const { addresses } = declare();
