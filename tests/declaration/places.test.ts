import { describe, expect, it } from "vitest";
import { faultsAfter, parseChanged, type Written } from "./written.ts";

const pairs = (change: (all: Written) => void) => faultsAfter(change).map(({ key, write }) => [key, write]);

describe("the database", () => {
  const database = (changes: Written) => (all: Written) => Object.assign(all["launch:database"], changes);

  it("has defaults for everything, and room for twice its storage", () => {
    expect(parseChanged((all) => delete all["launch:database"]).database).toEqual({
      majorVersion: 17,
      instanceClass: "db.t4g.small",
      storageGiB: 20,
      maximumStorageGiB: 40,
      multiAz: true,
      backupDays: 14,
    });
  });

  it.each([
    [{ majorVersion: 13 }, "majorVersion", "a whole number from 14 to 18"],
    [{ majorVersion: 19 }, "majorVersion", "a whole number from 14 to 18"],
    [{ majorVersion: 17.4 }, "majorVersion", "17"],
    [{ instanceClass: "t4g.small" }, "instanceClass", "db., a family and a size, such as db.t4g.small"],
    [{ storageGiB: 19 }, "storageGiB", "a whole number from 20 to 65536"],
    [{ storageGiB: 65_536, maximumStorageGiB: 65_536 }, "storageGiB", "59578 or less"],
    [{ maximumStorageGiB: 54 }, "maximumStorageGiB", "55 or more"],
    [{ backupDays: 0 }, "backupDays", "a whole number from 1 to 35"],
    [{ backupDays: 36 }, "backupDays", "a whole number from 1 to 35"],
  ])("with %j is refused", (changes, key, write) => {
    expect(pairs(database(changes))).toEqual([[`launch:database.${key}`, write]]);
  });

  it.each([
    { maximumStorageGiB: 55 },
    { majorVersion: 14 },
    { majorVersion: 18 },
    { backupDays: 35 },
    { storageGiB: 59_578, maximumStorageGiB: 65_536 },
  ])("with %j is taken", (changes) => {
    expect(faultsAfter(database(changes))).toEqual([]);
  });
});

describe("the accounts", () => {
  const aws = (changes: Written) => (all: Written) => Object.assign(all["launch:aws"], changes);

  it.each([
    [{ availabilityZones: ["us-east-1a", "us-east-1a"] }, "availabilityZones[1]", "us-east-1b"],
    [{ availabilityZones: ["us-east-1a", "us-west-2b"] }, "availabilityZones[1]", "us-east-1b"],
    [{ availabilityZones: ["us-east-1-bos-1a", "us-east-1b"] }, "availabilityZones[0]", "us-east-1a"],
    [{ availabilityZones: ["us-east-1a"] }, "availabilityZones", 'a list, for example ["us-east-1a","us-east-1b"]'],
    [{ region: "virginia" }, "region", "a region's code, such as us-east-1 or eu-central-1"],
    [{ accountId: "1234" }, "accountId", 'the 12 digits, in quotes, such as "123456789012"'],
  ])("of AWS with %j are refused", (changes, key, write) => {
    expect(pairs(aws(changes))).toEqual([[`launch:aws.${key}`, write]]);
  });

  it("of Cloudflare are two different ids", () => {
    expect(
      faultsAfter((all) => (all["launch:cloudflare"].zoneId = all["launch:cloudflare"].accountId)).map(
        ({ key }) => key,
      ),
    ).toEqual(["launch:cloudflare.zoneId"]);
    expect(faultsAfter((all) => (all["launch:cloudflare"].zoneId = "0123")).map(({ key }) => key)).toEqual([
      "launch:cloudflare.zoneId",
    ]);
  });
});
