import { spawnSync } from "node:child_process";

/**
 * Kills a process and everything it started, at once and without a farewell; returns their ids. The engine puts its
 * plugins into process groups of their own, so a signal to one group would leave the language host and the program running.
 */
export function killTree(pid: number): number[] {
  const all = [pid, ...descendants(pid)];
  for (const one of all) {
    try {
      process.kill(one, "SIGKILL");
    } catch {
      // It ended by itself in the meantime.
    }
  }
  return all;
}

/** Whether a process with this id runs; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The processes started by `pid`, directly or not, that still live under it. */
export function descendants(pid: number): number[] {
  const listed = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const children = new Map<number, number[]>();
  for (const line of (listed.stdout ?? "").split("\n")) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    if (child === undefined || parent === undefined || Number.isNaN(child)) continue;
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found: number[] = [];
  for (const queue = [pid]; queue.length > 0; ) {
    const next = children.get(queue.pop() ?? pid) ?? [];
    found.push(...next);
    queue.push(...next);
  }
  return found;
}
