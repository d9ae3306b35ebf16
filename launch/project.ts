import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../declaration/faults.ts";
import { nearestWord } from "../declaration/nearest.ts";
import { parseStackFile } from "../declaration/parse.ts";
import type { Settings } from "../declaration/settings.ts";

/** The project's name in Pulumi.yaml, which stands in every URN. */
export const PROJECT = "launch";

const STACK_FILE = /^Pulumi\.([A-Za-z0-9._-]+)\.yaml$/;

/** The folder with Pulumi.yaml: this one or the nearest above. Throws UserError where there is none. */
export function findProject(folder = process.cwd()): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "Pulumi.yaml"))) return at;
    if (at === dirname(at)) break;
  }
  throw new UserError(
    "no-project",
    `There is no Pulumi.yaml in ${folder} or above it.`,
    "Run this inside your clone of the project.",
    2,
  );
}

/** The stacks that have a file, by name. */
export function listStacks(project: string): string[] {
  return readdirSync(project)
    .flatMap((file) => STACK_FILE.exec(file)?.[1] ?? [])
    .sort();
}

/** A stack's settings. Throws UserError with exit code 6 for an unknown stack, SettingsError with every fault. */
export function readSettings(project: string, stack: string): Settings {
  const stacks = listStacks(project);
  if (!stacks.includes(stack)) {
    const near = nearestWord(stack, stacks);
    const there = stacks.length === 0 ? "There is none yet" : `There are: ${stacks.join(", ")}`;
    throw new UserError(
      "unknown-stack",
      `There is no stack "${stack}": ${project} has no Pulumi.${stack}.yaml.`,
      `${there}.${near === undefined ? "" : ` Did you mean --stack ${near}?`}`,
      6,
    );
  }
  const fileName = `Pulumi.${stack}.yaml`;
  return parseStackFile(readFileSync(join(project, fileName), "utf8"), fileName);
}
