import { describe, expect, test } from "vitest";
import { type Properties, UNKNOWN } from "../../../clouds/cloud.ts";
import { codeOf, open, refused, subject, ZONE_ID } from "./account.ts";

const hsts = (header: Properties) => ({ settingId: "security_header", value: { strict_transport_security: header } });

describe("zone settings", () => {
  test.each<[string, Properties, Properties]>([
    ["a value is one of the setting's", { settingId: "ssl", value: "strict" }, { settingId: "ssl", value: "Strict" }],
    [
      "a number is no string",
      { settingId: "min_tls_version", value: "1.2" },
      { settingId: "min_tls_version", value: 1.2 },
    ],
    [
      "a switch is on or off",
      { settingId: "always_use_https", value: "on" },
      { settingId: "always_use_https", value: true },
    ],
    ["keys are in snake case", hsts({ enabled: true, max_age: 300 }), hsts({ enabled: true, maxAge: 300 })],
    [
      "the outer key too",
      hsts({ enabled: true }),
      { settingId: "security_header", value: { strictTransportSecurity: { enabled: true } } },
    ],
  ])("%s", (_why, accepted, wrong) => {
    expect(refused("ZoneSetting", accepted)).toEqual([]);
    expect(refused("ZoneSetting", wrong)).toEqual(["1007 value"]);
  });

  test("a setting that isn't known is an error", () => {
    expect(() => refused("ZoneSetting", { settingId: "sll", value: "on" })).toThrow("not modelled");
  });

  test("deletion does nothing; what a change leaves open is unknown", () => {
    const cloud = open();
    const inputs = { zoneId: ZONE_ID, settingId: "ssl", value: "strict" };
    const made = cloud.create(subject("ZoneSetting"), inputs);
    expect(made.id).toBe("ssl");
    const planned = cloud.plan(subject("ZoneSetting"), { ...inputs, value: "full" }, made);
    expect(planned).toMatchObject({ value: "full", editable: UNKNOWN, enabled: UNKNOWN, modifiedOn: UNKNOWN });
    cloud.delete(subject("ZoneSetting"), made);
    expect(cloud.read(subject("ZoneSetting"), "ssl")).toEqual(made);
  });
});

test("URL normalization takes the documented words, and goes back to the default when deleted", () => {
  expect(refused("UrlNormalizationSettings", { type: "cloudflare", scope: "both" })).toEqual([]);
  expect(refused("UrlNormalizationSettings", { type: "rfc", scope: "all" })).toEqual([
    "InvalidAttributeValue scope",
    "InvalidAttributeValue type",
  ]);
  const cloud = open();
  const made = cloud.create(subject("UrlNormalizationSettings"), {
    zoneId: ZONE_ID,
    type: "cloudflare",
    scope: "both",
  });
  cloud.delete(subject("UrlNormalizationSettings"), made);
  expect(cloud.read(subject("UrlNormalizationSettings"), made.id)).toBeUndefined();
});

describe("the look-up of a zone", () => {
  const look = (args: Properties) => open("business").invoke("cloudflare:index/getZone:getZone", args);

  test("answers by id and by name", () => {
    for (const args of [{ zoneId: ZONE_ID }, { filter: { name: "example.com" } }]) {
      const zone = look(args);
      expect(zone).toMatchObject({
        id: ZONE_ID,
        name: "example.com",
        status: "active",
        plan: { legacyId: "business" },
      });
      expect(zone.account).toMatchObject({ id: "a".repeat(32) });
    }
  });

  test("refuses another zone, and finds none by another name", () => {
    expect(codeOf(() => look({ zoneId: "b".repeat(32) }))).toBe("10000");
    expect(codeOf(() => look({ filter: { name: "example.net" } }))).toBe("404");
  });
});

test("types, functions and provider settings that aren't modelled are errors", () => {
  const zone = { ...subject("DnsRecord"), type: "cloudflare:index/zone:Zone" };
  expect(() => open().check(zone, {})).toThrow("not modelled");
  expect(() => open().invoke("cloudflare:index/getZones:getZones", {})).toThrow("not modelled");
  expect(() => open().configure({ baseUrl: "http://localhost" })).toThrow("not modelled");
  expect(() => open().configure({ apiToken: "t" })).not.toThrow();
});
