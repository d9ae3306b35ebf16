import { stringify } from "yaml";
import { type Fault, SettingsError } from "../../declaration/faults.ts";
import { parseEngineConfig, parseStackFile } from "../../declaration/parse.ts";
import type { Settings } from "../../declaration/settings.ts";

/** Settings as written, loose enough to be spoilt. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into and spoil any part of it
export type Written = Record<string, any>;

/** Small settings in which nothing is wrong. */
export function rightSettings(): Written {
  return {
    "launch:domain": { name: "example.com", canonical: "apex" },
    "launch:cloudflare": {
      accountId: "0123456789abcdef0123456789abcdef",
      zoneId: "023e105f4ecef8ad9ca31a8372d0c353",
      plan: "pro",
    },
    "launch:aws": {
      accountId: "012345678901",
      region: "us-east-1",
      availabilityZones: ["us-east-1a", "us-east-1b"],
    },
    "launch:hosts": [
      { name: "apex", service: "web" },
      { name: "www", redirectTo: "apex" },
      { name: "app", service: "web" },
      { name: "api", service: "backend" },
    ],
    "launch:routes": [
      { host: "apex", path: "/", kind: "page", cacheSeconds: 300 },
      { host: "app", path: "/login", kind: "auth", limit: { requests: 5, periodSeconds: 60, blockSeconds: 600 } },
      { host: "apex", path: "/assets/*", kind: "asset" },
      { host: "api", path: "/hooks/*", kind: "webhook", name: "hooks" },
    ],
    "launch:services": {
      web: {
        cpuUnits: 512,
        memoryMiB: 1024,
        tasks: { minimum: 2, maximum: 6 },
        environment: { NODE_ENV: "production" },
      },
      backend: {},
    },
    "launch:database": { storageGiB: 50, maximumStorageGiB: 200 },
    "launch:secrets": [
      { name: "SESSION_SECRET", from: "generated" },
      { name: "OPENAI_API_KEY", from: "external" },
    ],
    "launch:edge": { hsts: "day", sessionCookies: ["session"] },
  };
}

/** The text of a stack file with these settings, every text in quotes. */
export function stackFile(config: unknown): string {
  return stringify(
    { config },
    { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0, aliasDuplicateObjects: false },
  );
}

/** The configuration as the engine hands it on: JSON with the keys of maps sorted. */
export function engineConfig(config: Written): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(sortKeys(value)),
    ]),
  );
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sortKeys(part)]));
}

/** The right settings after a change, parsed. */
export function parseChanged(change: (written: Written) => void): Settings {
  const written = rightSettings();
  change(written);
  return parseStackFile(stackFile(written), "Pulumi.test.yaml");
}

/** The faults of the right settings after a change; none when they are still right. */
export function faultsAfter(change: (written: Written) => void): readonly Fault[] {
  const written = rightSettings();
  change(written);
  return faultsOfText(stackFile(written));
}

/** The faults of a stack file's text. */
export function faultsOfText(text: string): readonly Fault[] {
  return faultsOf(() => parseStackFile(text, "Pulumi.test.yaml"));
}

/** The faults of a configuration that the engine hands on. */
export function faultsOfConfig(config: Record<string, string>): readonly Fault[] {
  return faultsOf(() => parseEngineConfig(config));
}

function faultsOf(parse: () => Settings): readonly Fault[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}
