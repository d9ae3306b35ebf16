import type { Action, CompiledEdge, EdgePhase, EdgeRule, PhaseName, SecretReference } from "./compiled.ts";
import { type EdgeRequest, evaluate, evaluateString } from "./evaluate.ts";

/** What becomes of a request at the edge. Where it ends early, nothing later happened to it. */
export interface EdgeOutcome {
  /** Set when the edge answers with a redirect. */
  readonly redirect?: { readonly ref: string; readonly status: number; readonly location: string };
  /** The ref of the rule that refused it. */
  readonly blockedBy?: string;
  /** The ref of the limit that refused it. */
  readonly limitedBy?: string;
  /** The limits it was counted by. */
  readonly countedBy: readonly string[];
  /** The later phases a rule let it pass by. */
  readonly skipped: readonly string[];
  /** What the last matching cache rule said; undefined when none matched, so that Cloudflare's defaults would hold. */
  readonly cache?: Extract<Action, { kind: "cache" }>;
  /** Headers set on the way to the origin. */
  readonly requestHeaders: Readonly<Record<string, string | SecretReference>>;
  /** Headers set on the answer; `undefined` where one is removed. Whether a redirect by the edge gets them isn't documented: none here. */
  readonly responseHeaders: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs a request through the compiled phases in Cloudflare's order. `counts` says how many requests each limit had already
 * counted from that address in its period, this one not included.
 */
export function walk(
  edge: CompiledEdge,
  request: EdgeRequest,
  counts: Readonly<Record<string, number>> = {},
): EdgeOutcome {
  const matching = (name: PhaseName) => rulesThatMatch(edge.phases, name, request);
  const start: EdgeOutcome = { countedBy: [], skipped: [], requestHeaders: {}, responseHeaders: {} };

  const redirect = redirectOf(matching("http_request_dynamic_redirect"), request);
  if (redirect !== undefined) return { ...start, redirect };

  const responseHeaders = headersOnAnswer(matching("http_response_headers_transform"));
  const firewall = matching("http_request_firewall_custom");
  const blockIndex = firewall.findIndex(({ action }) => action.kind === "block");
  const passed = blockIndex === -1 ? firewall : firewall.slice(0, blockIndex);
  const skipped = passed.flatMap(({ action }) => (action.kind === "skip" ? action.phases : []));
  const blockedBy = firewall[blockIndex]?.ref;
  if (blockedBy !== undefined) return { ...start, skipped, blockedBy, responseHeaders };

  const limits = skipped.includes("http_ratelimit") ? [] : matching("http_ratelimit");
  const countedBy = limits.map(({ ref }) => ref);
  const limitedBy = limits.find(
    ({ ref, action }) => action.kind === "limit" && (counts[ref] ?? 0) >= action.requests,
  )?.ref;
  if (limitedBy !== undefined) return { ...start, skipped, countedBy, limitedBy, responseHeaders };

  const cache = lastCacheDecision(matching("http_request_cache_settings"));
  const requestHeaders = headersToOrigin(matching("http_request_late_transform"));
  return { ...start, skipped, countedBy, requestHeaders, responseHeaders, ...(cache === undefined ? {} : { cache }) };
}

function rulesThatMatch(phases: readonly EdgePhase[], name: PhaseName, request: EdgeRequest): readonly EdgeRule[] {
  const rules = phases.find(({ phase }) => phase === name)?.rules ?? [];
  return rules.filter(({ expression }) => expression.type === "boolean" && evaluate(expression, request));
}

/** The first matching redirect ends the request. */
function redirectOf(rules: readonly EdgeRule[], request: EdgeRequest): EdgeOutcome["redirect"] {
  for (const { ref, action } of rules) {
    if (action.kind !== "redirect" || action.target.type !== "string") continue;
    const query = action.preserveQuery && request.query !== "" ? `?${request.query}` : "";
    return { ref, status: action.status, location: evaluateString(action.target, request) + query };
  }
  return undefined;
}

/** All matching cache rules apply, and the last one wins. */
function lastCacheDecision(rules: readonly EdgeRule[]): EdgeOutcome["cache"] {
  return rules.map(({ action }) => action).findLast((action) => action.kind === "cache");
}

function headersToOrigin(rules: readonly EdgeRule[]): EdgeOutcome["requestHeaders"] {
  return Object.assign({}, ...rules.map(({ action }) => (action.kind === "request-headers" ? action.set : {})));
}

function headersOnAnswer(rules: readonly EdgeRule[]): EdgeOutcome["responseHeaders"] {
  return Object.assign(
    {},
    ...rules.map(({ action }) =>
      action.kind === "response-headers"
        ? { ...action.set, ...Object.fromEntries(action.remove.map((header) => [header, undefined])) }
        : {},
    ),
  );
}
