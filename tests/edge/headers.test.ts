import { expect, it } from "vitest";
import type { EdgeSettings } from "../../declaration/settings.ts";
import { compileEdge } from "../../edge/compile.ts";
import { requestFor } from "../../edge/evaluate.ts";
import { walk } from "../../edge/walk.ts";
import { ROUTES, settings } from "./fixtures.ts";

const edge = compileEdge(settings("free"));

it.each(["example.com", "app.example.com", "API.Example.com"])(
  "every request to %s carries the origin's proof, alone in its phase",
  (host) => {
    for (const path of [...ROUTES.map((route) => route.path.path), "/anything", "/.well-known/x"]) {
      for (const scheme of ["http", "https"] as const) {
        const outcome = walk(edge, requestFor(host, path, { scheme, headers: { "x-origin-proof": "forged" } }));
        if (outcome.redirect === undefined)
          expect(outcome.requestHeaders).toEqual({ "x-origin-proof": { secret: "origin-proof" } });
      }
    }
    expect(edge.phases.find(({ phase }) => phase === "http_request_late_transform")?.rules).toHaveLength(1);
  },
);

it("no other host of the zone learns the proof", () => {
  expect(walk(edge, requestFor("blog.example.com", "/")).requestHeaders).toEqual({});
});

it.each<[EdgeSettings["hsts"], string]>([
  ["off", "max-age=0"],
  ["five-minutes", "max-age=300"],
  ["day", "max-age=86400"],
  ["month", "max-age=2592000"],
  ["year", "max-age=31536000"],
])("hsts %s is %s, over https only, never preloaded", (hsts, value) => {
  const ramped = compileEdge(settings("free", { edge: { hsts } }));
  expect(walk(ramped, requestFor("app.example.com", "/")).responseHeaders["strict-transport-security"]).toBe(value);
  const plain = walk(ramped, requestFor("app.example.com", "/healthz", { scheme: "http" }));
  expect(plain.responseHeaders).not.toHaveProperty("strict-transport-security");
});

it("answers name no framework and forbid guessing", () => {
  const { responseHeaders } = walk(edge, requestFor("app.example.com", "/"));
  expect(responseHeaders).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
  });
  expect(Object.entries(responseHeaders)).toContainEqual(["x-powered-by", undefined]);
});
