import { stripVTControlCharacters } from "node:util";
import { renderUsage } from "citty";
import { UserError } from "../declaration/faults.ts";
import { nearestWord } from "../declaration/nearest.ts";
import manifest from "../package.json" with { type: "json" };
import { commands } from "./commands.ts";
import { describeError } from "./output/errors.ts";
import { coloursFor, print, say } from "./output/print.ts";

/** Says which command was meant and runs it; resolves to the exit code. */
async function launch(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === "--help" || name === "-h") {
    await showUsage();
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-v") {
    print(manifest.version);
    return 0;
  }
  const listed = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (listed === undefined) throw unknownCommand(name);
  const command = await listed.load();
  // What stands after `--` is for Pulumi.
  const ours = rest.includes("--") ? rest.slice(0, rest.indexOf("--")) : rest;
  if (ours.includes("--help") || ours.includes("-h")) {
    await showUsage({ name, description: listed.description, args: command.args });
    return 0;
  }
  return command.run(rest);
}

function unknownCommand(name: string): UserError {
  const names = Object.keys(commands);
  const near = nearestWord(name, names);
  return new UserError(
    "unknown-command",
    `There is no command "${name}".`,
    near === undefined ? `Commands: ${names.join(", ")}.` : `Did you mean \`launch ${near}\`?`,
    2,
  );
}

type Usage = Parameters<typeof renderUsage>[0];

async function showUsage(one?: { name: string; description: string; args: NonNullable<Usage["args"]> }): Promise<void> {
  const all: Usage = {
    meta: { name: "launch", version: manifest.version, description: manifest.description },
    subCommands: Object.fromEntries(
      Object.entries(commands).map(([name, { description }]) => [name, { meta: { name, description } }]),
    ),
  };
  const usage =
    one === undefined
      ? await renderUsage(all)
      : await renderUsage({ meta: { name: one.name, description: one.description }, args: one.args }, all);
  // citty colours whatever it writes to; what is no terminal gets plain text.
  print(coloursFor(process.stdout).isColorSupported ? usage : stripVTControlCharacters(usage));
}

/** Ends on Ctrl-C with exit code 8, unless the running command listens for itself because it has something to end. */
function endWhenAsked(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (process.listenerCount(signal) > 1) return;
      say("Cancelled.");
      process.exit(8);
    });
  }
  // Started through bin.js by another Node: when that is gone, so is whoever asked.
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // The reader of a pipe (`launch plan | head`) may leave early.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
}

endWhenAsked();
// Should everything come to rest without an answer, that is no success.
process.exitCode = 1;
try {
  process.exit(await launch(process.argv.slice(2)));
} catch (thrown) {
  const { text, exitCode } = describeError(thrown);
  say(coloursFor(process.stderr).red(text));
  process.exit(exitCode);
}
