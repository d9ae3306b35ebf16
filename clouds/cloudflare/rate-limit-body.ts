import type { BlockRuleParam } from "cloudflare/resources/rulesets/rules.js";
import type { CloudflarePlan } from "../../declaration/settings.ts";
import { ENTITLEMENTS } from "../../edge/entitlements.ts";
import { checkExpression } from "./check-expression.ts";
import { fieldsOf } from "./expression.ts";
import { defined, INVALID, type Reader } from "./reader.ts";

const SOURCE = "cloudflare-docs, waf/rate-limiting-rules (parameters, availability by plan)";

/** The limit of a rule as it is sent. */
export function rateLimitBody(limit: Reader, rule: Reader, plan: CloudflarePlan): BlockRuleParam.Ratelimit {
  limit.only(
    ["characteristics", "countingExpression", "mitigationTimeout", "period", "requestsPerPeriod", "requestsToOrigin"],
    "needs Cloudflare's Advanced Rate Limiting, or is no property of ratelimit",
  );
  checkPeriod(limit, plan);
  checkMitigation(limit, rule, plan);
  checkCharacteristics(limit, plan);
  checkFields(rule, plan);
  const requests = limit.number("requestsPerPeriod");
  if (!limit.isUnknown("requestsPerPeriod") && (requests < 1 || !Number.isInteger(requests))) {
    limit.refuse("requestsPerPeriod", INVALID, `${requests} must be a whole number of at least 1`);
  }
  if (limit.has("countingExpression")) {
    if (plan !== "business") refusePlan(limit, "countingExpression", "a counting expression", "Business", plan);
    checkExpression(limit, "countingExpression", plan);
  }
  return {
    characteristics: limit.optionalTexts("characteristics") ?? [],
    period: limit.number("period"),
    requests_per_period: requests,
    requests_to_origin: limit.optionalFlag("requestsToOrigin") ?? false,
    ...defined({
      counting_expression: limit.optionalText("countingExpression"),
      mitigation_timeout: limit.optionalNumber("mitigationTimeout"),
    }),
  };
}

/** Only some fields may stand in a rate limit's expression; the verified-bot field may on every plan. */
function checkFields(rule: Reader, plan: CloudflarePlan): void {
  if (rule.isUnknown("expression")) return;
  const allowed = ["cf.client.bot", ...ENTITLEMENTS[plan].limits.fields];
  for (const field of fieldsOf(rule.text("expression")).filter((one) => !allowed.includes(one))) {
    const why = `a rate limit on the ${plan} plan can't use the field ${field}; allowed: ${allowed.join(", ")}`;
    rule.refuse("expression", "400", why, SOURCE);
  }
}

function checkPeriod(limit: Reader, plan: CloudflarePlan): void {
  if (limit.isUnknown("period") || !limit.has("period")) return;
  const period = limit.number("period");
  const allowed = ENTITLEMENTS[plan].limits.periods;
  if (!allowed.includes(period)) {
    limit.refuse(
      "period",
      "400",
      `a period of ${period} s is not one of the ${plan} plan's: ${allowed.join(", ")}`,
      SOURCE,
    );
  }
}

function checkMitigation(limit: Reader, rule: Reader, plan: CloudflarePlan): void {
  if (limit.isUnknown("mitigationTimeout") || rule.isUnknown("action")) return;
  const seconds = limit.optionalNumber("mitigationTimeout") ?? 0;
  if (rule.text("action").endsWith("challenge")) {
    if (seconds !== 0)
      limit.refuse("mitigationTimeout", "400", "a challenge below Enterprise needs a mitigation timeout of 0", SOURCE);
    return;
  }
  const allowed = ENTITLEMENTS[plan].limits.timeouts;
  if (!allowed.includes(seconds)) {
    const why = `a block of ${seconds} s is not one of the ${plan} plan's: ${allowed.join(", ")}`;
    limit.refuse("mitigationTimeout", "400", why, SOURCE);
  }
}

function checkCharacteristics(limit: Reader, plan: CloudflarePlan): void {
  if (limit.isUnknown("characteristics") || !limit.has("characteristics")) return;
  const characteristics = limit.optionalTexts("characteristics") ?? [];
  if (!characteristics.includes("cf.colo.id")) {
    limit.refuse("characteristics", "20155", 'rules made by the API must count per "cf.colo.id"', SOURCE);
  }
  const allowed = ["cf.colo.id", "ip.src", ...(plan === "business" ? ["cf.unique_visitor_id"] : [])];
  for (const one of characteristics.filter((each) => !allowed.includes(each))) {
    limit.refuse(
      "characteristics",
      "400",
      `"${one}" can't be counted by on the ${plan} plan; allowed: ${allowed.join(", ")}`,
      SOURCE,
    );
  }
  if (characteristics.includes("ip.src") && characteristics.includes("cf.unique_visitor_id")) {
    limit.refuse("characteristics", "400", '"ip.src" and "cf.unique_visitor_id" exclude each other', SOURCE);
  }
}

function refusePlan(reader: Reader, name: string, what: string, needed: string, plan: CloudflarePlan): void {
  reader.refuse(name, "400", `${what} needs the ${needed} plan; the zone is on ${plan}`, SOURCE);
}
