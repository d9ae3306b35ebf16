import { type Accounts, type Properties, Refusal } from "../cloud.ts";
import { isProperties } from "../values.ts";

/** What Cloudflare answers about a zone that isn't the account's, or whose id is none; undefined where it is. */
export function refuseZone(zoneId: unknown, account: Accounts["cloudflare"]): Refusal | undefined {
  if (typeof zoneId !== "string" || zoneId === account.zoneId) return undefined;
  if (!/^[0-9a-f]{32}$/.test(zoneId)) {
    const why = `Could not route to /client/v4/zones/${zoneId}, perhaps your object identifier is invalid?`;
    return new Refusal("7003", why, "termux issue #218 (secondary)", "zoneId");
  }
  const why = `Authentication error: the token has no access to the zone ${zoneId}`;
  return new Refusal("10000", why, "snapotter-hq/SnapOtter#1016", "zoneId");
}

const PLANS = {
  free: { name: "Free Website", price: 0, pageRules: 3 },
  pro: { name: "Pro Website", price: 25, pageRules: 20 },
  business: { name: "Business Website", price: 250, pageRules: 50 },
} as const;

/** Answers `getZone`: the account's one zone, active, by id or by name. */
export function getZone(args: Properties, account: Accounts["cloudflare"]): Properties {
  const { filter, zoneId } = args;
  const refusal = refuseZone(zoneId, account);
  if (refusal !== undefined) throw refusal;
  const name = isProperties(filter) ? filter.name : undefined;
  if (name !== undefined && name !== account.zoneName) {
    throw new Refusal(
      "404",
      `no zone found with the name ${String(name)}`,
      "terraform-provider-cloudflare 5.22.0, data zone",
      "filter",
    );
  }
  if (zoneId === undefined && name === undefined) {
    throw new Refusal(
      "InvalidAttributeCombination",
      'give "zoneId" or "filter"',
      "terraform-provider-cloudflare 5.22.0, data zone",
    );
  }
  const plan = PLANS[account.plan];
  return {
    ...(filter === undefined ? {} : { filter }),
    id: account.zoneId,
    zoneId: account.zoneId,
    name: account.zoneName,
    account: { id: account.accountId, name: "Rehearsal" },
    owner: { id: account.accountId, name: "Rehearsal", type: "organization" },
    plan: {
      id: "0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
      name: plan.name,
      legacyId: account.plan,
      price: plan.price,
      currency: "USD",
      frequency: plan.price === 0 ? "" : "monthly",
      canSubscribe: false,
      externallyManaged: false,
      isSubscribed: plan.price > 0,
      legacyDiscount: false,
    },
    meta: {
      cdnOnly: false,
      customCertificateQuota: account.plan === "business" ? 1 : 0,
      dnsOnly: false,
      foundationDns: false,
      pageRuleQuota: plan.pageRules,
      phishingDetected: false,
      step: 2,
    },
    nameServers: ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
    originalNameServers: [],
    originalDnshost: "",
    originalRegistrar: "",
    permissions: ["#zone:read", "#zone:edit"],
    status: "active",
    paused: false,
    type: "full",
    developmentMode: 0,
    cnameSuffix: "",
    tenant: { id: "", name: "" },
    tenantUnit: { id: "" },
    vanityNameServers: [],
    verificationKey: "",
    activatedOn: "2025-01-01T00:00:00Z",
    createdOn: "2025-01-01T00:00:00Z",
    modifiedOn: "2025-01-01T00:00:00Z",
  };
}
