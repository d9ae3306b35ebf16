import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CloudflarePlan } from "../../declaration/settings.ts";
import { compileEdge } from "../../edge/compile.ts";
import { requestFor } from "../../edge/evaluate.ts";
import { walk } from "../../edge/walk.ts";
import { ROUTES, route, settings } from "./fixtures.ts";

const PLANS: readonly CloudflarePlan[] = ["free", "pro", "business"];
const edges = {
  free: compileEdge(settings("free")),
  pro: compileEdge(settings("pro")),
  business: compileEdge(settings("business")),
};

function counted(plan: CloudflarePlan, host: string, path: string): readonly string[] {
  return walk(edges[plan], requestFor(host, path, { method: "POST" })).countedBy;
}

/** How a client may write a path that some router takes for the plain one. */
const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => `/${path}`,
  (path) => `//${path}`,
  (path) => path.toUpperCase(),
  (path) => path.replace(/^\/(.)/, (_, letter: string) => `/${letter.toUpperCase()}`),
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => `${path}/;`,
  (path) => `${path};x`,
  (path) => `${path};x=1`,
  (path) => path.replace(/[oh]/i, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => `/.${path}`,
  (path) => `/%2e${path}`,
  (path) => `/x/..${path}`,
  (path) => `/x/%2E%2e${path}`,
  (path) => `/\\${path.slice(1)}`,
  (path) => `${path}%2F`,
  (path) => `${path}%2f%2F%2f`,
  (path) => `${path}%3Bx`,
  (path) => `/%2F${path.slice(1)}`,
  (path) => `/x%2F..${path}`,
  (path) => `/x%2f%2e%2e%2f${path.slice(1)}`,
  (path) => `/.;${path}`,
  (path) => `/x;a/..;${path}`,
  (path) => `${path}.json`,
];

describe.each(PLANS)("every spelling of a protected path counts on %s", (plan) => {
  it.each(["/login", "/signup", "/chat", "/chat/room"])("%s", (path) => {
    const missed = SPELLINGS.map((spell) => spell(path)).filter(
      (spelt) => counted(plan, "app.example.com", spelt).length !== 1,
    );
    expect(missed).toEqual([]);
  });

  it("also one spelling on top of another, on a host in capitals", () => {
    const spelling = fc.constantFrom(...SPELLINGS);
    fc.assert(
      fc.property(spelling, spelling, fc.constantFrom("/login", "/chat/send"), (one, other, path) => {
        expect(counted(plan, "APP.example.com", one(other(path)))).not.toEqual([]);
      }),
    );
  });

  it.each([
    "/loginx",
    "/log",
    "/login-help",
    "/xlogin",
    "//loginx",
    "/loginx;a=1",
    "/blog/login",
    "/signups",
    "/",
    "/chats",
    "/login/help",
  ])("%s doesn't", (path) => {
    expect(counted(plan, "app.example.com", path)).toEqual([]);
  });

  it("a longer word is never taken for the route", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9_-]{1,6}$/), fc.constantFrom(...SPELLINGS), (more, spell) => {
        fc.pre(`/login${more}` !== "/login");
        expect(counted(plan, "app.example.com", spell(`/login${more}`))).toEqual([]);
      }),
    );
  });
});

it.each(PLANS)("webhooks and health checks pass every limit on %s, and only by their own path", (plan) => {
  expect(counted(plan, "api.example.com", "/login")).toEqual([]);
  expect(counted(plan, "api.example.com", "/hooks/stripe")).toEqual([]);
  expect(counted(plan, "app.example.com", "/healthz")).toEqual([]);
});

it.each(["/hooks/..%2Flogin", "/hooks/%2e%2e%2flogin", "/hooks/..;/login"])("%s isn't spared as a webhook", (path) => {
  const posted = walk(edges.free, requestFor("api.example.com", path));
  expect(posted.skipped).toEqual([]);
  expect(posted.countedBy).not.toEqual([]);
});

it("refuses the sixth try and not the fifth", () => {
  const at = (before: number) => walk(edges.pro, requestFor("app.example.com", "/login"), { "limit-auth": before });
  expect(at(4).limitedBy).toBeUndefined();
  expect(at(5).limitedBy).toBe("limit-auth");
  expect(at(5).requestHeaders).toEqual({});
});

it("sees the host from Pro on, and says on Free what else is hit", () => {
  const routes = [...ROUTES, route("apex-login", "apex", "page", "/login")];
  const free = compileEdge(settings("free", { routes }));
  expect(walk(free, requestFor("example.com", "/login")).countedBy).toEqual(["limit-shared"]);
  expect(free.notes.map(({ text }) => text).join("\n")).toContain("example.com/login (route apex-login)");
  const pro = compileEdge(settings("pro", { routes }));
  expect(walk(pro, requestFor("example.com", "/login")).countedBy).toEqual([]);
});

it("every limit counts per address and data centre", () => {
  for (const plan of PLANS) {
    const rules = edges[plan].phases.find(({ phase }) => phase === "http_ratelimit")?.rules ?? [];
    expect(rules.length).toBeGreaterThan(0);
    for (const { action } of rules) expect(action).toMatchObject({ characteristics: ["ip.src", "cf.colo.id"] });
  }
});
