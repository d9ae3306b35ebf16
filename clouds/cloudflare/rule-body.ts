import type { RulesetCreateParams } from "cloudflare/resources/rulesets/rulesets.js";
import type { CloudflarePlan } from "../../declaration/settings.ts";
import { ENTITLEMENTS } from "../../edge/entitlements.ts";
import { UnmodelledError } from "../cloud.ts";
import { cacheParameters } from "./cache-body.ts";
import { checkExpression, type RulePlace } from "./check-expression.ts";
import { PHASES } from "./phases.ts";
import { rateLimitBody } from "./rate-limit-body.ts";
import { defined, INVALID, type Reader } from "./reader.ts";
import { rewriteParameters } from "./rewrite-body.ts";

/** A rule as it is sent to Cloudflare. */
export type RuleBody = NonNullable<RulesetCreateParams["rules"]>[number];

const RULE_INPUTS = [
  "action",
  "actionParameters",
  "description",
  "enabled",
  "expression",
  "id",
  "logging",
  "ratelimit",
  "ref",
];
const REDIRECT_STATUS = [301, 302, 303, 307, 308] as const;
const SKIPPED_PHASES = ["http_ratelimit", "http_request_sbfm", "http_request_firewall_managed"] as const;
const PRODUCTS = ["bic", "hot", "rateLimit", "securityLevel", "uaBlock", "waf", "zoneLockdown"] as const;

/** The body the provider sends for a rule; what provider and service refuse of it is noted by the reader. */
export function ruleBody(rule: Reader, place: RulePlace): RuleBody {
  if (rule.has("exposedCredentialCheck"))
    throw new UnmodelledError(`${rule.at("exposedCredentialCheck")} of a Ruleset`);
  rule.only(RULE_INPUTS, "is no property of a rule");
  if (!rule.has("ref")) {
    const why = "a rule without ref gets a new id with every change of the order; the provider's guide asks for refs";
    rule.refuse("ref", INVALID, why, "cloudflare-docs, terraform/troubleshooting/rule-id-changes");
  }
  checkExpression(rule, "expression", place.plan);
  const { actions, ratelimit } = PHASES[place.phase];
  const action = rule.text("action");
  if (!rule.isUnknown("action") && !actions.includes(action)) {
    const why = `the action "${action}" is not allowed in the phase "${place.phase}"; allowed: ${actions.join(", ")}`;
    rule.refuse("action", "400", why, "cloudflare-docs, ruleset-engine/rules-language/actions");
  }
  if (ratelimit !== rule.has("ratelimit")) {
    const why = ratelimit ? `a rule in ${place.phase} needs "ratelimit"` : `"ratelimit" belongs in http_ratelimit only`;
    rule.refuse("ratelimit", "400", why, "cloudflare-docs, waf/rate-limiting-rules/create-api");
  }
  const logging = rule.optionalMap("logging")?.optionalFlag("enabled");
  const limit = rule.optionalMap("ratelimit");
  const common = {
    ref: rule.optionalText("ref") ?? "",
    expression: rule.text("expression"),
    enabled: rule.optionalFlag("enabled") ?? true,
    ...defined({
      description: rule.optionalText("description"),
      logging: logging === undefined ? undefined : { enabled: logging },
      ratelimit: limit === undefined ? undefined : rateLimitBody(limit, rule, place.plan),
    }),
  };
  return { ...common, ...actionBody(action, rule, place) };
}

function actionBody(action: string, rule: Reader, place: RulePlace) {
  const parameters = rule.optionalMap("actionParameters");
  switch (action) {
    case "redirect":
      return {
        action,
        action_parameters: { from_value: redirectTarget(rule.map("actionParameters"), place.plan) },
      } as const;
    case "rewrite":
      return { action, action_parameters: rewriteParameters(rule.map("actionParameters"), place) } as const;
    case "set_cache_settings":
      return { action, action_parameters: cacheParameters(rule.map("actionParameters"), place.plan) } as const;
    case "skip":
      return { action, action_parameters: skipParameters(rule.map("actionParameters"), place.plan) } as const;
    case "block":
      return {
        action,
        ...defined({ action_parameters: parameters && blockParameters(parameters, rule, place.plan) }),
      } as const;
    case "challenge":
    case "js_challenge":
    case "managed_challenge":
      parameters?.only([], `is no parameter of the action "${action}"`);
      return { action } as const;
    default:
      // Refused above; an unknown action needs some stand-in.
      return { action: "block" } as const;
  }
}

function redirectTarget(parameters: Reader, plan: CloudflarePlan) {
  if (parameters.has("fromList")) throw new UnmodelledError(`${parameters.at("fromList")} of a Ruleset`);
  parameters.only(["fromValue"], 'is no parameter of the action "redirect"');
  const from = parameters.map("fromValue");
  from.only(["preserveQueryString", "statusCode", "targetUrl"], "is no property of fromValue");
  const target = from.map("targetUrl");
  target.only(["expression", "value"], "is no property of targetUrl");
  if (target.has("expression") === target.has("value")) {
    target.refuse("", INVALID, 'give exactly one of "value" and "expression"');
  }
  if (target.has("expression")) checkExpression(target, "expression", plan);
  const value = target.optionalText("value");
  if (value === "") target.refuse("value", INVALID, "must not be empty");
  return {
    target_url: defined({ expression: target.optionalText("expression"), value }),
    preserve_query_string: from.optionalFlag("preserveQueryString") ?? false,
    ...defined({ status_code: from.optionalChoice("statusCode", REDIRECT_STATUS) }),
  };
}

function skipParameters(parameters: Reader, plan: CloudflarePlan) {
  if (parameters.has("rules") || parameters.has("rulesets"))
    throw new UnmodelledError("skipping other rulesets or rules");
  parameters.only(["phases", "products", "ruleset"], 'is no parameter of the action "skip"');
  if (!["phases", "products", "ruleset"].some((name) => parameters.has(name))) {
    parameters.refuse("", "400", "a skip rule must say what it skips: phases, products or ruleset");
  }
  const phases = parameters.optionalChoices("phases", SKIPPED_PHASES);
  if (phases?.includes("http_request_sbfm") && !ENTITLEMENTS[plan].superBotFightMode) {
    parameters.refuse(
      "phases",
      "400",
      `the ${plan} plan has no phase http_request_sbfm to skip`,
      "cloudflare-docs, waf/feature-interoperability",
    );
  }
  return defined({
    phases,
    products: parameters.optionalChoices("products", PRODUCTS),
    ruleset: parameters.optionalChoice("ruleset", ["current"]),
  });
}

function blockParameters(parameters: Reader, rule: Reader, plan: CloudflarePlan) {
  parameters.only(["response"], 'is no parameter of the action "block"');
  const response = parameters.optionalMap("response");
  if (response === undefined) return {};
  response.only(["content", "contentType", "statusCode"], "is no property of response");
  const status_code = response.number("statusCode");
  if (!response.isUnknown("statusCode") && (status_code < 400 || status_code > 499)) {
    response.refuse("statusCode", INVALID, `${status_code} must be between 400 and 499`);
  }
  if (plan === "free" && rule.has("ratelimit")) {
    const why = "a custom answer to blocked requests needs the Pro plan; the zone is on free";
    response.refuse("", "400", why, "cloudflare-docs, ruleset-engine/rules-language/actions");
  }
  const content = response.text("content");
  if (new TextEncoder().encode(content).length > 30 * 1024) {
    response.refuse(
      "content",
      "400",
      "must not be larger than 30 KB",
      "cloudflare-docs, waf/rate-limiting-rules/parameters",
    );
  }
  const types = ["application/json", "text/html", "text/xml", "text/plain"] as const;
  return { response: { content, content_type: response.choice("contentType", types), status_code } };
}
