import { readFile, writeFile } from "node:fs/promises";
import type { Cloud } from "../clouds/cloud.ts";
import { copyProject, keepCopy, type ProjectCopy, removeLeftovers } from "./copy.ts";
import type { Engine } from "./engine/find.ts";
import { rehearsalEnvironment } from "./environment.ts";
import { guardFolder } from "./guard.ts";
import type { FailureMode } from "./providers/failures.ts";
import { type ServedClouds, serveClouds } from "./providers/serve.ts";
import { type EngineRun, runEngine } from "./run.ts";
import { withSalt } from "./stack-file.ts";

/** What a rehearsal is set up from. */
export interface StageArgs {
  /** The real project's folder; it is only read. */
  readonly project: string;
  readonly stack: string;
  readonly engine: Engine;
  readonly clouds: readonly Cloud[];
  /** Which creations fail. @default "none" */
  readonly failures?: FailureMode;
  /** Ends everything at once. */
  readonly signal?: AbortSignal;
}

/** A copy of the project with an empty stack of its own, on simulated clouds that live as long as it does. */
export interface Stage {
  readonly copy: ProjectCopy;
  readonly clouds: ServedClouds;
  /** The whole environment the engine gets. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs one command of the engine against the copy; `variables` are added to its environment. */
  pulumi(commands: readonly string[], variables?: Readonly<Record<string, string>>): Promise<EngineRun>;
  /** Leaves the copy where it is when all is over. */
  keep(): Promise<void>;
  /** Ends what runs and, unless it is kept, removes the copy. */
  close(): Promise<void>;
}

/** Sets a stage: the copy, the provider servers, and the stack. Leftovers of killed runs are removed first. */
export async function openStage(args: StageArgs): Promise<Stage> {
  await removeLeftovers();
  const copy = await copyProject(args.project, args.stack);
  const guard = guardFolder(copy.folder);
  const clouds = await serveClouds(args.clouds, args.failures === undefined ? {} : { failures: args.failures });
  const close = async () => {
    await guard.finish();
    await clouds.close();
  };
  const environment = { ...rehearsalEnvironment(args.engine, copy), PULUMI_DEBUG_PROVIDERS: clouds.debugProviders };
  const pulumi = (commands: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
    runEngine({
      engine: args.engine,
      folder: copy.project,
      arguments: commands,
      environment: { ...environment, ...variables },
      output: "quiet",
      secrets: [copy.passphrase],
      watch: guard,
      ...(args.signal === undefined ? {} : { signal: args.signal }),
    });
  try {
    const written = await readFile(copy.stackFile, "utf8");
    const made = await pulumi(["stack", "init", args.stack]);
    if (made.exitCode !== 0) throw new Error(`pulumi stack init: ${made.printed}`);
    await writeFile(copy.stackFile, withSalt(written, await readFile(copy.stackFile, "utf8")));
  } catch (thrown) {
    await close();
    throw thrown;
  }
  const keep = () => {
    guard.keep();
    return keepCopy(copy);
  };
  return { copy, clouds, environment, pulumi, keep, close };
}
