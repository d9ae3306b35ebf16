import { readFileSync } from "node:fs";

const sourceFile = new URL("./go.mod", import.meta.url);

/** The version of the Pulumi engine everything here is tried with; `go.mod`, which builds it, is where it is written. */
export function engineVersion(): string {
  const found = /^\s*github\.com\/pulumi\/pulumi\/pkg\/v3 v(\d+\.\d+\.\d+)$/m.exec(readFileSync(sourceFile, "utf8"));
  if (found?.[1] === undefined)
    throw new Error(`${sourceFile.pathname} names no version of github.com/pulumi/pulumi/pkg/v3`);
  return found[1];
}

/** Hooks from Node programs and `destroy --run-program` need an engine at least this old; anything else is refused. */
const OLDEST_ENGINE = "3.215.0";

/** Whether a version can run the program: the same major version, and no older than `OLDEST_ENGINE`. */
export function isUsable(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_ENGINE.split(".").map(Number);
  return major === oldestMajor && minor >= oldestMinor;
}
