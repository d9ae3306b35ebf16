import { UserError } from "../declaration/faults.ts";
import type { CloudflarePlan, Limit } from "../declaration/settings.ts";
import type { FitNote } from "./compiled.ts";
import { ENTITLEMENTS, type Entitlements } from "./entitlements.ts";
import { quotaError } from "./fit.ts";
import { KINDS } from "./kinds.ts";
import { ownedByRoutes, type PlacedRoute } from "./rulebook.ts";

/** Routes that share one limit, and so one rule and one count. */
export interface LimitGroup {
  readonly ref: string;
  readonly limit: Limit;
  readonly members: readonly PlacedRoute[];
  /** Whether the limit comes from the kind alone; only such a limit may be tightened. */
  readonly fromKind: boolean;
}

interface Fitted {
  readonly groups: readonly LimitGroup[];
  readonly notes: readonly FitNote[];
}

/**
 * One rule for each limit the settings write, and one for each kind that brings a limit. Over the plan's quota equal limits
 * share a rule, then kinds take a stricter limit that is there; a limit that was written is never changed. Throws a `UserError`
 * (`quota`, `entitlement`).
 */
export function fitLimits(plan: CloudflarePlan, routes: readonly PlacedRoute[]): Fitted {
  const quota = ENTITLEMENTS[plan].rules.http_ratelimit;
  const natural = [...kindGroups(routes), ...writtenGroups(routes, ENTITLEMENTS[plan])];
  const clamped = natural.map((group) => (group.fromKind ? clamp(group, ENTITLEMENTS[plan]) : group));
  const fitted = clamped.length > quota ? tighten(mergeEqual(clamped), quota) : clamped;
  if (fitted.length > quota) {
    const rules = fitted.map(({ ref, members, limit }) => ({ ref, owner: `${owned(members)}: ${inWords(limit)}` }));
    throw quotaError("http_ratelimit", plan, rules);
  }
  // With room for a single rule its ref must not depend on who is in it, or every added route would make a new rule.
  const groups = quota === 1 ? fitted.map((group) => ({ ...group, ref: "limit-shared" })) : fitted;
  return { groups, notes: groups.flatMap((group) => notesOn(group, ENTITLEMENTS[plan])) };
}

function kindGroups(routes: readonly PlacedRoute[]): readonly LimitGroup[] {
  return Object.entries(KINDS).flatMap(([kind, { limit }]) => {
    const members = routes.filter(({ route }) => route.kind === kind && route.limit === undefined);
    return limit === undefined || members.length === 0
      ? []
      : [{ ref: `limit-${kind}`, limit, members, fromKind: true }];
  });
}

function writtenGroups(routes: readonly PlacedRoute[], entitlements: Entitlements): readonly LimitGroup[] {
  return routes.flatMap((placed) => {
    const { route } = placed;
    if (route.limit === undefined) return [];
    if (KINDS[route.kind].isMachine) {
      throw new UserError(
        "limit-on-machine",
        `route ${route.name} is a ${route.kind} and has a limit; its callers count any refusal as a failure`,
        "Leave the limit out, or give the route another kind.",
        2,
      );
    }
    requireAllowed(route.name, "periodSeconds", route.limit.periodSeconds, entitlements.limits.periods, entitlements);
    requireAllowed(route.name, "blockSeconds", route.limit.blockSeconds, entitlements.limits.timeouts, entitlements);
    return [{ ref: `limit-${route.name}`, limit: route.limit, members: [placed], fromKind: false }];
  });
}

function requireAllowed(
  name: string,
  key: string,
  value: number,
  allowed: readonly number[],
  plan: Entitlements,
): void {
  if (allowed.includes(value)) return;
  throw new UserError(
    "entitlement",
    `route ${name}: limit.${key} is ${value}, which Cloudflare's ${plan.title} plan doesn't have`,
    `Write ${new Intl.ListFormat("en", { type: "disjunction" }).format(allowed.map(String))}, or take a plan that has it.`,
    2,
  );
}

/** The plan's own steps for a limit that nobody wrote: the nearest one below, else the smallest. */
function clamp(group: LimitGroup, { limits }: Entitlements): LimitGroup {
  const { requests, periodSeconds, blockSeconds } = group.limit;
  const limit = {
    requests,
    periodSeconds: nearest(periodSeconds, limits.periods),
    blockSeconds: nearest(blockSeconds, limits.timeouts),
  };
  return { ...group, limit };
}

function nearest(wanted: number, allowed: readonly number[]): number {
  return allowed.filter((one) => one <= wanted).at(-1) ?? Math.min(...allowed);
}

/** A shared rule is named by its limit, so that its ref doesn't depend on who was there first. */
function mergeEqual(groups: readonly LimitGroup[]): readonly LimitGroup[] {
  const byLimit = new Map<string, LimitGroup>();
  for (const group of groups) {
    const { requests, periodSeconds, blockSeconds } = group.limit;
    const key = `${requests}-in-${periodSeconds}s-block-${blockSeconds}s`;
    const present = byLimit.get(key);
    byLimit.set(
      key,
      present === undefined ? group : merged(present, group, present.fromKind ? present.ref : `limit-${key}`),
    );
  }
  return [...byLimit.values()];
}

function merged(into: LimitGroup, other: LimitGroup, ref: string): LimitGroup {
  return { ...into, ref, members: [...into.members, ...other.members], fromKind: into.fromKind && other.fromKind };
}

/** While there are too many, the last kind that can takes the limit of a stricter rule. */
function tighten(groups: readonly LimitGroup[], quota: number): readonly LimitGroup[] {
  if (groups.length <= quota) return groups;
  for (const looser of groups.filter(({ fromKind }) => fromKind).reverse()) {
    const stricter = groups.find((group) => group !== looser && isStricter(group.limit, looser.limit));
    if (stricter === undefined) continue;
    const joined = merged(stricter, looser, stricter.ref);
    const others = groups.flatMap((group) => (group === looser ? [] : [group === stricter ? joined : group]));
    return tighten(others, quota);
  }
  return groups;
}

/** Whatever the one lets through, the other lets through too. */
function isStricter(one: Limit, other: Limit): boolean {
  return (
    one.requests <= other.requests && one.periodSeconds >= other.periodSeconds && one.blockSeconds >= other.blockSeconds
  );
}

function notesOn({ ref, limit, members }: LimitGroup, { title }: Entitlements): readonly FitNote[] {
  const texts: string[] = [];
  if (members.length > 1) texts.push(`${owned(members)} are counted together: ${inWords(limit)}`);
  for (const [kind, { limit: usual }] of Object.entries(KINDS)) {
    const isChanged = usual !== undefined && inWords(usual) !== inWords(limit);
    const ofKind = members.filter(({ route }) => route.kind === kind && route.limit === undefined);
    if (isChanged && ofKind.length > 0) {
      texts.push(`${owned(ofKind)} (${kind}) would have ${inWords(usual)}; to fit ${title} it is ${inWords(limit)}`);
    }
  }
  return texts.map((text) => ({ phase: "http_ratelimit", ref, text }));
}

function inWords({ requests, periodSeconds, blockSeconds }: Limit): string {
  return `${requests} in ${periodSeconds} s, blocked ${blockSeconds} s`;
}

function owned(members: readonly PlacedRoute[]): string {
  return ownedByRoutes(members.map(({ route }) => route.name));
}
