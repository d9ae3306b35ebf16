import { UserError } from "../declaration/faults.ts";
import type { Settings } from "../declaration/settings.ts";
import {
  and,
  type BooleanExpression,
  contains,
  field,
  hasHeader,
  lower,
  not,
  oneOf,
  or,
  urlDecode,
} from "./expression.ts";
import { KINDS } from "./kinds.ts";
import { beginsLike, hasSeparatePlace, outermost, verbatim } from "./paths.ts";
import {
  type Contribution,
  onHosts,
  onServingHosts,
  ownedByRoutes,
  type PlacedRoute,
  placedRoutes,
} from "./rulebook.ts";

/**
 * The cache fails closed. The last matching rule wins, so: nothing is kept; then what a route allows; then, whatever a
 * route allows, nothing that carries a session. Cloudflare's own habit of keeping `/account/x.css` by its ending ends with
 * the first rule.
 */
export function cache(settings: Settings): readonly Contribution[] {
  const ours = onServingHosts(settings);
  if (ours === undefined) return [];
  const eligible = eligibleRules(settings);
  return [
    bypass("cache-nothing", 10, "Nothing is kept unless a later rule says so", ours),
    ...eligible,
    ...(eligible.length === 0
      ? []
      : [
          bypass(
            "cache-no-sessions",
            30,
            "Nothing that carries a session is kept",
            and(ours, carriesSession(settings)),
          ),
        ]),
  ];
}

function bypass(ref: string, precedence: number, description: string, expression: BooleanExpression): Contribution {
  const rule = {
    ref,
    description,
    owner: "settings edge",
    expression,
    action: { kind: "cache", eligible: false },
  } as const;
  return { phase: "http_request_cache_settings", precedence, rule };
}

/**
 * The name is looked for anywhere in the cookie header, with escapes decoded and letter case aside: `session` is also found in
 * `mysession=1`, which costs a visit to the origin; missing one would cost a member's page.
 */
function carriesSession(settings: Settings): BooleanExpression {
  const cookies = lower(urlDecode(field("http.cookie")));
  return or(
    hasHeader("authorization"),
    ...settings.edge.sessionCookies.map((name) => contains(cookies, name.toLowerCase())),
  );
}

/** Routes of a kind with the same time share a rule; its ref tells both, so that it outlives any one route. */
function eligibleRules(settings: Settings): readonly Contribution[] {
  const routes = placedRoutes(settings);
  const groups = Map.groupBy(routes.filter(isEligible), groupOf);
  // By ref, so that the order of the routes moves no rule; the rules exclude each other, so any order means the same.
  const sorted = [...groups].sort(([left], [right]) => (left < right ? -1 : 1));
  return sorted.map(([ref, members]): Contribution => {
    const seconds = members[0]?.route.cacheSeconds;
    if (members.some(({ route }) => KINDS[route.kind].cache === "when-asked")) requireSessionCookies(settings, members);
    const [first, ...rest] = members.map((member) => requestsOf(member, ref, routes));
    if (first === undefined) throw new Error(`no routes in ${ref}`);
    return {
      phase: "http_request_cache_settings",
      precedence: 20,
      rule: {
        ref,
        description:
          seconds === undefined ? "Kept as the answer's Cache-Control says" : `Kept at the edge for ${seconds} s`,
        owner: ownedByRoutes(members.map(({ route }) => route.name)),
        expression: and(oneOf(field("http.request.method"), "GET", "HEAD"), or(first, ...rest)),
        action: { kind: "cache", eligible: true, edgeSeconds: seconds ?? "origin" },
      },
    };
  });
}

function isEligible({ route }: PlacedRoute): boolean {
  const { cache: policy } = KINDS[route.kind];
  return policy === "by-origin" || (policy === "when-asked" && route.cacheSeconds !== undefined);
}

function groupOf({ route }: PlacedRoute): string {
  return `cache-${route.kind}${route.cacheSeconds === undefined ? "" : `-${route.cacheSeconds}s`}`;
}

/** The route as declared, less every other route below it: a private page below a cached prefix stays out, in any letter case. */
function requestsOf(member: PlacedRoute, ref: string, routes: readonly PlacedRoute[]): BooleanExpression {
  const others = routes
    .filter(({ hostName }) => hostName === member.hostName)
    .filter((other) => !(isEligible(other) && groupOf(other) === ref))
    .map(({ route }) => route.path)
    .filter((path) => hasSeparatePlace(path, member.route.path));
  return and(
    onHosts(member.hostName),
    verbatim(member.route.path),
    ...outermost(others).map((path) => not(beginsLike(path))),
  );
}

function requireSessionCookies(settings: Settings, members: readonly PlacedRoute[]): void {
  if (settings.edge.sessionCookies.length > 0) return;
  throw new UserError(
    "session-cookies",
    `${ownedByRoutes(members.map(({ route }) => route.name))} may be kept at the edge, but no session cookie is named, so a member's own page could be kept too`,
    "Name the cookies that carry a session in launch:edge.sessionCookies, or leave cacheSeconds out.",
    2,
  );
}
