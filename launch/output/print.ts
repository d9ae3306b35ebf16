import pc from "picocolors";

/** Colours for one stream: none where it is no terminal or `NO_COLOR` is set (no-color.org), whatever CI says. */
export function coloursFor(stream: { readonly isTTY?: boolean }): ReturnType<typeof pc.createColors> {
  return pc.createColors(stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb");
}

/** Writes what a person or a program asked for to stdout. */
export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** Writes talk (progress, hints, errors) to stderr, so that stdout stays what was asked for. */
export function say(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
}
