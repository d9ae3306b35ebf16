import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileEdge } from "../../edge/compile.ts";
import { type EdgeRequest, requestFor } from "../../edge/evaluate.ts";
import { walk } from "../../edge/walk.ts";
import { HOSTS, ROUTES, settings } from "./fixtures.ts";

const edge = compileEdge(settings("free"));
const go = (host: string, path: string, changes: Partial<EdgeRequest> = {}) =>
  walk(edge, requestFor(host, path, changes)).redirect;

describe("a host that leads to another", () => {
  it.each(["http", "https"] as const)("takes one hop from %s and keeps path and query byte for byte", (scheme) => {
    expect(go("www.example.com", "/p", { scheme, query: "utm=1&x=a%20b" })).toEqual({
      ref: "redirect-www",
      status: 301,
      location: "https://example.com/p?utm=1&x=a%20b",
    });
  });

  it("adds no question mark and minds no capitals in the host", () => {
    expect(go("WWW.Example.COM", "/Path")?.location).toBe("https://example.com/Path");
  });

  it("goes straight to the last host of a chain", () => {
    const hosts = [...HOSTS, { label: "old", name: "old.example.com", serves: { redirectTo: "www" } }];
    const chained = compileEdge(settings("free", { hosts }));
    expect(walk(chained, requestFor("old.example.com", "/")).redirect?.location).toBe("https://example.com/");
  });

  it("refuses a circle, naming it", () => {
    const hosts = [
      { label: "apex", name: "example.com", serves: { redirectTo: "www" } },
      { label: "www", name: "www.example.com", serves: { redirectTo: "apex" } },
    ];
    expect(() => compileEdge(settings("free", { hosts, routes: [] }))).toThrow(
      expect.objectContaining({ code: "redirect-loop", message: expect.stringContaining("apex → www → apex") }),
    );
  });
});

describe("a host that serves", () => {
  it("sends http to https on its own name with a status that keeps the body", () => {
    expect(go("API.example.com", "/v1/posts", { scheme: "http", method: "POST", query: "a=1" })).toEqual({
      ref: "https-api",
      status: 308,
      location: "https://api.example.com/v1/posts?a=1",
    });
  });

  it("leaves https alone", () => {
    expect(go("app.example.com", "/login")).toBeUndefined();
  });

  it.each([
    ["api.example.com", "/hooks/stripe"],
    ["api.example.com", "/hooks/a%20b"],
    ["app.example.com", "/healthz"],
    ["app.example.com", "/.well-known/acme-challenge/token"],
    ["example.com", "/.well-known/apple-app-site-association"],
    ["www.example.com", "/.well-known/acme-challenge/token"],
  ])("never redirects %s%s", (host, path) => {
    for (const method of ["GET", "POST"]) expect(go(host, path, { scheme: "http", method })).toBeUndefined();
  });

  it.each([
    ["app.example.com", "/.well-knownx"],
    ["app.example.com", "/hooks/stripe"],
    ["api.example.com", "/hooksx"],
    ["api.example.com", "/healthz"],
  ])("redirects %s%s, which only looks like an exemption", (host, path) => {
    expect(go(host, path, { scheme: "http" })?.status).toBe(308);
  });
});

it("ends after one hop, on https, on a declared host, whatever is asked", () => {
  const names = [...HOSTS.map(({ name }) => name), "other.example.com", "www.www.example.com"];
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.constantFrom<EdgeRequest["scheme"]>("http", "https"),
      fc.webPath(),
      fc.webQueryParameters(),
      (host, scheme, path, query) => {
        const first = go(host, path || "/", { scheme, query });
        if (first === undefined) return;
        const target = new URL(first.location);
        expect(target.protocol).toBe("https:");
        expect(HOSTS.map(({ name }) => name)).toContain(target.hostname);
        expect(go(target.hostname, target.pathname, { query: target.search.slice(1) })).toBeUndefined();
      },
    ),
  );
});

it("never redirects a webhook or health route, on any plan, by any scheme", () => {
  for (const { host, path, kind } of ROUTES) {
    const name = HOSTS.find(({ label }) => label === host)?.name ?? "";
    if (kind === "webhook" || kind === "health") expect(go(name, path.path, { scheme: "http" })).toBeUndefined();
  }
});
