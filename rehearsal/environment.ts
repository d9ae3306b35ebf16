import { delimiter, dirname } from "node:path";
import type { Engine } from "./engine/find.ts";

/** Variables that carry credentials, choose an account, or steer Pulumi or Node; none reaches a rehearsal. */
const REMOVED = /^(AWS|CLOUDFLARE|CF|PULUMI|LAUNCH|NODE|TF|OTEL|VITEST)_|^(NODE_OPTIONS|VITEST)$/;

/** Where a rehearsal keeps what Pulumi would otherwise take from the user's account and home. */
export interface Places {
  /** A folder for the state. */
  readonly state: string;
  /** A folder for Pulumi's own notes, plugins and credentials. */
  readonly home: string;
  readonly passphrase: string;
}

/** The variables a rehearsal sets: its own backend and passphrase, and no reading of credential files. */
export function rehearsalVariables(places: Places): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: `file://${places.state}`,
    PULUMI_HOME: places.home,
    PULUMI_CONFIG_PASSPHRASE: places.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** The whole environment of the engine in a rehearsal; the Node that runs us comes first, since it runs the program as it is. */
export function rehearsalEnvironment(
  engine: Engine,
  places: Places,
  present: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const kept = Object.entries(present).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !REMOVED.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), ...rehearsalVariables(places), ...engineVariables(engine, present) };
}

/** What lets the engine find its language host and a Node that runs TypeScript. */
export function engineVariables(
  engine: Engine,
  present: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const path = [...engine.folders, dirname(process.execPath), present.PATH ?? ""].join(delimiter);
  return { PATH: path, PULUMI_DEBUG_COMMANDS: "true", PULUMI_SKIP_UPDATE_CHECK: "true" };
}

/** What a shell evaluates: credentials out, the rehearsal's own places in. */
export function exportLines(variables: Readonly<Record<string, string>>): string[] {
  const quote = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;
  return [
    "unset AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN CLOUDFLARE_API_TOKEN CLOUDFLARE_API_KEY PULUMI_ACCESS_TOKEN",
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`),
  ];
}
