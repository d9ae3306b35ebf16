#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it: `main.ts` needs one that runs TypeScript as it is (22.18 or later),
// and the devDependency `node` brings one along for machines whose own is older.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const self = fileURLToPath(import.meta.url);
const brought = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));

if (process.features.typescript) {
  // Node keeps what it compiled in the system's temporary folder: the SDK's thousand files then load in half the time.
  nodeModule.enableCompileCache?.();
  await import("./main.ts");
} else if (existsSync(brought) && process.execPath !== brought) {
  runWith(brought);
} else {
  process.stderr.write(
    `launch needs Node 22.18 or later, and this is ${process.versions.node}.\n` +
      "Run `npm ci` in the clone, which brings one along, or install a current Node.\n",
  );
  process.exitCode = 2;
}

/** Runs the same command with another Node, as if it were this process. */
function runWith(node) {
  // Over the channel the child notices when this process is killed.
  const child = spawn(node, [self, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  child.channel?.unref();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // A terminal has sent its Ctrl-C to both already.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    process.stderr.write(`${node} does not start: ${error.message}\nRun \`npm ci\` again.\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}
