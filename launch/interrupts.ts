import { UserError } from "../declaration/faults.ts";

/** The user ended it; what was begun has been cleared away. */
class CancelledError extends UserError {
  constructor() {
    super("cancelled", "Cancelled.", "Nothing was left behind; run it again when you like.", 8);
  }
}

/** Gives `work` a signal that a Ctrl-C, a closed terminal or a polite kill aborts, and turns what follows into CancelledError. */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, abort);
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? new CancelledError() : error;
  } finally {
    for (const signal of signals) process.off(signal, abort);
  }
}
