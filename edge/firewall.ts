import type { Settings } from "../declaration/settings.ts";
import type { Action } from "./compiled.ts";
import { ENTITLEMENTS } from "./entitlements.ts";
import { and, type BooleanExpression, contains, endsWith, field, lower, not, or, urlDecode } from "./expression.ts";
import { KINDS } from "./kinds.ts";
import { exactly, looksLike, within } from "./paths.ts";
import {
  type Contribution,
  onHosts,
  onServingHosts,
  ownedByRoutes,
  type PlacedRoute,
  placedRoutes,
} from "./rulebook.ts";

/** Paths that only scanners ask of an app like this, wherever they stand in the address. */
const PROBES_WITHIN = [
  "/.env",
  "/.git/",
  "/.svn/",
  "/.aws/",
  "/.ssh/",
  "/.htpasswd",
  "/.ds_store",
  "/wp-admin/",
  "/phpmyadmin",
];
/** The same, at its end. */
const PROBES_AT_END = ["/.git", "/wp-admin", "/wp-login.php", "/xmlrpc.php", "/wp-config.php", "/phpinfo.php"];

/** Skips first, since the first terminating rule wins; then what is refused outright. */
export function firewall(settings: Settings): readonly Contribution[] {
  const routes = placedRoutes(settings);
  const machines = routes.filter(({ route }) => KINDS[route.kind].isMachine);
  const pasted = routes.filter(({ route }) => KINDS[route.kind].skipsManagedWaf && !KINDS[route.kind].isMachine);
  const everything: Skipped = ENTITLEMENTS[settings.cloudflare.plan].superBotFightMode
    ? ["http_ratelimit", "http_request_firewall_managed", "http_request_sbfm"]
    : ["http_ratelimit", "http_request_firewall_managed"];
  return [
    ...skip("skip-machines", 10, "Machines' calls pass limits, managed rules and challenges", machines, everything),
    ...skip("skip-managed-chat", 20, "Members may paste code into the chat", pasted, ["http_request_firewall_managed"]),
    ...blockProbes(settings, routes),
  ];
}

type Skipped = Extract<Action, { kind: "skip" }>["phases"];

function skip(
  ref: string,
  precedence: number,
  description: string,
  routes: readonly PlacedRoute[],
  phases: Skipped,
): readonly Contribution[] {
  const [first, ...rest] = routes.map(({ route, hostName }) => and(onHosts(hostName), exactly(route.path)));
  if (first === undefined) return [];
  const owner = ownedByRoutes(routes.map(({ route }) => route.name));
  const expression = or(first, ...rest);
  const rule = { ref, description, owner, expression, action: { kind: "skip", phases } } as const;
  return [{ phase: "http_request_firewall_custom", precedence, rule }];
}

/** Declared routes that look like a probe, and machines' routes whatever they look like, are let through. */
function blockProbes(settings: Settings, routes: readonly PlacedRoute[]): readonly Contribution[] {
  const ours = onServingHosts(settings);
  if (ours === undefined) return [];
  const path = lower(urlDecode(field("http.request.uri.path")));
  const [probe, ...probes] = [
    ...PROBES_WITHIN.map((part) => contains(path, part)),
    ...PROBES_AT_END.map((part) => endsWith(path, part)),
  ];
  if (probe === undefined) return [];
  const spared: BooleanExpression[] = routes
    .filter(({ route }) => KINDS[route.kind].isMachine || looksLike(route.path, PROBES_WITHIN, PROBES_AT_END))
    .map(({ route, hostName }) => not(and(onHosts(hostName), within(route.path))));
  return [
    {
      phase: "http_request_firewall_custom",
      precedence: 30,
      rule: {
        ref: "block-probes",
        description: "Scanners' usual addresses are refused before they reach the origin",
        owner: "settings edge",
        expression: and(ours, or(probe, ...probes), ...spared),
        action: { kind: "block" },
      },
    },
  ];
}
