import { describe, expect, test } from "vitest";
import { type Properties, UNKNOWN, type Value } from "../../../clouds/cloud.ts";
import type { CloudflarePlan } from "../../../declaration/settings.ts";
import { codeOf, open, refused, subject, ZONE_ID } from "./account.ts";

const limit = { characteristics: ["cf.colo.id", "ip.src"], period: 10, requestsPerPeriod: 5, mitigationTimeout: 10 };
const LIMIT = { ref: "l", action: "block", expression: 'http.request.uri.path eq "/login"', ratelimit: limit };
const REDIRECT = {
  ref: "r",
  action: "redirect",
  expression: "ssl",
  actionParameters: { fromValue: { statusCode: 301, targetUrl: { value: "https://example.com" } } },
};
const header = (set: Properties) => ({
  ref: "h",
  action: "rewrite",
  expression: "true",
  actionParameters: { headers: { "x-a": set } },
});
const SET = header({ operation: "set", value: "1" });
const CACHE = { ref: "c", action: "set_cache_settings", expression: "true", actionParameters: { cache: false } };
const SKIP = { ref: "s", action: "skip", expression: "true", actionParameters: { phases: ["http_ratelimit"] } };
const BLOCK = { ref: "b", action: "block", expression: "true" };

const of = (phase: string, ...rules: Value[]): Properties => ({ kind: "zone", name: "entry", phase, rules });
const check = (phase: string, rule: Value, plan: CloudflarePlan = "free") => refused("Ruleset", of(phase, rule), plan);

describe("pairs: the first is accepted, the second refused", () => {
  test.each<[string, string, Value, Value, string]>([
    ["the action belongs in the phase", "http_request_firewall_custom", BLOCK, REDIRECT, "400 rules[0].action"],
    [
      "a ref stands",
      "http_request_firewall_custom",
      BLOCK,
      { action: "block", expression: "true" },
      "InvalidAttributeValue rules[0].ref",
    ],
    [
      "an expression isn't empty",
      "http_request_firewall_custom",
      BLOCK,
      { ...BLOCK, expression: "" },
      "400 rules[0].expression",
    ],
    [
      "regular expressions need Business",
      "http_request_firewall_custom",
      BLOCK,
      { ...BLOCK, expression: 'http.host matches "a"' },
      "400 rules[0].expression",
    ],
    [
      "a rule of the limits' phase has a limit",
      "http_ratelimit",
      LIMIT,
      { ...BLOCK, ratelimit: null },
      "400 rules[0].ratelimit",
    ],
    [
      "limits count per data centre",
      "http_ratelimit",
      LIMIT,
      { ...LIMIT, ratelimit: { ...limit, characteristics: ["ip.src"] } },
      "20155 rules[0].ratelimit.characteristics",
    ],
    [
      "Free counts over 10 s",
      "http_ratelimit",
      LIMIT,
      { ...LIMIT, ratelimit: { ...limit, period: 60 } },
      "400 rules[0].ratelimit.period",
    ],
    [
      "Free blocks for 10 s",
      "http_ratelimit",
      LIMIT,
      { ...LIMIT, ratelimit: { ...limit, mitigationTimeout: 60 } },
      "400 rules[0].ratelimit.mitigationTimeout",
    ],
    [
      "a challenge has no timeout",
      "http_ratelimit",
      { ...LIMIT, action: "managed_challenge", ratelimit: { ...limit, mitigationTimeout: 0 } },
      { ...LIMIT, action: "managed_challenge" },
      "400 rules[0].ratelimit.mitigationTimeout",
    ],
    [
      "Free limits see the path only",
      "http_ratelimit",
      LIMIT,
      { ...LIMIT, expression: 'http.host eq "a"' },
      "400 rules[0].expression",
    ],
    [
      "a redirect has a known status",
      "http_request_dynamic_redirect",
      REDIRECT,
      { ...REDIRECT, actionParameters: { fromValue: { statusCode: 200, targetUrl: { value: "https://a" } } } },
      "InvalidAttributeValue rules[0].actionParameters.fromValue.statusCode",
    ],
    [
      "a redirect has one target",
      "http_request_dynamic_redirect",
      REDIRECT,
      { ...REDIRECT, actionParameters: { fromValue: { targetUrl: { value: "https://a", expression: "http.host" } } } },
      "InvalidAttributeValue rules[0].actionParameters.fromValue.targetUrl",
    ],
    [
      "a header rewrite names a header",
      "http_request_late_transform",
      SET,
      { ...SET, actionParameters: { headers: {} } },
      "InvalidAttributeValue rules[0].actionParameters.headers",
    ],
    [
      "a header has a value",
      "http_request_late_transform",
      SET,
      header({ operation: "set" }),
      "InvalidAttributeValue rules[0].actionParameters.headers.x-a",
    ],
    [
      "Cloudflare's headers stay",
      "http_response_headers_transform",
      SET,
      { ...SET, actionParameters: { headers: { "cf-ray": { operation: "remove" } } } },
      "400 rules[0].actionParameters.headers.cf-ray",
    ],
    [
      "an uncached answer has no edge TTL",
      "http_request_cache_settings",
      CACHE,
      { ...CACHE, actionParameters: { cache: false, edgeTtl: { mode: "override_origin", default: 7200 } } },
      "400 rules[0].actionParameters.edgeTtl",
    ],
    [
      "Free keeps answers for two hours at least",
      "http_request_cache_settings",
      { ...CACHE, actionParameters: { cache: true, edgeTtl: { mode: "override_origin", default: 7200 } } },
      { ...CACHE, actionParameters: { cache: true, edgeTtl: { mode: "override_origin", default: 60 } } },
      "400 rules[0].actionParameters.edgeTtl.default",
    ],
    [
      "only some phases can be skipped",
      "http_request_firewall_custom",
      SKIP,
      { ...SKIP, actionParameters: { phases: ["http_request_dynamic_redirect"] } },
      "InvalidAttributeValue rules[0].actionParameters.phases",
    ],
    [
      "a blocked answer is a 4xx",
      "http_request_firewall_custom",
      { ...BLOCK, actionParameters: { response: { content: "no", contentType: "text/plain", statusCode: 403 } } },
      { ...BLOCK, actionParameters: { response: { content: "no", contentType: "text/plain", statusCode: 200 } } },
      "InvalidAttributeValue rules[0].actionParameters.response.statusCode",
    ],
    [
      "no parameter is invented",
      "http_request_firewall_custom",
      BLOCK,
      { ...BLOCK, actionParameters: { cache: true } },
      "InvalidAttributeValue rules[0].actionParameters.cache",
    ],
  ])("%s", (_why, phase, accepted, wrong, refusal) => {
    expect(check(phase, accepted)).toEqual([]);
    expect(check(phase, wrong)).toEqual([refusal]);
  });

  test("the plan decides: what Free refuses, Pro or Business takes", () => {
    const hostLimit = { ...LIMIT, expression: 'http.host eq "a"' };
    expect(check("http_ratelimit", hostLimit, "pro")).toEqual([]);
    expect(
      check("http_request_firewall_custom", { ...BLOCK, expression: 'http.host matches "a"' }, "business"),
    ).toEqual([]);
    const rules = Array.from({ length: 6 }, (_, index) => ({ ...BLOCK, ref: `b${index}` }));
    expect(refused("Ruleset", of("http_request_firewall_custom", ...rules), "free")).toEqual(["400 rules"]);
    expect(refused("Ruleset", of("http_request_firewall_custom", ...rules), "pro")).toEqual([]);
  });

  test("a ref stands once", () => {
    expect(refused("Ruleset", of("http_request_firewall_custom", BLOCK, BLOCK))).toEqual(["400 rules[1].ref"]);
  });

  test("a misspelt phase is refused, a phase that isn't modelled is an error", () => {
    expect(check("http_ratelimits", BLOCK)).toContain("InvalidAttributeValue phase");
    expect(() => check("http_config_settings", BLOCK)).toThrow("not modelled");
  });

  test("another zone, and an id that is none", () => {
    expect(refused("Ruleset", { ...of("http_request_firewall_custom", BLOCK), zoneId: "f".repeat(32) })).toEqual([
      "10000 zoneId",
    ]);
    expect(refused("Ruleset", { ...of("http_request_firewall_custom", BLOCK), zoneId: "example.com" })).toContain(
      "7003 zoneId",
    );
  });
});

test("unknown values are never refused", () => {
  const rule: Value = {
    ref: "l",
    action: UNKNOWN,
    expression: UNKNOWN,
    ratelimit: { ...limit, period: UNKNOWN, characteristics: UNKNOWN },
  };
  expect(check("http_ratelimit", rule)).toEqual([]);
  expect(check("http_request_late_transform", header({ operation: "set", value: UNKNOWN }))).toEqual([]);
});

describe("in the zone", () => {
  const inputs = { zoneId: ZONE_ID, ...of("http_request_firewall_custom", BLOCK, SKIP) };
  const ids = (state: Properties) => Object.fromEntries((state.rules as Properties[]).map(({ ref, id }) => [ref, id])); // The cloud's own state: a list of rules.

  test("a second entry point of a phase is refused at preview and on creation, another phase is not", () => {
    const cloud = open();
    cloud.create(subject("Ruleset", "one"), inputs);
    expect(codeOf(() => cloud.plan(subject("Ruleset", "two"), inputs))).toBe("20217");
    expect(codeOf(() => cloud.create(subject("Ruleset", "two"), inputs))).toBe("20217");
    const other = { zoneId: ZONE_ID, ...of("http_request_late_transform", SET) };
    expect(codeOf(() => cloud.create(subject("Ruleset", "two"), other))).toBeUndefined();
  });

  test("a replacement fails when the new one comes first, and works when the old one goes first", () => {
    const cloud = open();
    const old = cloud.create(subject("Ruleset"), inputs);
    const renamed = { ...inputs, name: "other" };
    expect(cloud.diff(subject("Ruleset").type, old.id, old.state, renamed)).toMatchObject({
      replaces: ["name"],
      deleteBeforeReplace: false,
    });
    expect(codeOf(() => cloud.plan(subject("Ruleset"), renamed))).toBeUndefined();
    expect(codeOf(() => cloud.create(subject("Ruleset"), renamed))).toBe("20217");
    cloud.delete(subject("Ruleset"), old);
    expect(codeOf(() => cloud.create(subject("Ruleset"), renamed))).toBeUndefined();
  });

  test("a rule keeps its id while its ref stands, wherever it moves; a new ref gets a new id", () => {
    const cloud = open();
    const made = cloud.create(subject("Ruleset"), inputs);
    const next = { ...inputs, rules: [{ ...BLOCK, ref: "first" }, { ...SKIP, expression: "ssl" }, BLOCK] };
    const planned = cloud.plan(subject("Ruleset"), next, made);
    expect(ids(planned)).toEqual({ ...ids(made.state), first: UNKNOWN });
    expect([planned.version, planned.lastUpdated]).toEqual([UNKNOWN, UNKNOWN]);
    const updated = cloud.update(subject("Ruleset"), made, next);
    expect(ids(updated)).toMatchObject(ids(made.state));
    expect(new Set(Object.values(ids(updated))).size).toBe(3);
    expect([made.state.version, updated.version]).toEqual(["1", "2"]);
  });

  test("what the provider fills in is no change; what the program changes is one", () => {
    const cloud = open();
    const { id, state } = cloud.create(subject("Ruleset"), inputs);
    const changed = (rules: Value[]) => cloud.diff(subject("Ruleset").type, id, state, { ...inputs, rules }).changed;
    expect(changed([BLOCK, SKIP])).toEqual([]);
    expect(changed([{ ...BLOCK, enabled: true, description: "" }, SKIP])).toEqual([]);
    expect(changed([{ ...BLOCK, enabled: false }, SKIP])).toEqual(["rules"]);
    expect(changed([SKIP, BLOCK])).toEqual(["rules"]);
    expect(changed([BLOCK])).toEqual(["rules"]);
    expect(cloud.read(subject("Ruleset"), id)?.state).toEqual(state);
  });
});
