import type { Finding, Path } from "../finding.ts";
import { asciiLabel } from "../names.ts";
import { suggestWord } from "../nearest.ts";
import { comparablePath, parsePath } from "../path.ts";
import { routeName } from "../route-name.ts";
import type { RouteKind } from "../settings.ts";
import { type Check, type Facts, hostHas, usableHosts, writtenLabels } from "./check.ts";

/** Kinds whose answers may be kept at the edge. */
const CACHEABLE: readonly RouteKind[] = ["page", "asset"];

/** Kinds that never carry a limit: what they answer is cheap, or the sender is a machine that must get through. */
const UNLIMITED: readonly RouteKind[] = ["asset", "webhook", "health"];

type WrittenRoute = NonNullable<NonNullable<Facts["settings"]["launch:routes"]>[number]>;

/** Each route belongs to a host that serves, has a name and path of its own, and asks only for what its kind allows. */
export const checkRoutes: Check = (facts) => {
  const routes = (facts.settings["launch:routes"] ?? []).flatMap((route, index) =>
    route === undefined ? [] : [{ route, index }],
  );
  const hosts = routeHosts(facts);
  return [
    ...routes.flatMap(({ route, index }) => [
      ...(hosts === undefined ? [] : host(route, index, hosts)),
      ...cache(route, index, facts),
      ...limit(route, index),
    ]),
    ...twins(routes),
  ];
};

/** What routes may belong to. */
interface RouteHosts {
  readonly serving: readonly string[];
  /** From the label of a host that only redirects to where it does. */
  readonly redirecting: ReadonlyMap<string, string | undefined>;
  readonly written: ReadonlySet<string>;
}

function routeHosts(facts: Facts): RouteHosts | undefined {
  if (facts.settings["launch:hosts"] === undefined) return undefined;
  const hosts = usableHosts(facts);
  const serves = ({ index }: { readonly index: number }) => hostHas(facts, index, "service");
  const redirecting = hosts.filter((found) => !serves(found) && hostHas(facts, found.index, "redirectTo"));
  return {
    serving: hosts.filter(serves).map(({ label }) => label),
    redirecting: new Map(redirecting.map(({ label, redirectTo }) => [label, redirectTo])),
    written: new Set(writtenLabels(facts)),
  };
}

const at = (index: number, key?: string): Path => ["launch:routes", index, ...(key === undefined ? [] : [key])];

function host(route: WrittenRoute, index: number, { serving, redirecting, written }: RouteHosts): Finding[] {
  const label = route.host === undefined ? undefined : asciiLabel(route.host);
  if (label === undefined || serving.includes(label)) return [];
  const path = at(index, "host");
  if (!written.has(label)) return [{ path, why: "launch:hosts has no such host.", write: suggestWord(label, serving) }];
  if (!redirecting.has(label)) return [];
  const target = redirecting.get(label);
  return [
    {
      path,
      why: `${label} redirects every request, so no route of it is ever reached.`,
      write: target !== undefined && serving.includes(target) ? target : suggestWord(label, serving),
    },
  ];
}

function cache({ kind, cacheSeconds }: WrittenRoute, index: number, { settings }: Facts): Finding[] {
  if (kind === undefined || cacheSeconds === undefined) return [];
  const path = at(index, "cacheSeconds");
  if (!CACHEABLE.includes(kind)) {
    return [
      {
        path,
        why: `A route of kind ${kind} is never kept at the edge.`,
        write: "nothing here; page and asset may be kept",
      },
    ];
  }
  if (kind === "page" && settings["launch:edge"]?.sessionCookies?.length === 0) {
    return [
      {
        path,
        why: "Without the session cookie's name a member's own page could be kept and shown to others.",
        write: "sessionCookies in launch:edge as well, for example [session]",
      },
    ];
  }
  return [];
}

function limit({ kind, limit }: WrittenRoute, index: number): Finding[] {
  if (kind === undefined || limit === undefined || !UNLIMITED.includes(kind)) return [];
  return [
    {
      path: at(index, "limit"),
      why: `A route of kind ${kind} has no limit: ${kind === "asset" ? "it is answered from the edge" : "its sender is a machine that must get through"}.`,
      write: "nothing here, or another kind",
    },
  ];
}

/** Two routes with one path, or with one name. */
function twins(routes: readonly { readonly route: WrittenRoute; readonly index: number }[]): Finding[] {
  const paths = new Map<string, number>();
  const names = new Map<string, number>();
  return routes.flatMap(({ route, index }) => {
    const label = route.host === undefined ? undefined : asciiLabel(route.host);
    if (label === undefined || route.path === undefined) return [];
    const pattern = parsePath(route.path);
    const samePath = earlier(paths, `${label} ${comparablePath(pattern)}`, index);
    if (samePath !== undefined) {
      return [
        {
          path: at(index, "path"),
          why: `launch:routes[${samePath}] has this path already; case and a final slash make no difference.`,
          write: "another path, or remove one of the two",
        },
      ];
    }
    const name = route.name ?? routeName(label, pattern);
    const sameName = earlier(names, name, index);
    return sameName === undefined ? [] : [twinName(route, index, name, sameName)];
  });
}

function twinName(route: WrittenRoute, index: number, name: string, other: number): Finding {
  return {
    path: at(index, route.name === undefined ? undefined : "name"),
    why: `launch:routes[${other}] is called ${name} as well; rules and alarms are named after it.`,
    write: `name: ${name}-2, or another name of its own`,
  };
}

function earlier(seen: Map<string, number>, key: string, index: number): number | undefined {
  const found = seen.get(key);
  if (found === undefined) seen.set(key, index);
  return found;
}
