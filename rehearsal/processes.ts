import { spawnSync } from "node:child_process";

/**
 * Kills a process and everything it started, at once and without a farewell. The engine puts its plugins into process
 * groups of their own, so a signal to one group would leave the language host and the program running.
 */
export function killTree(pid: number): void {
  for (const one of [pid, ...descendants(pid)]) {
    try {
      process.kill(one, "SIGKILL");
    } catch {
      // It ended by itself in the meantime.
    }
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
