import type { CloudflarePlan } from "../../declaration/settings.ts";
import { ENTITLEMENTS } from "../../edge/entitlements.ts";
import { lexicalFault, usesRegularExpression } from "./expression.ts";
import type { ModelledPhase } from "./phases.ts";
import type { Reader } from "./reader.ts";

/** Where a rule stands. */
export interface RulePlace {
  readonly phase: ModelledPhase;
  readonly plan: CloudflarePlan;
}

/** Refuses an expression that Cloudflare couldn't parse, or that the plan doesn't allow. */
export function checkExpression(reader: Reader, name: string, plan: CloudflarePlan): void {
  if (reader.isUnknown(name)) return;
  const expression = reader.text(name);
  const fault = lexicalFault(expression);
  if (fault !== undefined && reader.has(name)) {
    reader.refuse(name, "400", fault, "cloudflare-docs, ruleset-engine/rules-language/expressions");
  }
  if (!ENTITLEMENTS[plan].regex && usesRegularExpression(expression)) {
    const why = `regular expressions (matches) need the Business plan; the zone is on ${plan}`;
    reader.refuse(name, "400", why, "cloudflare-docs, plans/index.json");
  }
}
