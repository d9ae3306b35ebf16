import { describe, expect, it } from "vitest";
import { compileEdge } from "../../edge/compile.ts";
import { requestFor } from "../../edge/evaluate.ts";
import { walk } from "../../edge/walk.ts";
import { ROUTES, route, settings } from "./fixtures.ts";

const edge = compileEdge(settings("free"));
const go = (host: string, path: string) => walk(edge, requestFor(host, path));

describe("probes", () => {
  it.each([
    "/.env",
    "/.ENV",
    "/.env.production",
    "/api/.env",
    "/%2eenv",
    "//.env",
    "/.git/config",
    "/.Git/HEAD",
    "/wp-admin",
    "/wp-admin/",
    "/blog/wp-admin/setup.php",
    "/WP-Login.php",
    "/xmlrpc.php",
    "/x%2F.env",
  ])("%s is blocked before the origin", (path) => {
    expect(go("app.example.com", path)).toMatchObject({ blockedBy: "block-probes", requestHeaders: {} });
  });

  it.each([
    "/",
    "/environment",
    "/gitlab",
    "/wp-admin-guide",
    "/.well-known/security.txt",
    "/docs/xmlrpc.php.html",
    "/login",
  ])("%s isn't", (path) => {
    expect(go("app.example.com", path).blockedBy).toBeUndefined();
  });

  it("a declared route that looks like one is let through, its neighbours aren't", () => {
    const routes = [...ROUTES, route("old-blog", "apex", "page", "/xmlrpc.php")];
    const declared = compileEdge(settings("free", { routes }));
    expect(walk(declared, requestFor("example.com", "/xmlrpc.php")).blockedBy).toBeUndefined();
    expect(walk(declared, requestFor("app.example.com", "/xmlrpc.php")).blockedBy).toBe("block-probes");
    expect(walk(declared, requestFor("example.com", "/wp-login.php")).blockedBy).toBe("block-probes");
  });

  it("leaves hosts of the zone that aren't ours alone", () => {
    expect(go("blog.example.com", "/wp-admin/").blockedBy).toBeUndefined();
  });
});

describe("skips", () => {
  it("a chat passes the managed rules and keeps its limit", () => {
    expect(go("app.example.com", "/chat/send")).toMatchObject({
      skipped: ["http_request_firewall_managed"],
      countedBy: ["limit-shared"],
    });
  });

  it("a webhook is never blocked, limited or challenged", () => {
    expect(go("api.example.com", "/hooks/.env")).toMatchObject({
      countedBy: [],
      skipped: ["http_ratelimit", "http_request_firewall_managed"],
    });
    expect(go("api.example.com", "/hooks/.env").blockedBy).toBeUndefined();
  });

  it("Super Bot Fight Mode is skipped where there is one", () => {
    const pro = compileEdge(settings("pro"));
    expect(walk(pro, requestFor("api.example.com", "/hooks/x")).skipped).toContain("http_request_sbfm");
  });

  it.each(["/login", "/chatx", "/chat/..%2Flogin", "/chat/%252e%252e%252flogin", "/Chat/send"])(
    "%s skips nothing",
    (path) => {
      expect(go("app.example.com", path).skipped).toEqual([]);
    },
  );

  it("the path of another host skips nothing", () => {
    expect(go("app.example.com", "/hooks/stripe").skipped).toEqual([]);
  });
});

it("Free's five rules suffice for a route of each kind", () => {
  expect(edge.quotas.find(({ phase }) => phase === "http_request_firewall_custom")).toMatchObject({
    used: 3,
    allowed: 5,
  });
});
