import { describe, expect, it } from "vitest";
import {
  engineConfig,
  faultsAfter,
  faultsOfConfig,
  faultsOfText,
  rightSettings,
  stackFile,
  type Written,
} from "./written.ts";

function rename(map: Written, from: string, to: string): void {
  map[to] = map[from];
  delete map[from];
}

describe("a misspelt key", () => {
  it.each([
    ["at the top", (all: Written) => rename(all, "launch:hosts", "launch:hsots"), "launch:hsots", "launch:hosts"],
    ["in the namespace", (all: Written) => rename(all, "launch:edge", "lanuch:edge"), "lanuch:edge", "launch:edge"],
    [
      "in a map",
      (all: Written) => rename(all["launch:database"], "storageGiB", "storageGb"),
      "launch:database.storageGb",
      "storageGiB",
    ],
    ["that is needed", (all: Written) => rename(all["launch:domain"], "name", "nane"), "launch:domain.nane", "name"],
    ["in a list", (all: Written) => rename(all["launch:routes"][3], "path", "paht"), "launch:routes[3].paht", "path"],
    [
      "below a name",
      (all: Written) => rename(all["launch:services"].web, "memoryMiB", "memory"),
      "launch:services.web.memory",
      "memoryMiB",
    ],
    [
      "two levels down",
      (all: Written) => rename(all["launch:services"].web.tasks, "maximum", "max"),
      "launch:services.web.tasks.max",
      "maximum",
    ],
  ])("%s is one fault with the nearest key", (_, change, key, write) => {
    expect(faultsAfter(change).map((fault) => [fault.key, fault.write])).toEqual([[key, write]]);
  });

  it("that is near nothing gets the list", () => {
    const [fault] = faultsAfter((all) => {
      all["launch:edge"].colour = "blue";
    });
    expect(fault?.write).toBe("one of hsts, sessionCookies");
  });

  it("is not taken for one when it is called like something every object has", () => {
    expect(
      faultsOfConfig({
        ...engineConfig(rightSettings()),
        "launch:edge": '{"__proto__":{"hsts":"day"},"constructor":1,"sessionCookies":["session"]}',
      }).map(({ key }) => key),
    ).toEqual(["launch:edge.__proto__", "launch:edge.constructor"]);
  });

  it("beside config is found too", () => {
    expect(
      faultsOfText(stackFile(rightSettings()).replace("config:", "confg:")).map(({ key, write }) => [key, write]),
    ).toEqual([["confg", "config"]]);
  });
});

describe("a misspelt word", () => {
  it.each([
    ["plan", "launch:cloudflare", "plan", "buisness", "business"],
    ["hsts", "launch:edge", "hsts", "five-minute", "five-minutes"],
    ["canonical", "launch:domain", "canonical", "APEX", "apex"],
  ])("of %s gets the nearest one", (_, setting, key, word, write) => {
    const faults = faultsAfter((all) => {
      all[setting][key] = word;
    });
    expect(faults).toMatchObject([{ key: `${setting}.${key}`, value: JSON.stringify(word), write }]);
  });

  it.each([
    ["paeg", "page"],
    ["webhok", "webhook"],
    ["priv", "private"],
    ["login", "one of page, private, asset, api, auth, chat, webhook, health"],
  ])("of a kind, %s, gets %s", (word, write) => {
    const faults = faultsAfter((all) => {
      all["launch:routes"][3].kind = word;
    });
    expect(faults).toMatchObject([{ key: "launch:routes[3].kind", write }]);
  });
});

describe("other keys of a stack file", () => {
  it("lets be what Pulumi writes, and other packages' keys", () => {
    const config = { ...rightSettings(), "aws:profile": "work", "cloudflare:apiToken": { secure: "v1:abc" } };
    expect(
      faultsOfText(`encryptionsalt: "v1:x"\nsecretsprovider: "awskms://x"\nencryptedkey: "y"\n${stackFile(config)}`),
    ).toEqual([]);
  });

  it("refuses a fact that is stated twice, from either side", () => {
    const config = { ...rightSettings(), "aws:region": "us-east-1" };
    const expected = [{ key: "aws:region", write: "it in launch:aws.region only" }];
    expect(faultsOfText(stackFile(config))).toMatchObject(expected);
    expect(faultsOfConfig(engineConfig(config))).toMatchObject(expected);
  });

  it("refuses a key without namespace", () => {
    const faults = faultsAfter((all) => rename(all, "launch:edge", "edge"));
    expect(faults).toMatchObject([{ key: "edge", write: "launch:edge" }]);
  });

  it("refuses settings from elsewhere", () => {
    expect(faultsOfText(`${stackFile(rightSettings())}environment: [shared]\n`).map(({ key }) => key)).toEqual([
      "environment",
    ]);
  });

  it("refuses an encrypted value and never prints it", () => {
    const faults = faultsAfter((all) => {
      all["launch:services"].web.environment.LEVEL = { secure: "v1:canary" };
    });
    expect(faults.map(({ key }) => key)).toEqual(["launch:services.web.environment.LEVEL"]);
    expect(JSON.stringify(faults)).not.toContain("canary");
  });
});

describe("values of the wrong sort", () => {
  it.each([
    [
      "a number for text",
      "launch:services",
      (all: Written) => (all["launch:services"].web.environment.LEVEL = 3),
      '"3"',
    ],
    [
      "a switch for text",
      "launch:services",
      (all: Written) => (all["launch:services"].web.environment.LEVEL = true),
      '"true"',
    ],
    ["text for a number", "launch:database", (all: Written) => (all["launch:database"].storageGiB = "50"), "50"],
    [
      "text for one of some numbers",
      "launch:services",
      (all: Written) => (all["launch:services"].web.cpuUnits = "512"),
      "512",
    ],
    ["text for a switch", "launch:database", (all: Written) => (all["launch:database"].multiAz = "false"), "false"],
    [
      "nothing for a list",
      "launch:routes",
      (all: Written) => (all["launch:routes"] = null),
      "a list of maps with host, path, kind",
    ],
    ["text for a map", "launch:domain", (all: Written) => (all["launch:domain"] = "example.com"), "a map with name"],
    [
      "an id without quotes",
      "launch:aws",
      (all: Written) => (all["launch:aws"].accountId = 123456789012),
      '"123456789012"',
    ],
  ])("%s is refused with what to write", (_, key, change, write) => {
    const faults = faultsAfter(change);
    expect(faults.map((fault) => fault.write)).toEqual([write]);
    expect(faults[0]?.key.startsWith(key)).toBe(true);
  });
});
