import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparablePath, explainRoutePath, parsePath, pathSlug, printPath } from "../../declaration/path.ts";
import type { RouteKind } from "../../declaration/settings.ts";
import { faultsAfter, parseChanged, type Written } from "./written.ts";

const withRoute = (route: unknown) => (all: Written) => all["launch:routes"].push(route);
const keysWith = (route: unknown) => faultsAfter(withRoute(route)).map(({ key }) => key);

describe("a route's path", () => {
  it.each(["/", "/*", "/a", "/a/", "/a/b.c", "/a-b_c~d/*", "/caf%C3%A9", "/@me", "/a:b", "/.well-known/x", "/..a"])(
    "%s is kept as written",
    (path) => {
      const route = parseChanged(withRoute({ host: "app", path, kind: "page", name: "new" })).routes.at(-1);
      expect(route && printPath(route.path)).toBe(path);
    },
  );

  it.each([
    ["", "/"],
    ["login", "/login"],
    ["https://example.com/login", "/login"],
    ["^/login$", "/*"],
    ["/api/(v1|v2)/chat", "/api/*"],
    ["/u/[0-9]+", "/u/*"],
    ["/files/.*", "/files/*"],
    ["/a*", "/a/*"],
    ["/a/*/b", "/a/*"],
    ["*", "/*"],
    ["/login?next=/", "/login"],
    ["/login#top", "/login"],
    ["/log in", "/log-in"],
    ["/login;x", "/login"],
    ["//login", "/login"],
    ["/a/../login", "/login"],
    ["/./login", "/login"],
    ["/%6Cogin", "/login"],
    ["/a%2Fb", "/a-b"],
    ["/café", "/caf%C3%A9"],
    ["/100%", "/100"],
    ['/"a"', "letters, digits, - . _ ~ and slashes"],
    ["/a\\b", "letters, digits, - . _ ~ and slashes"],
    [`/${"a".repeat(200)}`, "a prefix that ends with /*"],
  ])("%j is refused", (path, write) => {
    expect(faultsAfter(withRoute({ host: "app", path, kind: "page" }))).toMatchObject([
      { key: "launch:routes[4].path", value: expect.any(String), write },
    ]);
  });

  it("says of a regular expression which plans could match it", () => {
    const [fault] = faultsAfter(withRoute({ host: "app", path: "^/(login|signup)$", kind: "auth" }));
    expect(fault?.why).toMatch(/`matches`, which Free and Pro don't have/);
  });

  it("is printed as it was written, whatever it is", () => {
    const segment = fc.stringMatching(/^[a-z0-9._~-]{0,5}$/);
    fc.assert(
      fc.property(fc.array(segment), fc.constantFrom("", "/", "/*"), (segments, end) => {
        const path = `/${segments.join("/")}${end}`;
        fc.pre(explainRoutePath(path) === undefined);
        expect(printPath(parsePath(path))).toBe(path);
      }),
    );
  });

  it("is mended by what the fault says to write, where that is a path", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (text) => {
        // One advice may uncover the next mistake, so follow them to the end.
        let path = text;
        for (let steps = 0; steps < 10; steps++) {
          const advice = explainRoutePath(path);
          if (advice === undefined || !advice.write.startsWith("/")) return;
          expect(advice.write).not.toBe(path);
          path = advice.write;
        }
        expect.fail(`no end for ${JSON.stringify(text)}: ${path}`);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["/login", "/LOGIN"],
    ["/login", "/login/"],
    ["/a/*", "/A/*"],
  ])("%s and %s are one path", (first, second) => {
    const twice = (all: Written) =>
      all["launch:routes"].push(
        { host: "api", path: first, kind: "page", name: "one" },
        { host: "api", path: second, kind: "page", name: "two" },
      );
    expect(faultsAfter(twice)).toMatchObject([
      { key: "launch:routes[5].path", why: expect.stringContaining("launch:routes[4]") },
    ]);
  });

  it("may be the same on another host, and a prefix beside it", () => {
    const more = (all: Written) =>
      all["launch:routes"].push(
        { host: "api", path: "/login", kind: "auth" },
        { host: "app", path: "/login/*", kind: "auth" },
      );
    expect(faultsAfter(more)).toEqual([]);
  });
});

describe("a route's name", () => {
  it.each([
    ["/", "home"],
    ["/*", "all"],
    ["/login", "login"],
    ["/Reset/New", "reset-new"],
    ["/assets/*", "assets-all"],
    ["/caf%C3%A9", "caf-c3-a9"],
  ])("comes from its path: %s", (path, slug) => {
    expect(pathSlug(parsePath(path))).toBe(slug);
  });

  it("begins with its host, and may be written", () => {
    expect(parseChanged(() => undefined).routes.map(({ name }) => name)).toEqual([
      "apex-home",
      "app-login",
      "apex-assets-all",
      "hooks",
    ]);
  });

  it("doesn't change when routes are added before it", () => {
    const before = parseChanged(() => undefined).routes.map(({ name }) => name);
    const after = parseChanged((all) =>
      all["launch:routes"].unshift({ host: "app", path: "/a", kind: "page" }),
    ).routes.map(({ name }) => name);
    expect(after).toEqual(["app-a", ...before]);
  });

  it("is asked for where two would be called the same", () => {
    const twice = (all: Written) =>
      all["launch:routes"].push(
        { host: "app", path: "/a-b", kind: "page" },
        { host: "app", path: "/a/b", kind: "page" },
      );
    expect(faultsAfter(twice)).toMatchObject([
      { key: "launch:routes[5]", write: expect.stringMatching(/^name: app-a-b-2/) },
    ]);
  });

  it("is refused where another route has it, derived or written", () => {
    expect(keysWith({ host: "app", path: "/x", kind: "page", name: "apex-home" })).toEqual(["launch:routes[4].name"]);
    expect(keysWith({ host: "app", path: "/x", kind: "page", name: "hooks" })).toEqual(["launch:routes[4].name"]);
  });

  it.each(["Login", "1a", "a_b", ""])("can't be %j", (name) => {
    expect(keysWith({ host: "app", path: "/x", kind: "page", name })).toEqual(["launch:routes[4].name"]);
  });
});

describe("a route's host", () => {
  it.each([
    ["nobody", /^one of apex, app, api$/],
    ["apo", /^app$|^api$/],
    ["www", /^apex$/],
  ])("%s is refused", (host, write) => {
    expect(faultsAfter(withRoute({ host, path: "/x", kind: "page" }))).toMatchObject([
      { key: "launch:routes[4].host", write: expect.stringMatching(write) },
    ]);
  });

  it("may be written in capitals", () => {
    expect(parseChanged(withRoute({ host: "APP", path: "/x", kind: "page" })).routes.at(-1)).toMatchObject({
      host: "app",
      name: "app-x",
    });
  });
});

describe("what a kind allows", () => {
  const limit = { requests: 5, periodSeconds: 10, blockSeconds: 10 };
  const kinds: RouteKind[] = ["page", "private", "asset", "api", "auth", "chat", "webhook", "health"];
  const limited: RouteKind[] = ["page", "private", "api", "auth", "chat"];
  const kept: RouteKind[] = ["page", "asset"];

  it.each(kinds)("%s", (kind) => {
    const expected = (allowed: RouteKind[], key: string) => (allowed.includes(kind) ? [] : [`launch:routes[4].${key}`]);
    expect(keysWith({ host: "app", path: "/x", kind, limit })).toEqual(expected(limited, "limit"));
    expect(keysWith({ host: "app", path: "/x", kind, cacheSeconds: 60 })).toEqual(expected(kept, "cacheSeconds"));
    expect(keysWith({ host: "app", path: "/x", kind })).toEqual([]);
  });

  it("keeps no page while the session's cookie is unknown, an asset all the same", () => {
    const change = (all: Written) => {
      delete all["launch:edge"];
      all["launch:routes"][2].cacheSeconds = 60;
    };
    expect(faultsAfter(change)).toMatchObject([
      { key: "launch:routes[0].cacheSeconds", write: expect.stringContaining("sessionCookies") },
    ]);
  });

  it.each([
    [{ requests: 0, periodSeconds: 10, blockSeconds: 10 }, "requests"],
    [{ requests: 5, periodSeconds: 45, blockSeconds: 10 }, "periodSeconds"],
    [{ requests: 5, periodSeconds: 10, blockSeconds: 0 }, "blockSeconds"],
    [{ requests: 5, periodSeconds: 10 }, "blockSeconds"],
  ])("no limit like %j", (limit, key) => {
    expect(keysWith({ host: "app", path: "/x", kind: "auth", limit })).toEqual([`launch:routes[4].limit.${key}`]);
  });

  it("carries a written limit and time on, and none that isn't", () => {
    const { routes } = parseChanged(() => undefined);
    expect(routes[1]?.limit).toEqual({ requests: 5, periodSeconds: 60, blockSeconds: 600 });
    expect(routes[0]?.cacheSeconds).toBe(300);
    expect(Object.keys(routes[2] ?? {})).toEqual(["name", "host", "path", "kind"]);
  });
});

describe("comparing paths", () => {
  it("tells a prefix from a path, and keeps the home page", () => {
    expect(comparablePath(parsePath("/"))).toBe("/");
    expect(comparablePath(parsePath("/a/*"))).not.toBe(comparablePath(parsePath("/a/")));
  });
});
