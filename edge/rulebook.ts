import type { Host, Route, Settings } from "../declaration/settings.ts";
import type { EdgePhase, EdgeRule, PhaseName } from "./compiled.ts";
import { type BooleanExpression, field, lower, oneOf } from "./expression.ts";

/** A rule on its way into its phase. */
export interface Contribution {
  readonly phase: PhaseName;
  /** Lower comes first; equal ones keep the order of the settings. */
  readonly precedence: number;
  readonly rule: EdgeRule;
}

/** The order in which Cloudflare runs the phases (cloudflare-docs, `docs/ruleset-engine/reference/phases-list.mdx`@046f5f9). */
export const PHASE_ORDER: readonly PhaseName[] = [
  "http_request_dynamic_redirect",
  "http_request_firewall_custom",
  "http_ratelimit",
  "http_request_late_transform",
  "http_request_cache_settings",
  "http_response_headers_transform",
];

/** Rulesets' names; they never change, since a change replaces the ruleset. */
const RULESET_NAMES: Readonly<Record<PhaseName, string>> = {
  http_request_dynamic_redirect: "launch redirects",
  http_request_firewall_custom: "launch firewall",
  http_ratelimit: "launch limits",
  http_request_late_transform: "launch request headers",
  http_request_cache_settings: "launch cache",
  http_response_headers_transform: "launch response headers",
};

/** Puts every contribution into its phase, by precedence; a phase without rules is left out. */
export function assemble(contributions: readonly Contribution[]): readonly EdgePhase[] {
  return PHASE_ORDER.flatMap((phase) => {
    const rules = contributions
      .filter((contribution) => contribution.phase === phase)
      .sort((left, right) => left.precedence - right.precedence)
      .map(({ rule }) => rule);
    return rules.length === 0 ? [] : [{ phase, name: RULESET_NAMES[phase], rules }];
  });
}

/** A host on which a service answers. */
type ServingHost = Host & { readonly serves: { readonly service: string } };

/** The hosts that reach the origin, in the order written; those that only redirect never do. */
function servingHosts(settings: Settings): readonly ServingHost[] {
  return settings.hosts.filter((host): host is ServingHost => "service" in host.serves);
}

/** A route with the name of its host. */
export interface PlacedRoute {
  readonly route: Route;
  readonly hostName: string;
}

/** Every route with its host's name; a route whose host isn't declared is a fault of the program, not of the settings. */
export function placedRoutes(settings: Settings): readonly PlacedRoute[] {
  const names = new Map(settings.hosts.map(({ label, name }) => [label, name]));
  return settings.routes.map((route) => {
    const hostName = names.get(route.host);
    if (hostName === undefined) throw new Error(`route ${route.name} is on ${route.host}, which is no declared host`);
    return { route, hostName };
  });
}

/**
 * The request is for one of the hosts. The host is lowered, since whether Cloudflare does that itself isn't documented
 * and a rule that misses `APP.example.com` fails open.
 */
export function onHosts(first: string, ...rest: readonly string[]): BooleanExpression {
  return oneOf(lower(field("http.host")), first, ...rest);
}

/** The request is for a host that reaches the origin; undefined when there is none. */
export function onServingHosts(settings: Settings): BooleanExpression | undefined {
  const [first, ...rest] = servingHosts(settings).map(({ name }) => name);
  return first === undefined ? undefined : onHosts(first, ...rest);
}

/** `route a`, or `routes a, b` for several. */
export function ownedByRoutes(names: readonly string[]): string {
  return `${names.length === 1 ? "route" : "routes"} ${names.join(", ")}`;
}
