import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { UserError } from "../declaration/faults.ts";
import { pulumiHome } from "./engine/find.ts";
import { exportLines, type Places, rehearsalVariables } from "./environment.ts";
import { isAlive } from "./processes.ts";
import { untie } from "./stack-file.ts";

const PREFIX = "launch-rehearsal-";
const OWNER = "owner.json";
const ENVIRONMENT = "environment.sh";
/** No rehearsal lasts this long: a living process with the owner's id is another one. */
const OLDEST = 24 * 60 * 60 * 1000;
/** Not part of the program. */
const LEFT_OUT = new Set(["node_modules", "tests", "bench", "docs", "coverage"]);

/** A copy of the project in a temporary folder, with a backend of its own; the project itself is only read. */
export interface ProjectCopy extends Places {
  /** The temporary folder that holds everything. */
  readonly folder: string;
  /** Where to run Pulumi. */
  readonly project: string;
  readonly stack: string;
  /** The stack's settings in the copy; changing them changes nothing else. */
  readonly stackFile: string;
}

/** Who made a copy, for the next run to tell whether it is left over. */
interface Owner {
  readonly pid: number;
  readonly started: number;
  readonly kept: boolean;
}

/**
 * Copies the project: its folders and files (they are small), a link to node_modules, and the stack file without what ties
 * it to its real backend. Folders are copied, not linked, because Node follows a link to the real project and would read
 * its files instead of the copy's. Throws UserError when there is no such stack.
 */
export async function copyProject(project: string, stack: string): Promise<ProjectCopy> {
  const stackFile = `Pulumi.${stack}.yaml`;
  const source = join(project, stackFile);
  if (!existsSync(source)) throw await unknownStack(project, stack);
  const untied = untie(await readFile(source, "utf8"), stackFile);

  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  await writeOwner(folder, false);
  const copy: ProjectCopy = {
    folder,
    project: join(folder, "project"),
    stack,
    stackFile: join(folder, "project", stackFile),
    state: join(folder, "state"),
    home: join(folder, "home"),
    passphrase: randomBytes(24).toString("base64url"),
  };
  for (const made of [copy.project, copy.state, copy.home]) await mkdir(made);
  for (const entry of await readdir(project)) {
    const isOtherStack = /^Pulumi\..+\.yaml$/.test(entry);
    if (entry.startsWith(".") || LEFT_OUT.has(entry) || isOtherStack) continue;
    await cp(join(project, entry), join(copy.project, entry), {
      recursive: true,
      filter: (path) => basename(path) !== "node_modules" && !basename(path).startsWith(".git"),
    });
  }
  await symlink(join(project, "node_modules"), join(copy.project, "node_modules"));
  const plugins = join(pulumiHome(), "plugins");
  if (existsSync(plugins)) await symlink(plugins, join(copy.home, "plugins"));
  await writeFile(copy.stackFile, untied);
  return copy;
}

/** Marks a copy as one to leave where it is, and writes beside it what a shell needs to look into it. */
export async function keepCopy(copy: ProjectCopy): Promise<void> {
  await writeOwner(copy.folder, true);
  const lines = exportLines(rehearsalVariables(copy));
  await writeFile(join(copy.folder, ENVIRONMENT), `${lines.join("\n")}\n`, { mode: 0o600 });
}

/** Removes the copies of runs that were killed; returns how many. Copies that were kept on purpose stay. */
export async function removeLeftovers(parent = tmpdir()): Promise<number> {
  let removed = 0;
  for (const entry of await readdir(parent)) {
    if (!entry.startsWith(PREFIX)) continue;
    const folder = join(parent, entry);
    const owner = await readOwner(folder);
    const isLeftOver =
      owner !== undefined && !owner.kept && (!isAlive(owner.pid) || Date.now() - owner.started > OLDEST);
    if (!isLeftOver) continue;
    await rm(folder, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

function _isLeftOver({ pid, started, kept }: Owner): boolean {
  return !kept && (!isAlive(pid) || Date.now() - started > OLDEST);
}

/** A folder nobody signed is being made, or its removal was cut off: age tells. */
async function _isYoung(folder: string): Promise<boolean> {
  return Date.now() - (await stat(folder)).mtimeMs < OLDEST;
}

async function writeOwner(folder: string, kept: boolean): Promise<void> {
  const owner: Owner = { pid: process.pid, started: Date.now(), kept };
  await writeFile(join(folder, OWNER), JSON.stringify(owner));
}

async function readOwner(folder: string): Promise<Owner | undefined> {
  try {
    // We wrote it ourselves, in writeOwner.
    return JSON.parse(await readFile(join(folder, OWNER), "utf8")) as Owner;
  } catch {
    return undefined;
  }
}

async function unknownStack(project: string, stack: string): Promise<UserError> {
  const names = (await readdir(project)).flatMap((entry) => /^Pulumi\.(.+)\.yaml$/.exec(entry)?.[1] ?? []);
  const fix = names.length === 0 ? `Write Pulumi.${stack}.yaml.` : `Use one of: ${names.join(", ")}.`;
  return new UserError("unknown-stack", `There is no stack ${stack}: Pulumi.${stack}.yaml doesn't exist`, fix, 6);
}
