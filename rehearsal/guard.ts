import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { keepCopy, type ProjectCopy, removeCopy } from "./copy.ts";
import { killTree } from "./processes.ts";

const watchdog = fileURLToPath(new URL("./watchdog.ts", import.meta.url));

/** Sees to it that a rehearsal leaves no process and no folder behind, however it ends. */
export interface Guard {
  /** An engine process began. */
  began(pid: number): void;
  /** It ended by itself. */
  ended(pid: number): void;
  /** Leaves the folder where it is when all is over. */
  keep(): Promise<void>;
  /** Ends what runs and removes the folder; over when both are gone. */
  finish(): Promise<void>;
}

/**
 * Guards a copy. A watchdog process removes it: when `finish` is called, and when this process ends without, which it
 * notices even after `kill -9`.
 */
export function guardCopy(copy: ProjectCopy): Guard {
  const dog = spawn(process.execPath, [watchdog], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  dog.unref();
  // A write to a pipe whose reader is gone must not end the rehearsal: `finish` does the work then.
  dog.stdin.on("error", () => undefined);
  const tell = (line: string) => dog.stdin.write(`${line}\n`);
  const running = new Set<number>();
  let kept = false;
  tell(`folder ${copy.folder}`);
  const killAll = () => {
    for (const pid of running) killTree(pid);
  };
  process.on("exit", killAll);
  const finish = async () => {
    process.off("exit", killAll);
    killAll();
    if (dog.exitCode !== null || dog.signalCode !== null) return kept ? undefined : removeCopy(copy);
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
    keep: async () => {
      kept = true;
      tell("keep");
      await keepCopy(copy);
    },
    finish,
  };
}
