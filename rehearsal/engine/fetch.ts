import { mkdir, mkdtemp, readdir, rename } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runChild } from "../child.ts";
import { guardFolder } from "../guard.ts";
import { installedFolder, pulumiHome } from "./find.ts";
import { engineVersion } from "./version.ts";

/** A download that takes longer is given up for the build; a usual one takes 10 to 60 seconds. */
const PATIENCE = 180_000;

/** Why an engine could not be had one way. */
export interface Miss {
  readonly way: string;
  readonly why: string;
}

/**
 * Downloads the official engine with the npm package `pulumi`, into a folder aside, and moves it in when it is whole.
 * Returns why it could not, or undefined when it is there.
 */
export async function fetchEngine(signal: AbortSignal): Promise<Miss | undefined> {
  const script = npmPulumi();
  if (script === undefined) return { way: "download", why: "the npm package `pulumi` isn't installed: run `npm ci`" };
  const aside = await folderAside("fetching");
  const guard = guardFolder(aside);
  try {
    const download = await runChild({
      command: process.execPath,
      words: [script, "version"],
      environment: { PULUMI_VERSION: engineVersion(), PULUMI_HOME: aside, PULUMI_SKIP_UPDATE_CHECK: "true" },
      inherits: true,
      output: "quiet",
      signal,
      watch: guard,
      patience: PATIENCE,
    });
    if (download.exitCode !== 0) {
      return { way: "download", why: lastLine(download.printed) ?? `it did not end within ${PATIENCE / 1000} s` };
    }
    await moveIn(join(aside, "versions", engineVersion(), "bin"));
    return undefined;
  } finally {
    await guard.finish();
  }
}

/** A new folder on the same disk as the engine's place, so that moving in is a rename. */
export async function folderAside(purpose: string): Promise<string> {
  const versions = join(pulumiHome(), "versions");
  await mkdir(versions, { recursive: true });
  return mkdtemp(join(versions, `.launch-${purpose}-`));
}

/** Moves finished commands to where they are looked for; `pulumi` comes last, since its presence means all is there. */
export async function moveIn(folder: string): Promise<void> {
  const target = installedFolder();
  await mkdir(target, { recursive: true });
  const names = (await readdir(folder)).sort((one, other) => Number(one === "pulumi") - Number(other === "pulumi"));
  for (const name of names) await rename(join(folder, name), join(target, name));
}

function npmPulumi(): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("pulumi/package.json")), "run.js");
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string | undefined {
  return text.trim().split("\n").at(-1)?.trim() || undefined;
}
