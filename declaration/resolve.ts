import { APEX, asciiDomain, asciiLabel } from "./names.ts";
import { parsePath } from "./path.ts";
import { routeName } from "./route-name.ts";
import { LARGEST_STORAGE } from "./schema/database.ts";
import type { WrittenSettings } from "./schema.ts";
import type { Database, Host, Route, Service, Settings } from "./settings.ts";

/** The settings as the other rooms use them, from written ones in which no fault was found. */
export function resolveSettings(written: WrittenSettings): Settings {
  const { name, canonical } = written["launch:domain"];
  const apex = asciiDomain(name) ?? name;
  return {
    domain: { apex, canonical },
    cloudflare: written["launch:cloudflare"],
    aws: written["launch:aws"],
    hosts: written["launch:hosts"].map((host) => resolveHost(host, apex)),
    routes: written["launch:routes"].map(resolveRoute),
    services: resolveServices(written["launch:services"]),
    database: resolveDatabase(written["launch:database"]),
    secrets: written["launch:secrets"],
    edge: written["launch:edge"],
  };
}

function lower(label: string): string {
  return asciiLabel(label) ?? label;
}

function resolveHost({ name, service, redirectTo }: WrittenSettings["launch:hosts"][number], apex: string): Host {
  const label = lower(name);
  return {
    label,
    name: label === APEX ? apex : `${label}.${apex}`,
    serves: redirectTo === undefined ? { service: service ?? "" } : { redirectTo: lower(redirectTo) },
  };
}

function resolveRoute({
  host,
  path,
  kind,
  name,
  limit,
  cacheSeconds,
}: WrittenSettings["launch:routes"][number]): Route {
  const label = lower(host);
  const pattern = parsePath(path);
  return {
    name: name ?? routeName(label, pattern),
    host: label,
    path: pattern,
    kind,
    ...(limit === undefined ? {} : { limit }),
    ...(cacheSeconds === undefined ? {} : { cacheSeconds }),
  };
}

/** By name: the engine hands maps on with their keys sorted, so the order of the file can't be known everywhere. */
function resolveServices(services: WrittenSettings["launch:services"]): Service[] {
  return sorted(services).map(([name, service]) => ({
    name,
    ...service,
    environment: Object.fromEntries(sorted(service.environment)),
  }));
}

function sorted<T>(map: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

function resolveDatabase({ maximumStorageGiB, ...database }: WrittenSettings["launch:database"]): Database {
  return { ...database, maximumStorageGiB: maximumStorageGiB ?? Math.min(2 * database.storageGiB, LARGEST_STORAGE) };
}
