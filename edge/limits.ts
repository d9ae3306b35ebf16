import type { Limit, Settings } from "../declaration/settings.ts";
import type { FitNote } from "./compiled.ts";
import { ENTITLEMENTS } from "./entitlements.ts";
import { evaluate, requestFor } from "./evaluate.ts";
import { and, type BooleanExpression, not, or } from "./expression.ts";
import { fitLimits, type LimitGroup } from "./fit-limits.ts";
import { anySpelling, exactly, liesBelow } from "./paths.ts";
import { type Contribution, onHosts, ownedByRoutes, type PlacedRoute, placedRoutes } from "./rulebook.ts";

/** Per address; the data centre is mandatory for rules made by the API, so counters are per data centre too. */
export const CHARACTERISTICS: readonly string[] = ["ip.src", "cf.colo.id"];

/**
 * The rate limits, fitted to the plan. They count every method: a login form that is only asked for costs a query too, and the
 * method is no field of a rate limit below the Business plan.
 */
export function limits(settings: Settings): {
  readonly rules: readonly Contribution[];
  readonly notes: readonly FitNote[];
} {
  const routes = placedRoutes(settings);
  const { groups, notes } = fitLimits(settings.cloudflare.plan, routes);
  const seesHost = ENTITLEMENTS[settings.cloudflare.plan].limits.fields.includes("http.host");
  const rules = groups.map((group): Contribution => {
    return {
      phase: "http_ratelimit",
      precedence: 10,
      rule: {
        ref: group.ref,
        description: `${describeLimit(group.limit)}, per address`,
        owner: ownedByRoutes(group.members.map(({ route }) => route.name)),
        expression: seesHost ? onEachHost(group, routes) : covered(group.members, group, routes),
        action: { kind: "limit", ...group.limit, characteristics: CHARACTERISTICS },
      },
    };
  });
  return {
    rules,
    notes: [...notes, ...(seesHost ? [] : rules.flatMap((rule) => hitsOfOtherHosts(rule, settings, routes)))],
  };
}

/** For example `more than 5 requests in 10 s are refused for 60 s`. */
export function describeLimit({ requests, periodSeconds, blockSeconds }: Limit): string {
  return `more than ${requests} requests in ${periodSeconds} s are refused for ${blockSeconds} s`;
}

function onEachHost(group: LimitGroup, routes: readonly PlacedRoute[]): BooleanExpression {
  const names = [...new Set(group.members.map(({ hostName }) => hostName))];
  const [first, ...rest] = names.map((name) => {
    const members = group.members.filter(({ hostName }) => hostName === name);
    return and(onHosts(name), covered(members, group, routes));
  });
  return joinedOr(first, rest);
}

/** Every spelling of the members, less the routes below one of them that have a place of their own. */
function covered(
  members: readonly PlacedRoute[],
  group: LimitGroup,
  routes: readonly PlacedRoute[],
): BooleanExpression {
  const withInner = members.map((member) => ({ member, inner: placesBelow(member, group, routes) }));
  const [plain, ...plains] = withInner.filter(({ inner }) => inner.length === 0).map(({ member }) => member.route.path);
  const carved = withInner
    .filter(({ inner }) => inner.length > 0)
    .map(({ member, inner }) =>
      and(anySpelling(member.route.path), ...inner.map(({ route }) => not(exactly(route.path)))),
    );
  const [first, ...rest] = [...(plain === undefined ? [] : [anySpelling(plain, ...plains)]), ...carved];
  return joinedOr(first, rest);
}

function placesBelow(member: PlacedRoute, group: LimitGroup, routes: readonly PlacedRoute[]): readonly PlacedRoute[] {
  return routes.filter(
    (other) =>
      other.hostName === member.hostName &&
      !group.members.includes(other) &&
      liesBelow(other.route.path, member.route.path),
  );
}

function joinedOr(first: BooleanExpression | undefined, rest: readonly BooleanExpression[]): BooleanExpression {
  if (first === undefined) throw new Error("a limit without routes");
  return or(first, ...rest);
}

/** Where a limit can't see the host, it counts the same path on every host of the zone. */
function hitsOfOtherHosts(
  { rule }: Contribution,
  settings: Settings,
  routes: readonly PlacedRoute[],
): readonly FitNote[] {
  if (rule.expression.type !== "boolean") return [];
  const condition = rule.expression;
  const members = rule.owner.replace(/^routes? /, "").split(", ");
  const hits = routes.filter(
    ({ route, hostName }) =>
      !members.includes(route.name) && evaluate(condition, requestFor(hostName, route.path.path)),
  );
  const plan = ENTITLEMENTS[settings.cloudflare.plan].title;
  const also = hits.map(({ route, hostName }) => `${hostName}${route.path.path} (route ${route.name})`).join(", ");
  const text = `on ${plan} a limit sees the path only, so these paths count on every host of the zone${also === "" ? "" : `; it also hits ${also}`}`;
  return [{ phase: "http_ratelimit", ref: rule.ref, text }];
}
