import { spawn } from "node:child_process";
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
  /** Ends what runs and removes the folder, now. */
  finish(): void;
}

/**
 * Guards a copy: `finish` ends it, and so does the end of this process, by a watchdog that notices even `kill -9`.
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
  const finish = () => {
    for (const pid of running) killTree(pid);
    running.clear();
    if (!kept) removeCopy(copy);
    dog.stdin.end();
    process.off("exit", finish);
  };
  process.on("exit", finish);
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
