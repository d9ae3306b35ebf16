import type { Limit, Settings } from "../declaration/settings.ts";
import type { FitNote } from "./compiled.ts";
import { ENTITLEMENTS } from "./entitlements.ts";
import { evaluate, requestFor } from "./evaluate.ts";
import { and, type BooleanExpression, not, or } from "./expression.ts";
import { fitLimits, type LimitGroup } from "./fit-limits.ts";
import { KINDS } from "./kinds.ts";
import { anySpelling, exactly, liesBelow } from "./paths.ts";
import { type Contribution, onHosts, ownedByRoutes, type PlacedRoute, placedRoutes } from "./rulebook.ts";

/** Per address; the data centre is mandatory for rules made by the API, so counters are per data centre too. */
const CHARACTERISTICS: readonly string[] = ["ip.src", "cf.colo.id"];

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
  const fitted = groups.map((group) => {
    const members = new Set(group.members);
    const others = routes.filter((route) => !members.has(route));
    const expression = seesHost ? onEachHost(group, others) : covered(group.members, others);
    return { group, expression, hits: seesHost ? [] : hitsOfOtherHosts(group, expression, settings, others) };
  });
  return {
    rules: fitted.map(({ group, expression }) => limitRule(group, expression)),
    notes: [...notes, ...fitted.flatMap(({ hits }) => hits)],
  };
}

function limitRule({ ref, limit, members }: LimitGroup, expression: BooleanExpression): Contribution {
  return {
    phase: "http_ratelimit",
    precedence: 10,
    rule: {
      ref,
      description: `${describeMembers(members)}: ${describeLimit(limit)}, per address`,
      owner: ownedByRoutes(members.map(({ route }) => route.name)),
      expression,
      action: { kind: "limit", ...limit, characteristics: CHARACTERISTICS },
    },
  };
}

/** The routes by name, or how many they are: the text stands in a list of rules, at Cloudflare and in the plan. */
function describeMembers(members: readonly PlacedRoute[]): string {
  const names = members.map(({ route }) => route.name);
  return names.length > 4 ? `${names.length} routes` : names.join(", ");
}

/** For example `more than 5 requests in 10 s are refused for 60 s`. */
function describeLimit({ requests, periodSeconds, blockSeconds }: Limit): string {
  return `more than ${requests} requests in ${periodSeconds} s are refused for ${blockSeconds} s`;
}

function onEachHost(group: LimitGroup, others: readonly PlacedRoute[]): BooleanExpression {
  const names = [...new Set(group.members.map(({ hostName }) => hostName))];
  const [first, ...rest] = names.map((name) => {
    const members = group.members.filter(({ hostName }) => hostName === name);
    return and(onHosts(name), covered(members, others));
  });
  return joinedOr(first, rest);
}

/** Every spelling of the members, less the other routes below one of them, which have a place of their own. */
function covered(members: readonly PlacedRoute[], others: readonly PlacedRoute[]): BooleanExpression {
  const withInner = members.map((member) => ({ member, inner: placesBelow(member, others) }));
  const [plain, ...plains] = withInner.filter(({ inner }) => inner.length === 0).map(({ member }) => member.route.path);
  const carved = withInner
    .filter(({ inner }) => inner.length > 0)
    .map(({ member, inner }) =>
      and(anySpelling(member.route.path), ...inner.map(({ route }) => not(exactly(route.path)))),
    );
  const [first, ...rest] = [...(plain === undefined ? [] : [anySpelling(plain, ...plains)]), ...carved];
  return joinedOr(first, rest);
}

function placesBelow(member: PlacedRoute, others: readonly PlacedRoute[]): readonly PlacedRoute[] {
  return others.filter((other) => other.hostName === member.hostName && liesBelow(other.route.path, member.route.path));
}

function joinedOr(first: BooleanExpression | undefined, rest: readonly BooleanExpression[]): BooleanExpression {
  if (first === undefined) throw new Error("a limit without routes");
  return or(first, ...rest);
}

/** Where a limit can't see the host, it counts the same path on every host of the zone. */
function hitsOfOtherHosts(
  { ref }: LimitGroup,
  expression: BooleanExpression,
  settings: Settings,
  others: readonly PlacedRoute[],
): readonly FitNote[] {
  const also = others
    .filter((other) => !KINDS[other.route.kind].isMachine)
    .filter(({ route, hostName }) => evaluate(expression, requestFor(hostName, route.path.path)))
    .map(({ route, hostName }) => `${hostName}${route.path.path} (route ${route.name})`);
  const { title } = ENTITLEMENTS[settings.cloudflare.plan];
  const meaning = `on ${title} a limit sees the path only, so these paths count on every host of the zone`;
  const text = also.length === 0 ? meaning : `${meaning}; it also hits ${also.join(", ")}`;
  return [{ phase: "http_ratelimit", ref, text }];
}
