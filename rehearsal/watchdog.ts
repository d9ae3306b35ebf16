import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, killTree } from "./processes.ts";

/**
 * Runs as a process of its own beside a rehearsal and outlives it by a moment: when the pipe from the rehearsal closes,
 * however that ended, it kills the engine processes that still run and removes the folder. Lines it reads:
 * `run <pid>`, `done <pid>`, `folder <path>`, `keep`.
 */
const running = new Set<number>();
let folder: string | undefined;

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const [word, ...rest] = line.split(" ");
  const value = rest.join(" ");
  if (word === "run") running.add(Number(value));
  else if (word === "done") running.delete(Number(value));
  else if (word === "folder") folder = value;
  else if (word === "keep") folder = undefined;
});
lines.on("close", async () => {
  const killed = [...running].flatMap(killTree);
  // A process that is dying may still write into the folder.
  for (let waited = 0; waited < 100 && killed.some(isAlive); waited += 1) await sleep(50);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  process.exit(0);
});
// A Ctrl-C in the terminal is for the rehearsal, which closes the pipe when it ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
