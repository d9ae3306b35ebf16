import { execa } from "execa";
import { killTree } from "./processes.ts";

/** A process to run to its end. */
export interface Child {
  readonly command: string;
  readonly words: readonly string[];
  readonly folder?: string;
  /** Its environment: the whole of it, or what is added to ours. */
  readonly environment: Readonly<Record<string, string>>;
  readonly inherits: boolean;
  /** `terminal` leaves input and output to the user; `quiet` collects what is printed. */
  readonly output: "terminal" | "quiet";
  /** Ends it and all it started, at once. */
  readonly signal?: AbortSignal;
  /** Told of the process while it runs. */
  readonly watch?: ChildWatch;
  /** Given what it prints to stderr, as it comes. */
  readonly read?: (text: string) => void;
  /** Milliseconds after which it is ended. */
  readonly patience?: number;
}

/** Told which processes run, to end them should we not. */
export interface ChildWatch {
  began(pid: number): void;
  ended(pid: number): void;
}

/** How it ended. */
export interface ChildEnd {
  readonly exitCode: number;
  readonly stdout: string;
  /** Both outputs as they came, and why it could not be started; empty when it printed to the terminal. */
  readonly printed: string;
}

/** Runs a process to its end; a failing one is a result. Throws the signal's reason once that has ended it. */
export async function runChild(child: Child): Promise<ChildEnd> {
  const isQuiet = child.output === "quiet";
  child.signal?.throwIfAborted();
  const running = execa(child.command, [...child.words], {
    ...(child.folder === undefined ? {} : { cwd: child.folder }),
    env: { ...child.environment },
    extendEnv: child.inherits,
    reject: false,
    all: true,
    // Out of the terminal's group: whatever ends us leaves it to a watchdog to end this with all it started.
    detached: isQuiet,
    cleanup: false,
    ...(isQuiet ? { stdin: "ignore" as const } : { stdio: "inherit" as const }),
  });
  const { pid, stderr } = running;
  const end = () => pid !== undefined && killTree(pid);
  const timer = child.patience === undefined ? undefined : setTimeout(end, child.patience);
  child.signal?.addEventListener("abort", end, { once: true });
  if (pid !== undefined) child.watch?.began(pid);
  stderr?.on("data", (chunk) => child.read?.(String(chunk)));
  const result = await running;
  clearTimeout(timer);
  child.signal?.removeEventListener("abort", end);
  if (pid !== undefined) child.watch?.ended(pid);
  child.signal?.throwIfAborted();
  const cause = result.exitCode === undefined ? (result.shortMessage ?? "") : "";
  const exitCode = result.exitCode ?? (result.isTerminated ? 130 : 255);
  return { exitCode, stdout: result.stdout ?? "", printed: `${result.all ?? ""}${cause}` };
}
