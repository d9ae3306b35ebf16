import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { Engine } from "./engine/find.ts";
import { parseEvents, type Story, tell } from "./events.ts";
import { killTree } from "./processes.ts";

/** Which command of the engine, where, and with what around it. */
export interface EngineCommand {
  readonly engine: Engine;
  /** The project's folder. */
  readonly folder: string;
  /** For example `["up", "--yes"]`. */
  readonly arguments: readonly string[];
  /** The whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** `terminal` leaves input and output to the user; `quiet` collects what is printed. */
  readonly output: "terminal" | "quiet";
  /** A folder for the event log, which is removed after it was read. */
  readonly notes: string;
  /** Texts that must not be printed, such as a passphrase. */
  readonly secrets?: readonly string[];
  /** Ends the command and all it started, at once. */
  readonly signal?: AbortSignal;
  /** Told of the process while it runs. */
  readonly watch?: { began(pid: number): void; ended(pid: number): void };
}

/** How a command went. */
export interface EngineRun extends Story {
  readonly exitCode: number;
  readonly seconds: number;
  /** What it printed, without secrets; empty when it printed to the terminal. */
  readonly printed: string;
}

/** Commands that write an event log; the engine shows the option only with PULUMI_DEBUG_COMMANDS. */
const LOGGED = new Set(["preview", "up", "refresh", "destroy"]);

/** Runs the engine to its end and reads its event log; a failing command is a result, not an exception. */
export async function runEngine(command: EngineCommand): Promise<EngineRun> {
  const folder = await mkdtemp(join(command.notes, "events-"));
  try {
    const log = join(folder, "events.json");
    const isLogged = LOGGED.has(command.arguments[0] ?? "");
    const started = performance.now();
    const { exitCode, printed } = await start(command, isLogged ? ["--event-log", log] : []);
    const seconds = (performance.now() - started) / 1000;
    const events = parseEvents(await readFile(log, "utf8").catch(() => ""));
    const hide = (text: string) => redact(text, command.secrets ?? []);
    const story = tell(events);
    const failures = story.failures.map((failure) => ({ ...failure, message: hide(failure.message) }));
    if (exitCode !== 0 && failures.length === 0) failures.push({ message: lastError(hide(printed)) });
    return { ...story, failures, exitCode, seconds, printed: hide(printed) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(command: EngineCommand, log: readonly string[]): Promise<{ exitCode: number; printed: string }> {
  const isQuiet = command.output === "quiet";
  const [verb = "", ...rest] = command.arguments;
  const all = [verb, ...log, ...rest, ...(isQuiet ? ["--non-interactive", "--color", "never"] : [])];
  command.signal?.throwIfAborted();
  const child = execa(command.engine.command, all, {
    cwd: command.folder,
    env: { ...command.environment },
    extendEnv: false,
    reject: false,
    all: true,
    cleanup: isQuiet,
    ...(isQuiet ? { stdin: "ignore" as const } : { stdio: "inherit" as const }),
  });
  const { pid } = child;
  const end = () => pid !== undefined && killTree(pid);
  command.signal?.addEventListener("abort", end, { once: true });
  if (pid !== undefined) command.watch?.began(pid);
  const result = await child;
  command.signal?.removeEventListener("abort", end);
  if (pid !== undefined) command.watch?.ended(pid);
  command.signal?.throwIfAborted();
  const cause = result.exitCode === undefined ? (result.shortMessage ?? "") : "";
  return { exitCode: result.exitCode ?? (result.isTerminated ? 130 : 255), printed: `${result.all ?? ""}${cause}` };
}

/** Puts `[secret]` in the place of every occurrence of a secret. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 4)
    .reduce((left, secret) => left.replaceAll(secret, "[secret]"), text);
}

function lastError(printed: string): string {
  const lines = printed.trim().split("\n");
  return lines.filter((line) => line.startsWith("error:")).at(-1) ?? lines.at(-1) ?? "";
}
