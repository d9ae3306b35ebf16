import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../processes.ts";

/**
 * Runs `work` while no other process on this machine holds the lock file; a lock whose owner no longer lives is taken over.
 * `waiting` is called once when another process holds it.
 */
export async function withLock<Result>(
  path: string,
  waiting: () => void,
  work: () => Promise<Result>,
): Promise<Result> {
  await mkdir(dirname(path), { recursive: true });
  for (let told = false; !(await taken(path)); ) {
    if (!told) waiting();
    told = true;
    await dropIfOrphaned(path);
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function taken(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Renaming first makes one winner among several processes that see the same orphan. */
async function dropIfOrphaned(path: string): Promise<void> {
  const owner = Number(await readFile(path, "utf8").catch(() => ""));
  if (!Number.isInteger(owner) || owner <= 0 || isAlive(owner)) return;
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(() => undefined);
  await rm(aside, { force: true });
}
