import type { SetCacheSettingsRuleParam } from "cloudflare/resources/rulesets/rules.js";
import type { CloudflarePlan } from "../../declaration/settings.ts";
import { ENTITLEMENTS } from "../../edge/entitlements.ts";
import { UnmodelledError } from "../cloud.ts";
import { defined, INVALID, type Reader } from "./reader.ts";

const MODELLED = [
  "browserTtl",
  "cache",
  "cacheKey",
  "edgeTtl",
  "originCacheControl",
  "originErrorPagePassthru",
  "respectStrongEtags",
  "serveStale",
];
const UNMODELLED = [
  "additionalCacheablePorts",
  "cacheReserve",
  "originRangeRequests",
  "readTimeout",
  "stripEtags",
  "stripLastModified",
  "stripSetCookie",
  "vary",
];

/** The parameters of a cache rule as they are sent. */
export function cacheParameters(parameters: Reader, plan: CloudflarePlan): SetCacheSettingsRuleParam.ActionParameters {
  for (const name of UNMODELLED) if (parameters.has(name)) throw new UnmodelledError(parameters.at(name));
  parameters.only(MODELLED, 'is no parameter of the action "set_cache_settings"');
  const cache = parameters.optionalFlag("cache");
  if (cache === false && parameters.has("edgeTtl")) {
    const why = "an answer that isn't cached has no edge TTL";
    parameters.refuse("edgeTtl", "400", why, "cloudflare-docs, cache/how-to/cache-rules/settings");
  }
  const stale = parameters.optionalMap("serveStale");
  const key = parameters.optionalMap("cacheKey");
  return defined({
    cache,
    browser_ttl: ttl(parameters.optionalMap("browserTtl"), [
      "respect_origin",
      "bypass_by_default",
      "override_origin",
      "bypass",
    ]),
    edge_ttl: edgeTtl(parameters.optionalMap("edgeTtl"), plan),
    cache_key: key && cacheKey(key),
    origin_cache_control: parameters.optionalFlag("originCacheControl"),
    origin_error_page_passthru: parameters.optionalFlag("originErrorPagePassthru"),
    respect_strong_etags: parameters.optionalFlag("respectStrongEtags"),
    serve_stale: stale && defined({ disable_stale_while_updating: stale.optionalFlag("disableStaleWhileUpdating") }),
  });
}

function ttl<const Mode extends string>(reader: Reader | undefined, modes: readonly [Mode, ...Mode[]]) {
  if (reader === undefined) return undefined;
  const mode = reader.choice("mode", modes);
  const seconds = reader.optionalNumber("default");
  const overrides = mode === "override_origin" && !reader.isUnknown("mode");
  if (overrides !== reader.has("default") && !reader.isUnknown("mode")) {
    const why = overrides ? 'the mode "override_origin" needs "default"' : `the mode "${mode}" takes no "default"`;
    reader.refuse("default", "400", why, "cloudflare-docs, cache/how-to/cache-rules/settings");
  }
  if (seconds !== undefined && (seconds < 0 || !Number.isInteger(seconds))) {
    reader.refuse("default", INVALID, `${seconds} must be a whole number of seconds`);
  }
  return { mode, ...defined({ default: seconds }) };
}

function edgeTtl(reader: Reader | undefined, plan: CloudflarePlan) {
  if (reader === undefined) return undefined;
  reader.only(["default", "mode", "statusCodeTtls"], "is no property of edgeTtl");
  const statuses = reader.optionalMaps("statusCodeTtls")?.map((status) => {
    const range = status.optionalMap("statusCodeRange");
    return {
      value: status.number("value"),
      ...defined({
        status_code: status.optionalNumber("statusCode"),
        status_code_range: range && defined({ from: range.optionalNumber("from"), to: range.optionalNumber("to") }),
      }),
    };
  });
  const body = ttl(reader, ["respect_origin", "bypass_by_default", "override_origin"]);
  const least = ENTITLEMENTS[plan].minimumEdgeSeconds;
  if (!reader.isUnknown("default") && body?.default !== undefined && body.default < least) {
    const why = `${body.default} s is less than the ${plan} plan's shortest edge TTL, ${least} s`;
    reader.refuse("default", "400", why, "cloudflare-docs, plans/index.json");
  }
  return body && { ...body, ...defined({ status_code_ttl: statuses }) };
}

function cacheKey(reader: Reader) {
  if (reader.has("customKey")) throw new UnmodelledError(reader.at("customKey"));
  reader.only(["cacheByDeviceType", "cacheDeceptionArmor", "ignoreQueryStringsOrder"], "is no property of cacheKey");
  return defined({
    cache_by_device_type: reader.optionalFlag("cacheByDeviceType"),
    cache_deception_armor: reader.optionalFlag("cacheDeceptionArmor"),
    ignore_query_strings_order: reader.optionalFlag("ignoreQueryStringsOrder"),
  });
}
