import { UserError } from "../declaration/faults.ts";
import { type ChildEnd, type ChildWatch, runChild } from "./child.ts";
import type { Engine } from "./engine/find.ts";
import { engineVersion } from "./engine/version.ts";
import { listenForEvents } from "./event-stream.ts";
import { type Story, tell } from "./events.ts";

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
  /** Texts that must not be printed, such as a passphrase. */
  readonly secrets?: readonly string[];
  /** Ends the command and all it started, at once. */
  readonly signal?: AbortSignal;
  /** Told of the process while it runs. */
  readonly watch?: ChildWatch;
}

/** How a command went. */
export interface EngineRun extends Story {
  readonly exitCode: number;
  readonly seconds: number;
  /** What it printed, without secrets; empty when it printed to the terminal. */
  readonly printed: string;
}

/** Commands that tell their events; the engine shows the option only with PULUMI_DEBUG_COMMANDS. */
const TELLING = new Set(["preview", "up", "refresh", "destroy"]);

/**
 * Runs the engine to its end and listens to its events; a failing command is a result, not an exception.
 *
 * @throws UserError where a command that succeeded told nothing: counts of nothing would pass for no changes
 */
export async function runEngine(command: EngineCommand): Promise<EngineRun> {
  const stream = await listenForEvents();
  try {
    const isTelling = TELLING.has(command.arguments[0] ?? "");
    const started = performance.now();
    const { exitCode, printed } = await start(command, isTelling ? ["--event-log", stream.address] : []);
    const seconds = (performance.now() - started) / 1000;
    if (isTelling && exitCode === 0 && stream.events.length === 0) throw silentEngine(command.engine);
    const hide = (text: string) => redact(text, command.secrets ?? []);
    const story = tell(stream.events);
    const failures = story.failures.map((failure) => ({ ...failure, message: hide(failure.message) }));
    if (exitCode !== 0 && failures.length === 0) failures.push({ message: lastError(hide(printed)) });
    return { ...story, failures, exitCode, seconds, printed: hide(printed) };
  } finally {
    stream.close();
  }
}

function silentEngine({ version, command }: Engine): UserError {
  return new UserError(
    "silent-engine",
    `The Pulumi engine ${version} (${command}) said nothing of what it did, so nothing can be said of it here.`,
    `Put Pulumi ${engineVersion()} first on PATH (https://www.pulumi.com/docs/iac/download-install/).`,
    10,
  );
}

async function start(command: EngineCommand, log: readonly string[]): Promise<ChildEnd> {
  const [verb = "", ...rest] = command.arguments;
  const quiet = command.output === "quiet" ? ["--non-interactive", "--color", "never"] : [];
  const { engine, folder, environment, output, signal, watch } = command;
  const words = [verb, ...log, ...rest, ...quiet];
  return runChild({
    command: engine.command,
    words,
    folder,
    environment,
    inherits: false,
    output,
    ...(signal === undefined ? {} : { signal }),
    ...(watch === undefined ? {} : { watch }),
  });
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
