import { checkAccounts } from "./checks/accounts.ts";
import { checkCanonical } from "./checks/canonical.ts";
import type { Check } from "./checks/check.ts";
import { checkDatabase } from "./checks/database.ts";
import { checkHosts } from "./checks/hosts.ts";
import { checkRoutes } from "./checks/routes.ts";
import { checkServices } from "./checks/services.ts";
import { checkVariables } from "./checks/variables.ts";
import { explainIssues } from "./explain.ts";
import { SettingsError } from "./faults.ts";
import { type Finding, isCovered, isMap, toFaults, valueAt } from "./finding.ts";
import { foreignFindings, secureFindings, topFindings } from "./other-keys.ts";
import { resolveSettings } from "./resolve.ts";
import { settingsSchema } from "./schema.ts";
import { rest } from "./schema-walk.ts";
import type { Settings } from "./settings.ts";
import { readStackFile } from "./stack-file.ts";

/** In the order in which two findings about one place are preferred. */
const CHECKS: readonly Check[] = [
  checkAccounts,
  checkHosts,
  checkCanonical,
  checkRoutes,
  checkServices,
  checkVariables,
  checkDatabase,
];

/**
 * The settings in the text of a stack file. Throws `SettingsError` with all faults at once, in the order of the
 * file, also for text that the engine would alter.
 */
export function parseStackFile(text: string, fileName: string): Settings {
  const file = readStackFile(text);
  if (!("content" in file)) throw new SettingsError(fileName, file);
  const { content } = file;
  const top = topFindings(content);
  const config = content.config ?? {};
  if (!isMap(config)) {
    throw new SettingsError(fileName, [
      { key: "config", why: "It is not a map.", write: "the settings, one a line, below config:" },
    ]);
  }
  const written = file.findings.flatMap(({ path, ...advice }) =>
    path[0] === "config" ? [{ path: path.slice(1), ...advice }] : [],
  );
  const ours = written.filter(({ path }) => isOurs(path[0]));
  if (top.length > 0 && content.config === undefined) throw new SettingsError(fileName, toFaults(top, config));
  return settle(fileName, config, [...top, ...secureFindings(config), ...ours]);
}

/**
 * The settings in the configuration that the engine hands to a program: from `launch:<name>` to the value's JSON.
 * Throws `SettingsError` with all faults at once, in the order given.
 */
export function parseEngineConfig(config: Readonly<Record<string, string>>): Settings {
  const tree = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, isOurs(key) ? readValue(value) : value]),
  );
  return settle("The configuration", tree, []);
}

function isOurs(key: string | number | undefined): boolean {
  return typeof key === "string" && key.startsWith("launch:");
}

/** Maps and lists arrive as JSON, everything else as plain text. */
function readValue(value: string): unknown {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function settle(source: string, config: Readonly<Record<string, unknown>>, textFindings: readonly Finding[]): Settings {
  const settings = Object.fromEntries(Object.entries(config).filter(([key]) => isOurs(key)));
  const outcome = settingsSchema.safeParse(settings);
  const first = [...textFindings, ...foreignFindings(config)];
  const second = withoutKnockOns(explainIssues(outcome.error?.issues ?? [], settingsSchema, settings), first, settings);
  const faulty = [...first, ...second].flatMap(({ path, meant }) =>
    meant === undefined || valueAt(settings, meant) !== undefined ? [path] : [path, meant],
  );
  const right = rest(settingsSchema, settings, faulty) ?? {};
  const third = CHECKS.flatMap((check) => check({ settings: right, tree: settings, faulty }));
  const findings = [...first, ...second, ...third];
  if (findings.length > 0 || outcome.data === undefined) throw new SettingsError(source, toFaults(findings, config));
  return resolveSettings(outcome.data);
}

/** Leaves out what follows from another finding: what the text's fault made of a value, and what a misspelt key leaves missing. */
function withoutKnockOns(findings: readonly Finding[], earlier: readonly Finding[], tree: unknown): Finding[] {
  const covered = earlier.map(({ path }) => path);
  const meant = [...earlier, ...findings].flatMap(({ meant }) => (meant === undefined ? [] : [meant]));
  return findings.filter(
    ({ path }) => !isCovered(path, covered) && !(valueAt(tree, path) === undefined && isCovered(path, meant)),
  );
}
