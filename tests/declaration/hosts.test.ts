import { describe, expect, it } from "vitest";
import { faultsAfter, parseChanged, type Written } from "./written.ts";

const withHost = (host: unknown) => (all: Written) => all["launch:hosts"].push(host);
const pairs = (change: (all: Written) => void) => faultsAfter(change).map(({ key, write }) => [key, write]);

describe("a host's name", () => {
  it.each([
    ["APP2", "app2", "app2.example.com"],
    ["bücher", "xn--bcher-kva", "xn--bcher-kva.example.com"],
    ["123", "123", "123.example.com"],
    ["0x7f", "0x7f", "0x7f.example.com"],
    ["a".repeat(63), "a".repeat(63), `${"a".repeat(63)}.example.com`],
  ])("%s becomes lower-case ASCII", (written, label, name) => {
    expect(parseChanged(withHost({ name: written, service: "web" })).hosts.at(-1)).toMatchObject({ label, name });
  });

  it.each([
    ["a.b", "a"],
    ["blog.example.com", "blog"],
    ["*", "a name such as app"],
    ["@", "apex"],
    ["a_b", "apex, or a name such as app"],
    ["-a", "apex, or a name such as app"],
    ["a b", "apex, or a name such as app"],
    ["a%41", "apex, or a name such as app"],
    ["", "apex, or a name such as app"],
    ["a".repeat(64), "apex, or a name such as app"],
  ])("%j is refused", (written, write) => {
    expect(pairs(withHost({ name: written, service: "web" }))).toEqual([["launch:hosts[4].name", write]]);
  });

  it.each(["www", "WWW", "ｗｗｗ"])("has one owner: a second %s is refused, naming both places", (name) => {
    const [fault, ...others] = faultsAfter(withHost({ name, redirectTo: "apex" }));
    expect(fault?.key).toBe("launch:hosts[4].name");
    expect(fault?.why).toBe("www.example.com has an owner already: launch:hosts[1]. A name has one owner.");
    expect(fault?.write).toContain("launch:hosts[4]");
    expect(others).toEqual([]);
  });

  it("apex belongs to the domain itself, once", () => {
    expect(faultsAfter(withHost({ name: "apex", service: "web" }))[0]?.why).toMatch(/^example\.com has an owner/);
  });

  it("apex can't be left out", () => {
    const change = (all: Written) => {
      all["launch:hosts"] = [{ name: "app", service: "web" }];
      all["launch:services"] = { web: {} };
      all["launch:routes"] = [{ host: "app", path: "/", kind: "page" }];
    };
    expect(faultsAfter(change).map(({ key, why }) => [key, why])).toEqual([
      ["launch:hosts", "The domain itself has no entry."],
    ]);
  });
});

describe("a host's purpose", () => {
  it.each([
    [{ name: "a" }, "launch:hosts[4]"],
    [{ name: "a", service: "web", redirectTo: "apex" }, "launch:hosts[4]"],
    [{ name: "a", service: "wbe" }, "launch:hosts[4].service"],
    [{ name: "a", servce: "web" }, "launch:hosts[4].servce"],
    [{ name: "a", redirectTo: "a" }, "launch:hosts[4].redirectTo"],
    [{ name: "a", redirectTo: "nobody" }, "launch:hosts[4].redirectTo"],
    [{ name: "a", redirectTo: "www" }, "launch:hosts[4].redirectTo"],
  ])("%j is refused at %s alone", (host, key) => {
    expect(faultsAfter(withHost(host)).map((fault) => fault.key)).toEqual([key]);
  });

  it("suggests the service that was meant, and where a chain of redirects ends", () => {
    expect(pairs(withHost({ name: "a", service: "wbe" }))).toEqual([["launch:hosts[4].service", "web"]]);
    expect(pairs(withHost({ name: "a", redirectTo: "www" }))).toEqual([["launch:hosts[4].redirectTo", "apex"]]);
    expect(pairs(withHost({ name: "a", redirectTo: "ap" }))).toEqual([["launch:hosts[4].redirectTo", "app"]]);
  });

  it("may be a redirect to any host that serves, in any spelling", () => {
    expect(parseChanged(withHost({ name: "docs", redirectTo: "APP" })).hosts.at(-1)?.serves).toEqual({
      redirectTo: "app",
    });
  });

  it("doesn't report a misspelt service as one that nobody uses", () => {
    const change = (all: Written) => {
      all["launch:hosts"][3].service = "backned";
    };
    expect(pairs(change)).toEqual([["launch:hosts[3].service", "backend"]]);
  });
});

describe("the canonical address", () => {
  const canonicalWww = (all: Written) => {
    all["launch:domain"].canonical = "www";
    all["launch:hosts"][0] = { name: "apex", redirectTo: "www" };
    all["launch:hosts"][1] = { name: "www", service: "web" };
    all["launch:routes"][0].host = "www";
    all["launch:routes"][2].host = "www";
  };

  it("may be www, which then serves while apex redirects", () => {
    const settings = parseChanged(canonicalWww);
    expect(settings.domain.canonical).toBe("www");
    expect(settings.hosts[0]?.serves).toEqual({ redirectTo: "www" });
  });

  it.each([
    [
      "www serves too",
      (all: Written) => (all["launch:hosts"][1] = { name: "www", service: "web" }),
      "launch:hosts[1].service",
    ],
    [
      "www redirects elsewhere",
      (all: Written) => (all["launch:hosts"][1].redirectTo = "app"),
      "launch:hosts[1].redirectTo",
    ],
    [
      "www is canonical and nowhere",
      (all: Written) => {
        canonicalWww(all);
        all["launch:hosts"].splice(0, 2, { name: "apex", service: "web" });
        for (const route of [0, 2]) all["launch:routes"][route].host = "apex";
      },
      "launch:domain.canonical launch:hosts[0].service",
    ],
    [
      "www is canonical and redirects",
      (all: Written) => (all["launch:domain"].canonical = "www"),
      "launch:hosts[0].service launch:hosts[1].redirectTo",
    ],
  ])("is refused where %s", (_, change, keys) => {
    expect(
      faultsAfter(change)
        .map(({ key }) => key)
        .join(" "),
    ).toBe(keys);
  });

  it("needs no www while it is the apex", () => {
    expect(faultsAfter((all) => all["launch:hosts"].splice(1, 1))).toEqual([]);
  });
});

describe("the domain", () => {
  it.each([
    ["Example.COM", "example.com"],
    ["münchen.de", "xn--mnchen-3ya.de"],
    ["a.co.uk", "a.co.uk"],
  ])("%s becomes lower-case ASCII", (name, apex) => {
    const settings = parseChanged((all) => {
      all["launch:domain"].name = name;
    });
    expect([settings.domain.apex, settings.hosts[2]?.name]).toEqual([apex, `app.${apex}`]);
  });

  it.each([
    ["www.example.com", /^example\.com, /],
    ["https://example.com/", /^example\.com$/],
    ["example.com.", /^example\.com$/],
    ["co.uk", /registered/],
    ["example.local", /registered/],
    ["10.0.0.1", /registered/],
    ["exa mple.com", /example\.com/],
    ["", /example\.com/],
  ])("%j is refused", (name, write) => {
    const faults = faultsAfter((all) => {
      all["launch:domain"].name = name;
    });
    expect(faults.map(({ key }) => key)).toEqual(["launch:domain.name"]);
    expect(faults[0]?.write).toMatch(write);
  });
});
