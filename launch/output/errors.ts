import { describeFaults, SettingsError, UserError } from "../../declaration/faults.ts";

/** How a command that threw ends. */
export interface Failure {
  readonly text: string;
  readonly exitCode: number;
}

/** What a person reads of an error: their own mistakes without a stack trace, ours with it and where to take it. */
export function describeError(thrown: unknown): Failure {
  if (thrown instanceof SettingsError) {
    const text = `${thrown.message}. Nothing was planned or written.\n\n${describeFaults(thrown.faults)}\n\n${thrown.fix}`;
    return { text, exitCode: thrown.exitCode };
  }
  if (thrown instanceof UserError) return { text: `${thrown.message}\n${thrown.fix}`, exitCode: thrown.exitCode };
  const trace = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  const about = `Node ${process.versions.node} on ${process.platform} ${process.arch}`;
  return {
    text: `launch itself failed; this is a bug. Please report it with the command you ran and what follows (${about}):\n${trace}`,
    exitCode: 1,
  };
}
