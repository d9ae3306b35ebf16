import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, sep } from "node:path";
import { execa } from "execa";
import { engineVersion, isUsable } from "./version.ts";

/** A Pulumi engine that can run this program: the command and the language host for Node beside it or on `PATH`. */
export interface Engine {
  /** The path of `pulumi`. */
  readonly command: string;
  /** Folders to put first on `PATH`, so that the engine finds its language host. */
  readonly folders: readonly string[];
  readonly version: string;
  /** Said to the user when the version isn't the one everything was tried with. */
  readonly note?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Pulumi keeps its versions, plugins and credentials. */
export function pulumiHome(environment: Environment = process.env): string {
  return environment.PULUMI_HOME ?? join(homedir(), ".pulumi");
}

/** Where the npm package `pulumi` and the Automation API put an engine, and look for it. */
export function installedFolder(environment: Environment = process.env): string {
  return join(pulumiHome(environment), "versions", engineVersion(), "bin");
}

/**
 * Looks for an engine without downloading anything: on `PATH`, then where earlier runs put one. The tried version wins
 * over another usable one. The npm shim in `node_modules/.bin` is passed over, since asking its version downloads.
 */
export async function findEngine(environment: Environment = process.env): Promise<Engine | undefined> {
  const onPath = pathFolders(environment);
  const candidates = [...onPath, installedFolder(environment), join(pulumiHome(environment), "bin")];
  const usable: Engine[] = [];
  for (const folder of new Set(candidates)) {
    const engine = await engineIn(folder, onPath);
    if (engine === undefined) continue;
    if (engine.note === undefined) return engine;
    usable.push(engine);
  }
  return usable[0];
}

/** The engine in one folder, when both of its commands are there, start, and have a usable version. */
async function engineIn(folder: string, onPath: readonly string[] = []): Promise<Engine | undefined> {
  const command = executable(folder, "pulumi");
  const host = [folder, ...onPath].find((place) => executable(place, "pulumi-language-nodejs") !== undefined);
  if (command === undefined || host === undefined) return undefined;
  const asked = await execa(command, ["version"], {
    env: { PULUMI_SKIP_UPDATE_CHECK: "true" },
    reject: false,
    timeout: 20_000,
    stdin: "ignore",
  });
  const version = /^v?(\d+\.\d+\.\d+)/.exec(asked.stdout)?.[1];
  if (asked.failed || version === undefined || !isUsable(version)) return undefined;
  const folders = folder === host ? [folder] : [folder, host];
  if (version === engineVersion()) return { command, folders, version };
  return {
    command,
    folders,
    version,
    note: `Pulumi ${version} in ${folder}: everything here was tried with ${engineVersion()}`,
  };
}

function pathFolders(environment: Environment): string[] {
  const folders = (environment.PATH ?? "").split(delimiter);
  return folders.filter((folder) => folder !== "" && !folder.split(sep).includes("node_modules"));
}

function executable(folder: string, name: string): string | undefined {
  const path = join(folder, name);
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile() ? path : undefined;
  } catch {
    return undefined;
  }
}
