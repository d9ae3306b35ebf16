import type { Expression } from "./expression.ts";

/** The phases this compiler emits, by Cloudflare's names, in the order Cloudflare runs them (ruleset-engine/reference/phases-list). */
export type PhaseName =
  | "http_request_dynamic_redirect"
  | "http_request_firewall_custom"
  | "http_ratelimit"
  | "http_request_late_transform"
  | "http_request_cache_settings"
  | "http_response_headers_transform";

/** A value that is known only to the stack: the component puts the secret in its place. */
export interface SecretReference {
  readonly secret: "origin-proof";
}

/** What a rule does when its expression matches. */
export type Action =
  | {
      readonly kind: "redirect";
      readonly status: 301 | 302 | 307 | 308;
      readonly target: Expression;
      readonly preserveQuery: boolean;
    }
  | { readonly kind: "block" }
  | {
      readonly kind: "skip";
      readonly phases: readonly ("http_ratelimit" | "http_request_sbfm" | "http_request_firewall_managed")[];
    }
  | {
      readonly kind: "limit";
      readonly requests: number;
      readonly periodSeconds: number;
      readonly blockSeconds: number;
      /** Always contains `cf.colo.id`: rules made by the API must count per data centre. */
      readonly characteristics: readonly string[];
    }
  | { readonly kind: "cache"; readonly eligible: false }
  | {
      readonly kind: "cache";
      readonly eligible: true;
      /** `origin`: the answer's own Cache-Control decides, and an answer without one isn't kept (`bypass_by_default`). */
      readonly edgeSeconds: number | "origin";
    }
  | { readonly kind: "request-headers"; readonly set: Readonly<Record<string, string | SecretReference>> }
  | {
      readonly kind: "response-headers";
      readonly set: Readonly<Record<string, string>>;
      readonly remove: readonly string[];
    };

/** One rule of an entry-point ruleset. */
export interface EdgeRule {
  /** Unique within its phase, and stable: a rule keeps its id at Cloudflare only while its `ref` stays. */
  readonly ref: string;
  /** What it does, for the person who reads it in the dashboard. */
  readonly description: string;
  /** Which part of the settings asked for it, for example `route app-login` or `host www`. */
  readonly owner: string;
  readonly expression: Expression;
  readonly action: Action;
}

/** All rules of one phase, in the order Cloudflare tries them. */
export interface EdgePhase {
  readonly phase: PhaseName;
  /** The ruleset's name; it never changes, since a change replaces the ruleset. */
  readonly name: string;
  readonly rules: readonly EdgeRule[];
}

/** How much of a plan's allowance a phase takes. */
export interface QuotaUse {
  readonly phase: PhaseName;
  readonly used: number;
  readonly allowed: number;
  /** Other phases that are counted against the same allowance; present when there are any. */
  readonly sharedWith?: readonly PhaseName[];
}

/** Something the compiler did to fit the plan that the founder should know. */
export interface FitNote {
  readonly phase: PhaseName;
  /** The ref of the rule it concerns. */
  readonly ref: string;
  readonly text: string;
}

/** The edge of a stack as the components declare it: phases without rules are left out. */
export interface CompiledEdge {
  readonly phases: readonly EdgePhase[];
  readonly quotas: readonly QuotaUse[];
  readonly notes: readonly FitNote[];
}
