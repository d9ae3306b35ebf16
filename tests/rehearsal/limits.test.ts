import { describe, expect, it } from "vitest";
import type { Change } from "../../rehearsal/events.ts";
import { objections } from "../../rehearsal/limits.ts";

const free = { protect: false, retain: false };
const today = "2026-05-01";

function change(over: Partial<Change>): Change {
  const urn = "urn:pulumi:prod::launch::aws:ec2/subnet:Subnet::one";
  return {
    urn,
    type: "aws:ec2/subnet:Subnet",
    name: "one",
    operation: "replace",
    properties: [],
    before: free,
    after: free,
    ...over,
  };
}

function judge(changes: readonly Change[], same: number, agreed: Partial<Parameters<typeof objections>[1]> = {}) {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, same };
  for (const { operation } of changes) counts[operation] += 1;
  return objections({ counts, changes }, { consents: [], today, ...agreed });
}

describe("how much may go at once", () => {
  it("accepts 30 of 100 and refuses 31", () => {
    const many = (count: number) => Array.from({ length: count }, () => change({ operation: "delete" }));
    expect(judge(many(30), 70)).toEqual([]);
    const [found] = judge(many(31), 69);
    expect(found).toMatchObject({ kind: "size", why: expect.stringContaining("31 of 100 resources (31 %)") });
  });

  it("accepts any share when it is meant, and the first update, which has nothing to lose", () => {
    expect(judge([change({})], 0, { large: true })).toEqual([]);
    expect(judge([change({ operation: "create" })], 0)).toEqual([]);
  });
});

describe("what may not go at all", () => {
  const database = change({ type: "aws:rds/instance:Instance", name: "database", properties: ["storageEncrypted"] });

  it("refuses a database that never had a guard, naming what replaces it and the words that allow it", () => {
    const [found, ...others] = judge([database], 99);
    expect(others).toEqual([]);
    expect(found?.why).toContain("because of storageEncrypted");
    expect(found?.fix).toContain("LAUNCH_CONSENT=replace:database:2026-05-01");
  });

  it("accepts it with a consent to that action and resource, and no other", () => {
    const with_ = (action: "replace" | "delete", resource: string) =>
      judge([database], 99, { consents: [{ action, resource }] });
    expect(with_("replace", "database")).toEqual([]);
    expect(with_("delete", "everything")).toHaveLength(1);
    expect(with_("replace", "bucket")).toHaveLength(1);
    const deleted = { ...database, operation: "delete" as const };
    expect(judge([deleted], 99, { consents: [{ action: "replace", resource: "database" }] })).toHaveLength(1);
  });

  it("says that a guard which comes in the same update is too late", () => {
    const [found] = judge([change({ after: { protect: true, retain: false } })], 99);
    expect(found?.why).toContain("too late");
    expect(found?.fix).toContain("first, alone");
  });

  it("accepts an update in place", () => {
    expect(judge([{ ...database, operation: "update" }], 99)).toEqual([]);
  });
});
