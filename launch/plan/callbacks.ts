import { UserError } from "../../declaration/faults.ts";
import type { Callbacks } from "./internals.ts";

/**
 * Takes the names of hooks and refuses what the plan would otherwise skip in silence. A hook guards a resource that
 * exists, and a plan starts from nothing, so none runs.
 */
export function planCallbacks(): Callbacks {
  return {
    registerResourceHook: async () => {},
    registerErrorHook: async () => {},
    registerTransform: async () => refuse("The resource option `transforms`"),
    registerStackTransform: () => refuse("`registerResourceTransform`"),
    registerStackInvokeTransform: () => refuse("`registerInvokeTransform`"),
    registerStateMigration: async () => refuse("The resource option `stateMigrations`"),
    awaitStackRegistrations: async () => {},
    shutdown: () => {},
  };
}

function refuse(what: string): never {
  throw new UserError(
    "unplanned-option",
    `${what} is not planned: the plan would show resources other than those the engine makes.`,
    "Change a child by its component's own `transform` argument, which works the same in plan, tests and `up`.",
  );
}
