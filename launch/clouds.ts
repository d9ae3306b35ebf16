import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ArgsDef } from "citty";
import { openClouds } from "../clouds/open.ts";
import { UserError } from "../declaration/faults.ts";
import { exportLines, rehearsalVariables } from "../rehearsal/environment.ts";
import { serveClouds } from "../rehearsal/providers/serve.ts";
import { command, type LaunchCommand, stackOption } from "./command.ts";
import { interruptible } from "./interrupts.ts";
import { print, say } from "./output/print.ts";
import { accountsOf } from "./plan/accounts.ts";
import { findProject, readSettings } from "./project.ts";

const args = {
  ...stackOption,
  clouds: {
    type: "positional",
    required: false,
    description: "Which to serve: aws, cloudflare, random; all when none is named",
  },
} as const satisfies ArgsDef;

/** `launch clouds`: serves simulated clouds until Ctrl-C and prints the environment for plain `pulumi` in a copy. */
export const cloudsCommand: LaunchCommand = command(args, async ({ stack, _: named }) => {
  const all = openClouds(accountsOf(readSettings(findProject(), stack)));
  const chosen = choose(Object.values(all), named);
  const served = await serveClouds(chosen);
  const folder = await mkdtemp(join(tmpdir(), "launch-clouds-"));
  const places = { state: join(folder, "state"), home: join(folder, "home"), passphrase: "rehearsal" };
  try {
    for (const made of [places.state, places.home]) await mkdir(made);
    print(exportLines({ ...rehearsalVariables(places), PULUMI_DEBUG_PROVIDERS: served.debugProviders }).join("\n"));
    say(
      `Serving ${chosen.map((cloud) => cloud.name).join(", ")} for ${stack}. Evaluate the lines above in another shell, in a COPY of the project`,
    );
    say("(`pulumi stack init` rewrites the stack file). Ctrl-C ends it, and what was made is forgotten.");
    await interruptible((signal) => new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve())));
    return 0;
  } finally {
    await served.close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** The clouds of those names; all without names. Throws UserError for a name there is none of. */
export function choose<Named extends { readonly name: string }>(
  clouds: readonly Named[],
  names: readonly string[],
): Named[] {
  if (names.length === 0) return [...clouds];
  return names.map((name) => {
    const found = clouds.find((cloud) => cloud.name === name);
    if (found !== undefined) return found;
    const known = clouds.map((cloud) => cloud.name).join(", ");
    throw new UserError(
      "unknown-cloud",
      `There is no simulated cloud "${name}".`,
      `Name some of ${known}, or none for all.`,
      2,
    );
  });
}
