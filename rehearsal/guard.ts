import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { ChildWatch } from "./child.ts";
import { killTree } from "./processes.ts";

const watchdog = fileURLToPath(new URL("./watchdog.ts", import.meta.url));

/** Sees to it that no process and no folder is left behind, however we end. */
export interface Guard extends ChildWatch {
  /** Leaves the folder where it is when all is over. */
  keep(): void;
  /** Ends what runs and removes the folder; over when both are gone. */
  finish(): Promise<void>;
}

/**
 * Guards a temporary folder. A watchdog process removes it: when `finish` is called, and when this process ends without, which it
 * notices even after `kill -9`.
 */
export function guardFolder(folder: string): Guard {
  const dog = spawn(process.execPath, [watchdog], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  dog.unref();
  // A write to a pipe whose reader is gone must not end us: `finish` does the work then.
  dog.stdin.on("error", () => undefined);
  const tell = (line: string) => dog.stdin.write(`${line}\n`);
  const running = new Set<number>();
  let kept = false;
  tell(`folder ${folder}`);
  const killAll = () => {
    for (const pid of running) killTree(pid);
  };
  process.on("exit", killAll);
  const finish = async () => {
    process.off("exit", killAll);
    killAll();
    if (dog.exitCode !== null || dog.signalCode !== null)
      return kept ? undefined : rm(folder, { recursive: true, force: true });
    const gone = once(dog, "exit");
    dog.ref();
    dog.stdin.end();
    await gone;
  };
  return {
    began: (pid) => {
      running.add(pid);
      tell(`run ${pid}`);
    },
    ended: (pid) => {
      running.delete(pid);
      tell(`done ${pid}`);
    },
    keep: () => {
      kept = true;
      tell("keep");
    },
    finish,
  };
}
