import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileEdge } from "../../edge/compile.ts";
import { type EdgeRequest, requestFor } from "../../edge/evaluate.ts";
import { walk } from "../../edge/walk.ts";
import { HOSTS, ROUTES, route, settings } from "./fixtures.ts";

const edge = compileEdge(settings("pro"));
const cacheOf = (host: string, path: string, changes: Partial<EdgeRequest> = {}) =>
  walk(edge, requestFor(host, path, changes)).cache;
const BYPASS = { kind: "cache", eligible: false };

describe("what may be kept", () => {
  it.each(["GET", "HEAD"])("an asset by %s, as its own answer says", (method) => {
    expect(cacheOf("app.example.com", "/assets/app.3f2a.js", { method })).toEqual({
      kind: "cache",
      eligible: true,
      edgeSeconds: "origin",
    });
  });

  it("an asset for as long as the settings say", () => {
    const routes = [route("assets", "app", "asset", "/assets/", { cacheSeconds: 31_536_000 })];
    const kept = walk(compileEdge(settings("free", { routes })), requestFor("app.example.com", "/assets/a.css"));
    expect(kept.cache).toMatchObject({ eligible: true, edgeSeconds: 31_536_000 });
  });

  it("a page that asks for it, with its query", () => {
    expect(cacheOf("example.com", "/pricing", { query: "plan=pro" })).toMatchObject({
      eligible: true,
      edgeSeconds: 7200,
    });
    expect(cacheOf("example.com", "/", { cookies: "theme=dark" })).toMatchObject({ eligible: true });
  });
});

describe("what may not", () => {
  it.each([
    ["app.example.com", "/account"],
    ["app.example.com", "/account/x.css"],
    ["app.example.com", "/account;x.css"],
    ["app.example.com", "/account%2Fx.css"],
    ["app.example.com", "/account.css"],
    ["app.example.com", "/assets/../account"],
    ["app.example.com", "/assets/..%2Faccount"],
    ["app.example.com", "/assets/%2e%2e/account"],
    ["app.example.com", "/assets/..;/account"],
    ["app.example.com", "/assets/..\\account"],
    ["app.example.com", "/account/../assets/app.js"],
    ["app.example.com", "/account/%2e%2e/assets/app.js"],
    ["app.example.com", "//assets/app.js"],
    ["app.example.com", "/assets/uploads/me.png"],
    ["app.example.com", "/assets/Uploads/me.png"],
    ["app.example.com", "/assets/uploads"],
    ["app.example.com", "/assetsx/a.css"],
    ["app.example.com", "/login"],
    ["app.example.com", "/login.css"],
    ["app.example.com", "/chat/app.js"],
    ["api.example.com", "/v1/posts.js"],
    ["api.example.com", "/hooks/a.css"],
    ["example.com", "/account"],
    ["example.com", "/Account"],
    ["example.com", "/account/x.css"],
    ["example.com", "/healthz"],
    ["APP.example.com", "/account/x.css"],
  ])("%s%s", (host, path) => {
    expect(cacheOf(host, path)).toEqual(BYPASS);
  });

  it.each(["POST", "PUT", "PURGE", "get"])("an asset by %s", (method) => {
    expect(cacheOf("app.example.com", "/assets/a.css", { method })).toEqual(BYPASS);
  });

  it("anything that carries a session or an authorization, however it is written", () => {
    const cookies = fc.constantFrom(
      "session=1",
      "a=b; session=1",
      "a=b;session=1;c=d",
      "session =1",
      '"session"=1',
      "SESSION=1",
      "%73ession=1",
      "__Host-sid=1",
      "mysession=1",
      "session",
    );
    const carrying = fc.oneof(
      cookies.map((value): Partial<EdgeRequest> => ({ cookies: value })),
      fc
        .constantFrom("Authorization", "authorization", "AUTHORIZATION")
        .map((name): Partial<EdgeRequest> => ({ headers: { accept: "*/*", [name]: "Bearer x" } })),
      fc.constant<Partial<EdgeRequest>>({ headers: { authorization: "" } }),
    );
    const paths = fc.oneof(
      fc.constantFrom(...ROUTES.map(({ path }) => path.path), "/assets/a.css", "/pricing"),
      fc.webPath(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...HOSTS), paths, carrying, fc.boolean(), (host, path, changes, capitals) => {
        if ("redirectTo" in host.serves) return;
        const name = capitals ? host.name.toUpperCase() : host.name;
        expect(cacheOf(name, path || "/", changes)).toEqual(BYPASS);
      }),
    );
  });

  it("any spelling of a private route below a cached prefix", () => {
    const letters = fc.mixedCase(fc.constant("/account"));
    const endings = fc.constantFrom(
      "",
      "/",
      "/x.css",
      ".css",
      ";x.css",
      "%2Fx.css",
      "/../assets/x.css",
      "//x.js",
      "%00.css",
    );
    const beginnings = fc.constantFrom("", "/", "/.", "/assets/..", "/assets/%2e%2e", "/assets/..%2f..", "/x/..;");
    fc.assert(
      fc.property(
        fc.constantFrom("example.com", "app.example.com"),
        beginnings,
        letters,
        endings,
        (host, before, path, after) => {
          expect(cacheOf(host, before + path + after)).toEqual(BYPASS);
        },
      ),
    );
  });
});

it("a page isn't kept while no session cookie is named; an asset may be", () => {
  const page = [route("home", "apex", "page", "/", { cacheSeconds: 7200 })];
  const asset = [route("assets", "apex", "asset", "/assets/")];
  expect(() => compileEdge(settings("pro", { routes: page, edge: { sessionCookies: [] } }))).toThrow(
    expect.objectContaining({ code: "session-cookies", exitCode: 2 }),
  );
  expect(() => compileEdge(settings("pro", { routes: asset, edge: { sessionCookies: [] } }))).not.toThrow();
});

it("a kind that is never kept stays so, even with a time", () => {
  const routes = [route("me", "app", "private", "/me", { cacheSeconds: 7200 })];
  expect(walk(compileEdge(settings("pro", { routes })), requestFor("app.example.com", "/me")).cache).toEqual(BYPASS);
});
