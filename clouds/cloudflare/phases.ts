import type { PhaseParam } from "cloudflare/resources/rulesets/rulesets.js";
import type { PhaseName } from "../../edge/compiled.ts";
import { UnmodelledError } from "../cloud.ts";

/** What a phase takes. */
export interface PhaseRow {
  readonly actions: readonly string[];
  /** Whether its rules carry `ratelimit`. */
  readonly ratelimit: boolean;
}

const CHALLENGES = ["challenge", "js_challenge", "managed_challenge"] as const;

/**
 * The phases this cloud models and the actions each allows (ruleset-engine/rules-language/actions, "Phases"); `log` is
 * left out, since it needs the Enterprise plan (plans/index.json).
 */
export const PHASES: Readonly<Record<PhaseName, PhaseRow>> = {
  http_request_dynamic_redirect: { actions: ["redirect"], ratelimit: false },
  http_request_firewall_custom: { actions: ["block", ...CHALLENGES, "skip"], ratelimit: false },
  http_ratelimit: { actions: ["block", ...CHALLENGES], ratelimit: true },
  http_request_late_transform: { actions: ["rewrite"], ratelimit: false },
  http_request_cache_settings: { actions: ["set_cache_settings"], ratelimit: false },
  http_response_headers_transform: { actions: ["rewrite"], ratelimit: false },
};

/** A phase this cloud models. */
export type ModelledPhase = PhaseName;

/** Cloudflare's other phases, so that a misspelt name is told from one that isn't modelled. */
const UNMODELLED: ReadonlySet<string> = new Set([
  "ddos_l4",
  "ddos_l7",
  "http_config_settings",
  "http_custom_errors",
  "http_log_custom_fields",
  "http_request_firewall_managed",
  "http_request_origin",
  "http_request_redirect",
  "http_request_sanitize",
  "http_request_sbfm",
  "http_request_transform",
  "http_response_cache_settings",
  "http_response_compression",
  "http_response_firewall_managed",
  "magic_transit",
  "magic_transit_ids_managed",
  "magic_transit_managed",
  "magic_transit_ratelimit",
] satisfies Exclude<PhaseParam, ModelledPhase>[]);

/** The phase, narrowed; undefined where Cloudflare has none of that name. Throws where it has one that isn't modelled. */
export function modelledPhase(phase: string): ModelledPhase | undefined {
  if (UNMODELLED.has(phase)) throw new UnmodelledError(`the phase ${phase}`);
  return phase in PHASES ? (phase as ModelledPhase) : undefined; // Narrowed by `in`, which TypeScript doesn't do for keys.
}
