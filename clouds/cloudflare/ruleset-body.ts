import type { RulesetCreateParams, RulesetUpdateParams } from "cloudflare/resources/rulesets/rulesets.js";
import type { CloudflarePlan } from "../../declaration/settings.ts";
import { ENTITLEMENTS } from "../../edge/entitlements.ts";
import { type Properties, type Refusal, UnmodelledError } from "../cloud.ts";
import { type ModelledPhase, modelledPhase } from "./phases.ts";
import { INVALID, Reader } from "./reader.ts";
import { type RuleBody, ruleBody } from "./rule-body.ts";

const SOURCE = "terraform-provider-cloudflare 5.22.0, internal/services/ruleset/schema.go";

/** A ruleset as it is sent: POST to create it, PUT of the whole to change it. */
export interface RulesetBody {
  readonly kind: "zone";
  readonly name: string;
  readonly phase: ModelledPhase;
  readonly description: string;
  readonly rules: RuleBody[];
}

/** Reads a Ruleset's inputs; the body may be sent only where nothing was refused and nothing is unknown. */
export function rulesetBody(inputs: Properties, plan: CloudflarePlan, refusals: Refusal[]): RulesetBody {
  const reader = new Reader(inputs, "", refusals, SOURCE);
  if (reader.has("accountId")) throw new UnmodelledError("a Ruleset of an account");
  const zoneId = reader.text("zoneId");
  if (!reader.isUnknown("zoneId") && !/^[0-9a-f]{32}$/.test(zoneId)) {
    reader.refuse("zoneId", INVALID, "value must be a 32-character hexadecimal string");
  }
  const kind = reader.text("kind");
  if (kind === "root" || kind === "custom" || kind === "managed")
    throw new UnmodelledError(`a Ruleset of the kind ${kind}`);
  if (!reader.isUnknown("kind") && kind !== "zone")
    reader.refuse("kind", INVALID, `"${kind}" is no kind of ruleset; write "zone"`);
  if (reader.text("name") === "" && !reader.isUnknown("name")) reader.refuse("name", INVALID, "must not be empty");
  const phase = readPhase(reader);
  const rules = reader.optionalMaps("rules") ?? [];
  checkQuota(reader, rules.length, phase, plan);
  checkRefs(rules);
  const body = {
    kind: "zone",
    name: reader.text("name"),
    phase,
    description: reader.optionalText("description") ?? "",
    rules: rules.map((rule) => ruleBody(rule, { phase, plan })),
  } as const satisfies Omit<RulesetCreateParams & RulesetUpdateParams, "account_id" | "zone_id">;
  return body;
}

function readPhase(reader: Reader): ModelledPhase {
  const written = reader.text("phase");
  const phase = reader.isUnknown("phase") ? undefined : modelledPhase(written);
  if (phase !== undefined) return phase;
  if (reader.has("phase") && !reader.isUnknown("phase"))
    reader.refuse("phase", INVALID, `"${written}" is no phase of Cloudflare's`);
  return "http_request_firewall_custom"; // A stand-in: a body with a refusal or an unknown is never sent.
}

function checkQuota(reader: Reader, rules: number, phase: ModelledPhase, plan: CloudflarePlan): void {
  const allowed = ENTITLEMENTS[plan].rules[phase];
  if (rules > allowed) {
    const why = `${rules} rules in ${phase}; the ${plan} plan allows ${allowed}`;
    reader.refuse("rules", "400", why, "cloudflare-docs, plans/index.json");
  }
}

function checkRefs(rules: readonly Reader[]): void {
  const seen = new Set<string>();
  for (const rule of rules) {
    if (!rule.has("ref") || rule.isUnknown("ref")) continue;
    const ref = rule.text("ref");
    if (seen.has(ref))
      rule.refuse(
        "ref",
        "400",
        `the ref "${ref}" stands twice in this ruleset`,
        "tf#5921; refs are unique in a ruleset",
      );
    seen.add(ref);
  }
}
