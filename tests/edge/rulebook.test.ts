import fc from "fast-check";
import { expect, it } from "vitest";
import type { CloudflarePlan, Route, RouteKind, Settings } from "../../declaration/settings.ts";
import { compileEdge } from "../../edge/compile.ts";
import { printExpression } from "../../edge/print.ts";
import { PHASE_ORDER } from "../../edge/rulebook.ts";
import { HOSTS, ROUTES, route, settings } from "./fixtures.ts";

/** Every rule as it goes to Cloudflare, by phase and ref. */
function rulesOf(stack: Settings): Map<string, string> {
  const printed = compileEdge(stack).phases.flatMap(({ phase, rules }) =>
    rules.map(({ ref, expression, action, description, owner }): [string, string] => [
      `${phase}/${ref}`,
      JSON.stringify([printExpression(expression), action, description, owner]),
    ]),
  );
  expect(new Set(printed.map(([ref]) => ref)).size).toBe(printed.length);
  return new Map(printed);
}

const PLANS: readonly CloudflarePlan[] = ["free", "pro", "business"];
const KINDS: readonly RouteKind[] = ["page", "private", "asset", "api", "auth", "chat", "webhook", "health"];

it.each(PLANS)("on %s a route inserted first or added anywhere leaves every other rule's ref", (plan) => {
  const added = fc.record({
    kind: fc.constantFrom(...KINDS),
    host: fc.constantFrom("apex", "app", "api"),
    position: fc.nat(ROUTES.length),
    cached: fc.boolean(),
  });
  const before = [...rulesOf(settings(plan)).keys()];
  fc.assert(
    fc.property(added, ({ kind, host, position, cached }) => {
      const one = route(
        "a-new-one",
        host,
        kind,
        "/a-new-one",
        cached && (kind === "page" || kind === "asset") ? { cacheSeconds: 9000 } : {},
      );
      const after = [...rulesOf(settings(plan, { routes: ROUTES.toSpliced(position, 0, one) })).keys()];
      expect(before.filter((ref) => !after.includes(ref))).toEqual([]);
      expect(after.filter((ref) => before.includes(ref))).toEqual(before);
    }),
  );
});

it("on Free the only limit keeps its ref, whoever shares it", () => {
  const chat = [route("chat", "app", "chat", "/chat")];
  const refs = (routes: readonly Route[]) =>
    [...rulesOf(settings("free", { routes })).keys()].filter((ref) => ref.includes("ratelimit"));
  expect(refs(chat)).toEqual(refs([route("login", "app", "auth", "/login"), ...chat]));
});

it("removing www removes its redirect and changes nothing else", () => {
  const before = rulesOf(settings("free"));
  const after = rulesOf(settings("free", { hosts: HOSTS.filter(({ label }) => label !== "www") }));
  expect(before.delete("http_request_dynamic_redirect/redirect-www")).toBe(true);
  expect(after).toEqual(before);
});

it("phases stand in Cloudflare's order, and one without rules is left out", () => {
  const all = compileEdge(settings("pro"));
  expect(all.phases.map(({ phase }) => phase)).toEqual(PHASE_ORDER);
  const bare = compileEdge(settings("pro", { routes: [] }));
  expect(bare.phases.map(({ phase }) => phase)).not.toContain("http_ratelimit");
});

it("skips come before blocks", () => {
  const firewall = compileEdge(settings("pro")).phases.find(({ phase }) => phase === "http_request_firewall_custom");
  expect(firewall?.rules.map(({ action }) => action.kind)).toEqual(["skip", "skip", "block"]);
});

it("compiling twice gives the same", () => {
  expect(rulesOf(settings("business"))).toEqual(rulesOf(settings("business")));
});
