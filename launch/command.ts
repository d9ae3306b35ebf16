import { parseArgs as parseStrictly } from "node:util";
import { type ArgsDef, type ParsedArgs, parseArgs } from "citty";
import { UserError } from "../declaration/faults.ts";
import { nearestWord } from "../declaration/nearest.ts";

/** One command of `launch`. */
export interface LaunchCommand {
  readonly args: ArgsDef;
  /** Runs it on what stands after its name; resolves to the exit code. */
  run(words: readonly string[]): Promise<number>;
}

/** Makes a command of its arguments and what it does with them; words it doesn't know are refused first. */
export function command<const Args extends ArgsDef>(
  args: Args,
  run: (parsed: ParsedArgs<Args>) => Promise<number>,
): LaunchCommand {
  return {
    args,
    run: async (words) => {
      refuseUnknown(words, args);
      return run(parseArgs<Args>([...words], args));
    },
  };
}

/** The option most commands share: which `Pulumi.<stack>.yaml` they are about. */
export const stackOption = {
  stack: { type: "string", alias: "s", description: "The stack, as in Pulumi.<stack>.yaml", default: "prod" },
} as const satisfies ArgsDef;

/** citty takes any flag; a misspelt one must not be passed over, so Node's own strict parser looks first. */
function refuseUnknown(words: readonly string[], args: ArgsDef): void {
  const options: Record<string, { type: "string" | "boolean"; short?: string }> = {};
  for (const [name, { type, ...rest }] of Object.entries(args)) {
    if (type === "positional") continue;
    const [short] = "alias" in rest && rest.alias !== undefined ? [rest.alias].flat() : [];
    options[name] = { type: type === "boolean" ? "boolean" : "string", ...(short === undefined ? {} : { short }) };
  }
  const positionals = Object.values(args).some(({ type }) => type === "positional");
  try {
    parseStrictly({ args: [...words], options, allowPositionals: positionals, strict: true });
  } catch (thrown) {
    throw usageError(thrown, words, Object.keys(options));
  }
}

function usageError(thrown: unknown, words: readonly string[], known: readonly string[]): unknown {
  if (!(thrown instanceof Error) || !("code" in thrown)) return thrown;
  const fix = `Write ${known.map((name) => `--${name}`).join(", ")} or --help.`;
  switch (thrown.code) {
    case "ERR_PARSE_ARGS_UNKNOWN_OPTION": {
      const written = /'(-[^']*)'/.exec(thrown.message)?.[1] ?? words.join(" ");
      const near = nearestWord(written.replace(/^-+/, ""), known);
      return new UserError(
        "unknown-flag",
        `There is no flag ${written}.`,
        near === undefined ? fix : `Did you mean --${near}?`,
        2,
      );
    }
    case "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL":
    case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
      return new UserError("usage", thrown.message.split("\n")[0] ?? thrown.message, fix, 2);
    default:
      return thrown;
  }
}
