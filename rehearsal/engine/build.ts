import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "../child.ts";
import { guardFolder } from "../guard.ts";
import { folderAside, type Miss, moveIn } from "./fetch.ts";
import { engineVersion } from "./version.ts";

const source = fileURLToPath(new URL("./", import.meta.url));
const modules = "github.com/pulumi/pulumi";
/** What downloading the modules and building took on two cores; said before it starts. */
export const BUILD_MINUTES = "4 to 6 minutes";

/** How far the build is: packages compiled of those the engine is made of. */
export interface BuildProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Builds the engine and the language host from their Go modules, aside, and moves them in when both are whole: a build that
 * is stopped leaves nothing but Go's own cache. Returns why it could not, or undefined when they are there.
 */
export async function buildEngine(
  signal: AbortSignal,
  progress: (at: BuildProgress) => void,
): Promise<Miss | undefined> {
  const way = "build from Go modules";
  const aside = await folderAside("building");
  const guard = guardFolder(aside);
  const go = (words: readonly string[], read?: (text: string) => void) =>
    runChild({
      command: "go",
      words,
      folder: source,
      environment: { GOFLAGS: "-mod=readonly" },
      inherits: true,
      output: "quiet",
      signal,
      watch: guard,
      ...(read === undefined ? {} : { read }),
    });
  try {
    if ((await go(["version"])).exitCode !== 0) return { way, why: "`go` isn't installed, or doesn't start" };
    const bin = join(aside, "bin");
    await mkdir(bin);
    const pulumi = `${modules}/pkg/v3/cmd/pulumi`;
    const version = `-X ${modules}/sdk/v3/go/common/version.Version=v${engineVersion()}`;
    const listed = await go(["list", "-deps", pulumi]);
    if (listed.exitCode !== 0) return { way, why: lastLines(listed.printed) };
    const counter = new PackageCounter(listed.stdout.split("\n").length, progress);
    const parts: [string, string][] = [
      [pulumi, `-s -w ${version}`],
      ["./cmd/pulumi-language-nodejs", `-s -w -X main.version=${engineVersion()}`],
    ];
    for (const [target, flags] of parts) {
      const built = await go(["build", "-v", "-o", `${bin}/`, "-ldflags", flags, target], (text) => counter.read(text));
      if (built.exitCode !== 0) return { way, why: lastLines(built.printed) };
    }
    await moveIn(bin);
    return undefined;
  } finally {
    await guard.finish();
  }
}

/** `go build -v` names every package it compiles, one a line; those in Go's cache are not named. */
class PackageCounter {
  readonly #total: number;
  readonly #tell: (at: BuildProgress) => void;
  #done = 0;

  constructor(total: number, tell: (at: BuildProgress) => void) {
    this.#total = total;
    this.#tell = tell;
  }

  read(text: string): void {
    this.#done += text.split("\n").length - 1;
    this.#tell({ done: Math.min(this.#done, this.#total), total: this.#total });
  }
}

/** Go prints the cause first and the packages that need it after: the last lines that are no package names say why. */
function lastLines(text: string): string {
  return text
    .trim()
    .split("\n")
    .filter((line) => /\s/.test(line.trim()))
    .slice(-3)
    .join("; ");
}
