import { expect, it } from "vitest";
import { zoneFaults } from "../../components/zone.ts";

const args = { apex: "example.com", accountId: "a".repeat(32), zoneId: "b".repeat(32), plan: "pro" as const };
const found = { name: "example.com", accountId: "a".repeat(32), plan: "pro", status: "active" };

it("accepts the zone the settings describe", () => {
  expect(zoneFaults(args, found)).toEqual([]);
});

it.each([
  ["another domain's zone", { name: "example.org" }, "launch:domain.name"],
  ["another account's zone", { accountId: "c".repeat(32) }, "launch:cloudflare.accountId"],
  ["a zone on a smaller plan", { plan: "free" }, "launch:cloudflare.plan"],
  ["a zone that isn't delegated yet", { status: "pending" }, "name servers"],
])("refuses %s, naming what to change", (_, difference, named) => {
  expect(zoneFaults(args, { ...found, ...difference }).join("\n")).toContain(named);
});

it("names every difference at once", () => {
  expect(zoneFaults(args, { ...found, name: "example.org", plan: "free", status: "moved" })).toHaveLength(3);
});
