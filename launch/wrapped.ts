import { UserError } from "../declaration/faults.ts";
import { parseConsent } from "../infra/consent.ts";
import type { Engine } from "../rehearsal/engine/find.ts";
import { engineVariables } from "../rehearsal/environment.ts";
import { type Objection, objections } from "../rehearsal/limits.ts";
import { type EngineCommand, type EngineRun, runEngine } from "../rehearsal/run.ts";
import { exitCodeOf, UNEXPECTED_CHANGES } from "./exit-codes.ts";
import { coloursFor, say } from "./output/print.ts";

/** Splits a command's words at `--`: ours before it, the engine's after. */
export function splitWords(words: readonly string[]): { ours: string[]; engines: string[] } {
  const at = words.indexOf("--");
  return at < 0 ? { ours: [...words], engines: [] } : { ours: words.slice(0, at), engines: words.slice(at + 1) };
}

/** What a person agreed to, read before the engine starts so that a mistake costs nothing. */
export interface Agreement {
  readonly large: boolean;
}

/** What became of a preview. */
export interface Judged {
  readonly run: EngineRun;
  readonly objections: readonly Objection[];
  readonly exitCode: number;
}

/** Runs one command of the user's own engine in the project, with their own credentials, backend and terminal. */
export async function runInProject(
  engine: Engine,
  commands: readonly string[],
  output: EngineCommand["output"],
): Promise<EngineRun> {
  const environment = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  // The engine hears the Ctrl-C too, and ends what it began in order; we wait for it.
  const wait = () => undefined;
  process.on("SIGINT", wait);
  try {
    return await runEngine({
      engine,
      folder: process.cwd(),
      arguments: commands,
      environment: { ...Object.fromEntries(environment), ...engineVariables(engine) },
      output,
      secrets: environment.filter(([name]) => /SECRET|TOKEN|PASSPHRASE|PASSWORD/.test(name)).map(([, value]) => value),
    });
  } finally {
    process.off("SIGINT", wait);
  }
}

/** Previews and judges: what would be lost, and how much would go at once. Changes nothing. */
export async function judgePreview(
  engine: Engine,
  words: readonly string[],
  agreement: Agreement,
  output: EngineCommand["output"],
): Promise<Judged> {
  const today = new Date().toISOString().slice(0, 10);
  const consents = parseConsent(process.env.LAUNCH_CONSENT, today);
  const run = await runInProject(engine, ["preview", ...words], output);
  if (run.exitCode !== 0) return { run, objections: [], exitCode: exitCodeOf(run) };
  const found = objections(run, { consents, large: agreement.large, today });
  return { run, objections: found, exitCode: found.length === 0 ? 0 : UNEXPECTED_CHANGES };
}

/** Says why nothing was done. */
export function sayObjections(found: readonly Objection[]): void {
  const colours = coloursFor(process.stderr);
  for (const { why, fix } of found) say(`${colours.red(`REFUSED  ${why}`)}\n         ${fix}`);
  if (found.length > 0) say("Nothing was changed.");
}

/** The engine's words for one stack; without one it takes the selected stack. */
export function forStack(stack: string | undefined): string[] {
  if (stack === undefined) return [];
  if (!/^[\w./-]+$/.test(stack))
    throw new UserError("stack-name", `"${stack}" is no stack's name`, "Write, for example, --stack prod.", 2);
  return ["--stack", stack];
}
