import type { CloudflarePlan } from "../declaration/settings.ts";
import type { PhaseName } from "./compiled.ts";
import type { StringField } from "./expression.ts";

/** What a Cloudflare plan allows at the edge. */
export interface Entitlements {
  /** As Cloudflare writes it. */
  readonly title: string;
  /** How many rules each phase takes. */
  readonly rules: Readonly<Record<PhaseName, number>>;
  readonly limits: {
    /** Fields a rate limit's expression may use. */
    readonly fields: readonly (StringField | "ssl" | "http.request.headers")[];
    /** Counting periods, in seconds. */
    readonly periods: readonly number[];
    /** How long a block may last, in seconds. */
    readonly timeouts: readonly number[];
  };
  /** Whether `matches` may be used, in any phase. */
  readonly regex: boolean;
  /** The shortest time an edge may be told to keep an answer, in seconds. */
  readonly minimumEdgeSeconds: number;
  /** Whether there is a Super Bot Fight Mode phase that a rule could skip. */
  readonly superBotFightMode: boolean;
}

const PATH = ["http.request.uri.path", "raw.http.request.uri.path"] as const;
const ADDRESS = [...PATH, "http.host", "http.request.uri.query"] as const;

function rules(custom: number, limits: number, others: number): Entitlements["rules"] {
  return {
    http_request_dynamic_redirect: others,
    http_request_firewall_custom: custom,
    http_ratelimit: limits,
    http_request_late_transform: others,
    http_request_cache_settings: others,
    http_response_headers_transform: others,
  };
}

/**
 * The plans. Sources, all in github.com/cloudflare/cloudflare-docs under `src/content`, written down on 2026-11-25 from
 * stored copies of these commits, the live pages were not read:
 * rule counts, regex and edge TTL `plans/index.json`@0188ca2; rate limits
 * `partials/waf/rate-limiting-availability-by-plan.mdx`@07acbb6, with only those periods and timeouts that
 * `docs/waf/rate-limiting-rules/parameters.mdx`@12dd7ce lists for the API too; bots `docs/waf/feature-interoperability.mdx`@0017c43.
 */
export const ENTITLEMENTS: Readonly<Record<CloudflarePlan, Entitlements>> = {
  free: {
    title: "Free",
    rules: rules(5, 1, 10),
    limits: { fields: PATH, periods: [10], timeouts: [10] },
    regex: false,
    minimumEdgeSeconds: 7200,
    superBotFightMode: false,
  },
  pro: {
    title: "Pro",
    rules: rules(20, 2, 25),
    limits: { fields: ADDRESS, periods: [10, 60], timeouts: [10, 60, 120, 300, 600, 3600] },
    regex: false,
    minimumEdgeSeconds: 3600,
    superBotFightMode: true,
  },
  business: {
    title: "Business",
    rules: rules(100, 5, 50),
    limits: {
      fields: [...ADDRESS, "http.request.method", "http.user_agent"],
      periods: [10, 60, 120, 300, 600],
      timeouts: [10, 60, 120, 300, 600, 3600, 86400],
    },
    regex: true,
    minimumEdgeSeconds: 1,
    superBotFightMode: true,
  },
};

/** Cheapest first. */
export const PLANS: readonly CloudflarePlan[] = ["free", "pro", "business"];

/**
 * Phases that are counted against one allowance. The documentation doesn't say whether the Transform Rules quota is per phase
 * or shared; shared is the reading that can't be refused.
 */
export const SHARED_ALLOWANCES: readonly (readonly PhaseName[])[] = [
  ["http_request_late_transform", "http_response_headers_transform"],
];
