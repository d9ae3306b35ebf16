import { UserError } from "../declaration/faults.ts";
import type { CloudflarePlan } from "../declaration/settings.ts";
import type { EdgePhase, EdgeRule, PhaseName, QuotaUse } from "./compiled.ts";
import { ENTITLEMENTS, PLANS, SHARED_ALLOWANCES } from "./entitlements.ts";
import type { Expression } from "./expression.ts";
import { fieldsOf, usesRegex } from "./inspect.ts";
import { printExpression } from "./print.ts";

/** How to need fewer rules in a phase; no full stop, since the larger plan follows. */
const MERGES: Readonly<Record<PhaseName, string>> = {
  http_request_dynamic_redirect: "Declare fewer hosts, each of which has a redirect",
  http_request_firewall_custom: "Declare fewer kinds of route",
  http_ratelimit: "Write equal limits for some of these routes, so that they share a rule",
  http_request_late_transform: "Declare fewer headers",
  http_request_cache_settings: "Give routes of a kind the same cacheSeconds, so that they share a rule",
  http_response_headers_transform: "Declare fewer headers",
};

/** Refuses, by a `UserError` that exits with 2, whatever the plan would refuse at `up`; answers how much of it is used. */
export function fit(plan: CloudflarePlan, phases: readonly EdgePhase[]): readonly QuotaUse[] {
  for (const phase of phases) {
    requireUniqueRefs(phase);
    for (const rule of phase.rules) requireEntitled(plan, phase.phase, rule);
  }
  for (const shared of allowances(phases)) requireQuota(plan, shared);
  return phases.map(({ phase, rules }) => {
    const sharedWith = SHARED_ALLOWANCES.find((names) => names.includes(phase))?.filter((name) => name !== phase) ?? [];
    const use = { phase, used: rules.length, allowed: ENTITLEMENTS[plan].rules[phase] };
    return sharedWith.length === 0 ? use : { ...use, sharedWith };
  });
}

/** Refuses a regular expression where the plan has none; `owner` is who wrote it. */
export function requireRegexAllowed(plan: CloudflarePlan, expression: Expression, owner: string): void {
  if (ENTITLEMENTS[plan].regex || !usesRegex(expression)) return;
  throw new UserError(
    "entitlement",
    `${owner} uses \`matches\`, which Cloudflare's ${ENTITLEMENTS[plan].title} plan doesn't have`,
    `Write it with starts_with, wildcard or in, or take the Business plan.`,
    2,
  );
}

/** More rules than a phase takes: which, whose, and the way out. */
export function quotaError(
  phase: PhaseName,
  plan: CloudflarePlan,
  rules: readonly { readonly ref: string; readonly owner: string }[],
): UserError {
  const { title, rules: allowed } = ENTITLEMENTS[plan];
  const quota = allowed[phase];
  const listed = rules.map(({ ref, owner }, index) => `  ${index < quota ? "fits" : "over"}  ${ref} (${owner})`);
  const larger = PLANS.find((other) => ENTITLEMENTS[other].rules[phase] >= rules.length);
  const next = PLANS[PLANS.indexOf(plan) + 1];
  const upgrade =
    larger !== undefined
      ? `or take the ${ENTITLEMENTS[larger].title} plan, which allows ${ENTITLEMENTS[larger].rules[phase]}`
      : next === undefined
        ? "since no larger plan is supported"
        : `since even Business allows only ${ENTITLEMENTS.business.rules[phase]}`;
  return new UserError(
    "quota",
    `${phase}: Cloudflare's ${title} plan allows ${quota} ${quota === 1 ? "rule" : "rules"}, the settings need ${rules.length}:\n${listed.join("\n")}`,
    `${MERGES[phase]}, ${upgrade}.`,
    2,
  );
}

function requireUniqueRefs({ phase, rules }: EdgePhase): void {
  const owners = new Map<string, string>();
  for (const { ref, owner } of rules) {
    const other = owners.get(ref);
    if (other !== undefined) {
      throw new UserError(
        "duplicate-ref",
        `${phase}: ${owner} and ${other} both make the rule ${ref}`,
        "Rename one of them; a rule is known at Cloudflare by its ref.",
        2,
      );
    }
    owners.set(ref, owner);
  }
}

function requireEntitled(plan: CloudflarePlan, phase: PhaseName, rule: EdgeRule): void {
  const expressions = rule.action.kind === "redirect" ? [rule.expression, rule.action.target] : [rule.expression];
  for (const expression of expressions) {
    requireRegexAllowed(plan, expression, rule.owner);
    printExpression(expression, `rule ${rule.ref} (${rule.owner})`);
    if (phase === "http_ratelimit") requireLimitFields(plan, expression, rule.owner);
  }
  const { action } = rule;
  if (action.kind === "limit") {
    requireStep(plan, rule, "period", action.periodSeconds, ENTITLEMENTS[plan].limits.periods);
    requireStep(plan, rule, "block", action.blockSeconds, ENTITLEMENTS[plan].limits.timeouts);
  }
  if (action.kind === "cache" && action.eligible && action.edgeSeconds !== "origin")
    requireEdgeSeconds(plan, rule, action.edgeSeconds);
}

function requireLimitFields(plan: CloudflarePlan, expression: Expression, owner: string): void {
  const allowed: readonly string[] = ENTITLEMENTS[plan].limits.fields;
  const forbidden = [...fieldsOf(expression)].filter((field) => !allowed.includes(field));
  if (forbidden.length === 0) return;
  throw new UserError(
    "entitlement",
    `${owner}: a rate limit on Cloudflare's ${ENTITLEMENTS[plan].title} plan can't look at ${forbidden.join(", ")}`,
    `Let it look at ${allowed.join(", ")} only.`,
    2,
  );
}

function requireStep(
  plan: CloudflarePlan,
  rule: EdgeRule,
  what: string,
  seconds: number,
  allowed: readonly number[],
): void {
  if (allowed.includes(seconds)) return;
  throw new UserError(
    "entitlement",
    `${rule.owner}: a ${what} of ${seconds} s isn't allowed on Cloudflare's ${ENTITLEMENTS[plan].title} plan`,
    `Write one of ${allowed.join(", ")} s.`,
    2,
  );
}

function requireEdgeSeconds(plan: CloudflarePlan, rule: EdgeRule, seconds: number): void {
  const { minimumEdgeSeconds, title } = ENTITLEMENTS[plan];
  if (seconds >= minimumEdgeSeconds) return;
  throw new UserError(
    "entitlement",
    `${rule.owner}: cacheSeconds is ${seconds}, but on Cloudflare's ${title} plan the edge keeps an answer for at least ${minimumEdgeSeconds} s`,
    `Write ${minimumEdgeSeconds} or more, leave cacheSeconds out, or take a larger plan.`,
    2,
  );
}

/** The phases by what they are counted against. */
function allowances(phases: readonly EdgePhase[]): readonly (readonly EdgePhase[])[] {
  const groups = Map.groupBy(
    phases,
    ({ phase }) => SHARED_ALLOWANCES.find((names) => names.includes(phase))?.[0] ?? phase,
  );
  return [...groups.values()];
}

function requireQuota(plan: CloudflarePlan, phases: readonly EdgePhase[]): void {
  const rules = phases.flatMap((phase) => phase.rules);
  const name = phases[0]?.phase;
  if (name === undefined || rules.length <= ENTITLEMENTS[plan].rules[name]) return;
  throw quotaError(name, plan, rules);
}
