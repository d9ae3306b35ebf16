import { describe, expect, test } from "vitest";
import { type Properties, UNKNOWN } from "../../../clouds/cloud.ts";
import { codeOf, open, refused, subject, ZONE_ID } from "./account.ts";

const A = { name: "example.com", type: "A", content: "192.0.2.1", ttl: 1, proxied: true };
const CNAME = { name: "www.example.com", type: "CNAME", content: "example.com", ttl: 1, proxied: true };
const MX = { name: "example.com", type: "MX", content: "mx.example.net", priority: 10, ttl: 300 };
const TXT = { name: "example.com", type: "TXT", content: '"v=spf1 -all"', ttl: 300 };
const CAA = { name: "example.com", type: "CAA", ttl: 300, data: { flags: 0, tag: "issue", value: "letsencrypt.org" } };

describe("pairs: the first is accepted, the second refused", () => {
  test.each<[string, Properties, Properties, string]>([
    ["a name is in the zone", A, { ...A, name: "example.net" }, "InvalidAttributeValue name"],
    ["a name is fully qualified", CNAME, { ...CNAME, name: "www" }, "InvalidAttributeValue name"],
    ["a name has no trailing dot", CNAME, { ...CNAME, name: "www.example.com." }, "InvalidAttributeValue name"],
    ["a name is a DNS name", { ...TXT, name: "_dmarc.example.com" }, { ...TXT, name: "a b.example.com" }, "9000 name"],
    ["only A, AAAA and CNAME are proxied", CNAME, { ...MX, ttl: 1, proxied: true }, "9004 proxied"],
    ["a proxied record has ttl 1", A, { ...A, ttl: 300 }, "InvalidAttributeValue ttl"],
    ["a ttl is in range", { ...TXT, ttl: 60 }, { ...TXT, ttl: 30 }, "9021 ttl"],
    ["an A record holds an IPv4 address", A, { ...A, content: "2001:db8::1" }, "9005 content"],
    ["a shortened IPv4 address is none", A, { ...A, content: "192.2" }, "9005 content"],
    [
      "an AAAA record holds an IPv6 address",
      { ...A, type: "AAAA", content: "2001:db8::1" },
      { ...A, type: "AAAA" },
      "9006 content",
    ],
    ["a record leads to the origin, not to Cloudflare", A, { ...A, content: "104.16.1.1" }, "9003 content"],
    ["a CNAME holds a host name", CNAME, { ...CNAME, content: "192.0.2.1" }, "9007 content"],
    ["a CNAME leads elsewhere", CNAME, { ...CNAME, content: "www.example.com" }, "9039 content"],
    ["an MX has a priority", MX, { ...MX, priority: null }, "1004 priority"],
    ["TXT is quoted", TXT, { ...TXT, content: "v=spf1 -all" }, "InvalidAttributeValue content"],
    [
      "TXT is split at 255 bytes",
      { ...TXT, content: `"${"a".repeat(255)}" "${"b".repeat(10)}"` },
      { ...TXT, content: `"${"a".repeat(256)}"` },
      "InvalidAttributeValue content",
    ],
    ["CAA is written with data", CAA, { ...CAA, content: "0 issue x", data: null }, "1004 data"],
    ["tags need a paid plan", TXT, { ...TXT, tags: ["a:b"] }, "400 tags"],
  ])("%s", (_why, accepted, wrong, refusal) => {
    expect(refused("DnsRecord", accepted, "free")).toEqual([]);
    expect(refused("DnsRecord", wrong, "free")).toContain(refusal);
  });
});

test("unknown contents are never refused, types that aren't modelled are errors", () => {
  expect(refused("DnsRecord", { ...CNAME, content: UNKNOWN, name: UNKNOWN, type: UNKNOWN })).toEqual([]);
  expect(() => refused("DnsRecord", { ...A, type: "SRV" })).toThrow("not modelled");
});

describe("in the zone", () => {
  const standing = (...records: Properties[]) => {
    const cloud = open();
    const make = (record: Properties, index = 0) =>
      cloud.create(subject("DnsRecord", `r${index}`), { zoneId: ZONE_ID, ...record });
    return { cloud, make, made: records.map(make) };
  };

  test.each<[string, Properties, Properties, string | undefined]>([
    ["a CNAME beside an A", { ...A, name: "www.example.com" }, CNAME, "81053"],
    ["a CNAME beside a CNAME", CNAME, { ...CNAME, content: "example.net" }, "81053"],
    ["an A beside a CNAME", CNAME, { ...A, name: "www.example.com" }, "81054"],
    ["the same record twice", A, A, "81057"],
    ["two addresses of a name", A, { ...A, content: "192.0.2.2" }, undefined],
    ["mail beside an address", A, MX, undefined],
  ])("%s: %s", (_why, first, second, code) => {
    const { make } = standing(first);
    expect(codeOf(() => make(second, 1))).toBe(code);
  });

  test("a change of type collides when the new record comes first", () => {
    const { cloud, make, made } = standing({ ...A, name: "www.example.com" });
    const [old] = made;
    if (old === undefined) throw new Error("nothing was made");
    const { replaces } = cloud.diff(subject("DnsRecord").type, old.id, old.state, { zoneId: ZONE_ID, ...CNAME });
    expect(replaces).toEqual(["type"]);
    expect(codeOf(() => make(CNAME, 1))).toBe("81053");
    cloud.delete(subject("DnsRecord"), old);
    expect(codeOf(() => make(CNAME, 1))).toBeUndefined();
  });

  test("a record may become what it is", () => {
    const { cloud, made } = standing(A);
    const [present] = made;
    if (present === undefined) throw new Error("nothing was made");
    const inputs = { zoneId: ZONE_ID, ...A, comment: "the origin" };
    const state = cloud.update(subject("DnsRecord"), present, inputs);
    expect(state).toMatchObject({ comment: "the origin", createdOn: present.state.createdOn, proxiable: true });
    expect(state.modifiedOn).not.toEqual(present.state.modifiedOn);
  });

  test("computed content, another case and another form: no change, no change, drift", () => {
    const { cloud, made } = standing(
      CAA,
      { ...CNAME, content: "Example.net" },
      { ...A, type: "AAAA", content: "2001:0db8::1" },
    );
    const type = subject("DnsRecord").type;
    const changes = made.map(({ id, state }, index) => {
      const read = cloud.read(subject("DnsRecord", `r${index}`), id)?.state ?? {};
      const { content, data, ...rest } = state;
      const given = index === 0 ? { ...rest, data } : { ...rest, content };
      const inputs = Object.fromEntries(Object.entries(given).filter(([name]) => name in { ...A, ...CAA, zoneId: 1 }));
      return cloud.diff(type, id, read, inputs as Properties).changed; // Entries of Properties stay Properties.
    });
    expect(made[0]?.state.content).toBe('0 issue "letsencrypt.org"');
    expect(changes).toEqual([[], [], ["content"]]);
  });
});
