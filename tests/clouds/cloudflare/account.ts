import { type Cloud, type Properties, Refusal } from "../../../clouds/cloud.ts";
import { cloudflareCloud } from "../../../clouds/cloudflare/cloud.ts";
import type { CloudflarePlan } from "../../../declaration/settings.ts";

/** The zone of the tests. */
export const ZONE_ID = "0123456789abcdef0123456789abcdef";
const TOKENS = {
  DnsRecord: "cloudflare:index/dnsRecord:DnsRecord",
  Ruleset: "cloudflare:index/ruleset:Ruleset",
  UrlNormalizationSettings: "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings",
  ZoneSetting: "cloudflare:index/zoneSetting:ZoneSetting",
} as const;

/** A short name of a type. */
export type Name = keyof typeof TOKENS;

/** A cloud with example.com on a plan. */
export function open(plan: CloudflarePlan = "pro"): Cloud {
  return cloudflareCloud({ cloudflare: { accountId: "a".repeat(32), zoneId: ZONE_ID, zoneName: "example.com", plan } });
}

/** Who asks. */
export function subject(type: Name, name = "one") {
  return {
    type: TOKENS[type],
    name,
    urn: `urn:pulumi:dev::test::${TOKENS[type]}::${name}`,
    randomSeed: new Uint8Array(),
  };
}

/** `code property` of each refusal of the check. */
export function refused(type: Name, inputs: Properties, plan: CloudflarePlan = "pro"): string[] {
  const { refusals } = open(plan).check(subject(type), { zoneId: ZONE_ID, ...inputs });
  return refusals.map(({ code, property }) => `${code} ${property}`);
}

/** The code of what is thrown, or undefined. */
export function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.code;
    throw thrown;
  }
}
