import type { URLNormalizationUpdateParams } from "cloudflare/resources/url-normalization/url-normalization.js";
import type { SettingEditParams } from "cloudflare/resources/zones/settings.js";
import { holdsUnknown, type Properties, type Refusal, UNKNOWN, UnmodelledError, type Value } from "../cloud.ts";
import { isProperties } from "../values.ts";
import { Reader } from "./reader.ts";

const SOURCE =
  "terraform-provider-cloudflare 5.22.0, docs/resources/zone_setting.md; 1007: pulumi/pulumi-cloudflare#1319";
const SWITCH = ["on", "off"] as const;

/** The settings this cloud knows with the values each takes on Free, Pro and Business. */
const CHOICES: Readonly<Record<string, readonly (string | number)[]>> = {
  "0rtt": SWITCH,
  always_online: SWITCH,
  always_use_https: SWITCH,
  automatic_https_rewrites: SWITCH,
  brotli: SWITCH,
  browser_check: SWITCH,
  early_hints: SWITCH,
  email_obfuscation: SWITCH,
  hotlink_protection: SWITCH,
  http3: SWITCH,
  ip_geolocation: SWITCH,
  min_tls_version: ["1.0", "1.1", "1.2", "1.3"],
  opportunistic_encryption: SWITCH,
  security_level: ["off", "essentially_off", "low", "medium", "high", "under_attack"],
  ssl: ["off", "flexible", "full", "strict"],
  tls_1_3: ["on", "off", "zrt"],
  tls_client_auth: SWITCH,
  websockets: SWITCH,
};

const HSTS: Readonly<Record<string, "boolean" | "number">> = {
  enabled: "boolean",
  include_subdomains: "boolean",
  max_age: "number",
  nosniff: "boolean",
  preload: "boolean",
};

/** A setting as it is sent (PATCH), without the zone. */
export type SettingBody = Omit<SettingEditParams.Variant1, "zone_id">;

/** Reads a ZoneSetting's inputs. */
export function settingBody(inputs: Properties, refusals: Refusal[]): SettingBody {
  const reader = new Reader(inputs, "", refusals, SOURCE);
  if (reader.has("enabled")) throw new UnmodelledError("enabled of a ZoneSetting");
  const id = reader.text("settingId");
  const value = inputs.value ?? null;
  if (reader.isUnknown("settingId") || id === "") return {};
  if (id === "security_header") checkHsts(reader, value);
  else {
    const choices = CHOICES[id];
    if (choices === undefined) throw new UnmodelledError(`the zone setting "${id}"`);
    if (value !== UNKNOWN && !choices.some((choice) => choice === value)) {
      const why = `invalid value ${JSON.stringify(value)} for the zone setting ${id}; allowed: ${choices.join(", ")}`;
      reader.refuse("value", "1007", why);
    }
  }
  return { value };
}

/** The bridge passes a dynamic value through unchanged, so its keys are the API's own, in snake case. */
function checkHsts(reader: Reader, value: Value): void {
  if (holdsUnknown(value)) return;
  const header = isProperties(value) ? value.strict_transport_security : undefined;
  if (!isProperties(value) || !isProperties(header) || Object.keys(value).length !== 1) {
    reader.refuse("value", "1007", 'must be { "strict_transport_security": { … } }, with keys in snake case');
    return;
  }
  for (const [key, item] of Object.entries(header)) {
    const expected = HSTS[key];
    if (expected === undefined) reader.refuse("value", "1007", `"${key}" is none of ${Object.keys(HSTS).join(", ")}`);
    else if (typeof item !== expected) reader.refuse("value", "1007", `"${key}" must be a ${expected}`);
  }
}

/** Reads the inputs of UrlNormalizationSettings. */
export function normalizationBody(
  inputs: Properties,
  refusals: Refusal[],
): Omit<URLNormalizationUpdateParams, "zone_id"> {
  const reader = new Reader(inputs, "", refusals, "cloudflare-docs, rules/normalization/settings");
  return {
    scope: reader.choice("scope", ["incoming", "both", "none"]),
    type: reader.choice("type", ["cloudflare", "rfc3986"]),
  };
}
