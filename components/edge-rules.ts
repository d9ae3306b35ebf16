import { Ruleset } from "@pulumi/cloudflare/ruleset.js";
import type { input } from "@pulumi/cloudflare/types/index.js";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import type { Action, CompiledEdge, EdgeRule, SecretReference } from "../edge/compiled.ts";
import { printExpression } from "../edge/print.ts";

/** What the entry-point rulesets are made of. */
export interface EdgeRulesArgs {
  readonly zoneId: Input<string>;
  readonly edge: CompiledEdge;
  /** The values that stand behind the rules' secret references. */
  readonly secrets: Readonly<Record<SecretReference["secret"], Input<string>>>;
}

type RuleBody = Pick<input.RulesetRule, "action" | "actionParameters" | "ratelimit">;

/** The only place where Rulesets are made: one entry point per phase, since Cloudflare refuses a second (20217). */
export class EdgeRules extends ComponentResource {
  constructor(name: string, args: EdgeRulesArgs, opts: ComponentResourceOptions) {
    super("launch:components:EdgeRules", name, {}, opts);
    for (const { phase, name: rulesetName, rules } of args.edge.phases) {
      new Ruleset(
        `rules-${phase.replace(/^http_/, "").replaceAll("_", "-")}`,
        {
          zoneId: args.zoneId,
          kind: "zone",
          name: rulesetName,
          phase,
          rules: rules.map((rule) => rulesetRule(rule, args.secrets)),
        },
        // The provider would create the replacement first, and meet its own old entry point.
        { parent: this, deleteBeforeReplace: true },
      );
    }
    this.registerOutputs({ phases: args.edge.phases.map(({ phase }) => phase) });
  }
}

/** A compiled rule as the provider takes it. */
export function rulesetRule(rule: EdgeRule, secrets: EdgeRulesArgs["secrets"]): input.RulesetRule {
  return {
    ref: rule.ref,
    description: rule.description,
    enabled: true,
    expression: printExpression(rule.expression),
    ...ruleBody(rule.action, secrets),
  };
}

function ruleBody(action: Action, secrets: EdgeRulesArgs["secrets"]): RuleBody {
  switch (action.kind) {
    case "redirect":
      return {
        action: "redirect",
        actionParameters: {
          fromValue: {
            statusCode: action.status,
            preserveQueryString: action.preserveQuery,
            targetUrl: { expression: printExpression(action.target) },
          },
        },
      };
    case "block":
      return { action: "block" };
    case "skip":
      return { action: "skip", actionParameters: { phases: [...action.phases] } };
    case "limit":
      return {
        action: "block",
        ratelimit: {
          characteristics: [...action.characteristics],
          period: action.periodSeconds,
          requestsPerPeriod: action.requests,
          mitigationTimeout: action.blockSeconds,
        },
      };
    case "cache":
      return { action: "set_cache_settings", actionParameters: cacheParameters(action) };
    case "request-headers":
      return {
        action: "rewrite",
        actionParameters: {
          headers: mapValues(action.set, (value) => ({
            operation: "set",
            value: typeof value === "string" ? value : secrets[value.secret],
          })),
        },
      };
    case "response-headers":
      return {
        action: "rewrite",
        actionParameters: {
          headers: {
            ...mapValues(action.set, (value) => ({ operation: "set", value })),
            ...Object.fromEntries(action.remove.map((header) => [header, { operation: "remove" }])),
          },
        },
      };
  }
}

function cacheParameters(action: Extract<Action, { kind: "cache" }>): input.RulesetRuleActionParameters {
  if (!action.eligible) return { cache: false };
  return {
    cache: true,
    edgeTtl:
      action.edgeSeconds === "origin"
        ? { mode: "bypass_by_default" }
        : { mode: "override_origin", default: action.edgeSeconds },
    browserTtl: { mode: "respect_origin" },
  };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
