import { type Finding, isCovered, isMap, type Path, valueAt } from "../finding.ts";
import { asciiLabel } from "../names.ts";
import type { WrittenSettings } from "../schema.ts";
import type { Rest } from "../schema-walk.ts";

/** What a rule about several settings looks at. */
export interface Facts {
  /** What is right by itself, defaults filled in. */
  readonly settings: Rest<WrittenSettings>;
  /** Everything as written. */
  readonly tree: unknown;
  /** Where something is wrong by itself, or missing for a misspelt key. */
  readonly faulty: readonly Path[];
}

/** A rule about several settings at once. */
export type Check = (facts: Facts) => Finding[];

/** A host of `launch:hosts` that has a usable label. */
export interface WrittenHost {
  readonly index: number;
  /** Lower-case ASCII. */
  readonly label: string;
  readonly service: string | undefined;
  /** Lower-case ASCII. */
  readonly redirectTo: string | undefined;
}

/** The hosts whose label is right. */
export function usableHosts({ settings }: Facts): WrittenHost[] {
  return (settings["launch:hosts"] ?? []).flatMap((host, index) => {
    const label = host?.name === undefined ? undefined : asciiLabel(host.name);
    if (label === undefined) return [];
    const redirectTo = host?.redirectTo === undefined ? undefined : asciiLabel(host.redirectTo);
    return [{ index, label, service: host?.service, redirectTo }];
  });
}

/** Whether a host's entry has a key or means to have it, be its value right or not. */
export function hostHas({ tree, faulty }: Facts, index: number, key: string): boolean {
  const path = ["launch:hosts", index, key];
  return valueAt(tree, path) !== undefined || isCovered(path, faulty);
}

/** Every host label that is written, right or not, so that a wrong one is not reported again wherever it is named. */
export function writtenLabels({ tree }: Facts): string[] {
  const hosts = valueAt(tree, ["launch:hosts"]);
  const names = Array.isArray(hosts) ? hosts.map((host) => (isMap(host) ? host.name : undefined)) : [];
  return names.filter((name) => typeof name === "string").map((name) => asciiLabel(name) ?? name);
}

/** The names of the services; undefined when they can't be told. */
export function serviceNames({ settings }: Facts): string[] | undefined {
  const services = settings["launch:services"];
  return services === undefined ? undefined : Object.keys(services);
}
