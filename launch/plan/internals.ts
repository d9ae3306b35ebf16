import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import * as settings from "@pulumi/pulumi/runtime/settings.js";
import * as state from "@pulumi/pulumi/runtime/state.js";

/**
 * The only file that touches what `@pulumi/pulumi` keeps to itself. Read in 3.270.0 (`runtime/state.js`,
 * `runtime/settings.js`, `runtime/callbacks.js`), which package.json pins; a test compares the plan with the engine's
 * own preview, so a change there can't pass unseen.
 */

/** A hook as the program hands it to the SDK. */
export interface NamedHook {
  readonly name: string;
}

/** What the SDK asks of its callback server, which we stand in for: nothing listens, and no hook ever runs. */
export interface Callbacks {
  registerResourceHook(hook: NamedHook): Promise<void>;
  registerErrorHook(hook: NamedHook): Promise<void>;
  registerTransform(): Promise<never>;
  registerStackTransform(): never;
  registerStackInvokeTransform(): never;
  registerStateMigration(): Promise<never>;
  awaitStackRegistrations(): Promise<void>;
  shutdown(): void;
}

interface Store {
  callbacks: Callbacks | undefined;
  readonly settings: { readonly rpcDone: Promise<unknown> };
}

interface Internals {
  /** Runs a program with runtime state of its own, so that two plans in one process share nothing. */
  withLocalStorage<Result>(program: () => Result): Result;
  getStore(): Store;
}

// Both functions are there at run time; the published types strip what is marked @internal.
const internals = state as unknown as Internals;

/** Who runs: the project and stack that stand in every URN. */
export interface Identity {
  readonly project: string;
  readonly stack: string;
}

/** Runs `program` as the engine's preview would, against `monitor`, and waits until nothing more is registered. */
export function runAgainst<Result>(
  monitor: MockMonitor,
  callbacks: Callbacks,
  { project, stack }: Identity,
  program: () => Promise<Result>,
): Promise<Result> {
  return internals.withLocalStorage(async () => {
    settings.setMockOptions(monitor, project, stack, true);
    const store = internals.getStore();
    store.callbacks = callbacks;
    // Both outcomes are awaited: resources registered before the program failed may still be refused.
    const [outcome] = await Promise.allSettled([program().finally(() => settle(store))]);
    await settle(store);
    store.callbacks = undefined;
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
}

/** Calls may start further calls from an `apply`, after the ones before them are done: wait until none follow. */
async function settle(store: Store): Promise<void> {
  for (;;) {
    const calls = store.settings.rpcDone;
    await calls;
    await new Promise(setImmediate);
    if (store.settings.rpcDone === calls) return;
  }
}
