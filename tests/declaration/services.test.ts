import { describe, expect, it } from "vitest";
import { FARGATE_MEMORY } from "../../declaration/fargate.ts";
import { faultsAfter, parseChanged, type Written } from "./written.ts";

const web = (changes: Written) => (all: Written) => Object.assign(all["launch:services"].web, changes);
const pairs = (change: (all: Written) => void) => faultsAfter(change).map(({ key, write }) => [key, write]);

/** CPU, least and most memory, and how many there are (ECS API, RegisterTaskDefinition, `memory`); ours are computed from steps. */
const DOCUMENTED = [
  [256, 512, 2048, 3],
  [512, 1024, 4096, 4],
  [1024, 2048, 8192, 7],
  [2048, 4096, 16_384, 13],
  [4096, 8192, 30_720, 23],
  [8192, 16_384, 61_440, 12],
  [16_384, 32_768, 122_880, 12],
];

describe("Fargate's pairs", () => {
  it("are those documented", () => {
    expect([...FARGATE_MEMORY].map(([cpu, memories]) => [cpu, memories[0], memories.at(-1), memories.length])).toEqual(
      DOCUMENTED,
    );
  });

  it.each(
    [...FARGATE_MEMORY].flatMap(([cpuUnits, memories]) =>
      [memories[0], memories.at(-1)].map((memoryMiB) => [cpuUnits, memoryMiB]),
    ),
  )("%i with %i is taken", (cpuUnits, memoryMiB) => {
    expect(faultsAfter(web({ cpuUnits, memoryMiB }))).toEqual([]);
  });

  it.each([
    [512, 8192, "4096, or cpuUnits: 1024 with 8192"],
    [256, 4096, "2048, or cpuUnits: 512 with 4096"],
    [4096, 512, "8192, or cpuUnits: 256 with 512"],
    [1024, 2500, "2048"],
    [8192, 17_408, "16384, or cpuUnits: 4096 with 17408"],
  ])("%i with %i is refused, with the nearest pairs", (cpuUnits, memoryMiB, write) => {
    expect(pairs(web({ cpuUnits, memoryMiB }))).toEqual([["launch:services.web.memoryMiB", write]]);
  });

  it("names every memory of that CPU", () => {
    expect(faultsAfter(web({ cpuUnits: 512, memoryMiB: 8192 }))[0]?.why).toContain(
      "with 512 it has 1024, 2048, 3072, 4096.",
    );
    expect(faultsAfter(web({ cpuUnits: 8192, memoryMiB: 1024 }))[0]?.why).toContain("16384 to 61440 in steps of 4096");
  });

  it("are looked up with defaults where one is left out", () => {
    expect(pairs((all) => (all["launch:services"].web = { memoryMiB: 4096 }))).toEqual([
      ["launch:services.web.memoryMiB", "2048, or cpuUnits: 512 with 4096"],
    ]);
  });

  it("are not looked up for a CPU that doesn't exist", () => {
    expect(pairs(web({ cpuUnits: 500 }))).toEqual([["launch:services.web.cpuUnits", "512"]]);
  });
});

describe("a service", () => {
  it("has defaults for everything, and comes by name", () => {
    expect(parseChanged(() => undefined).services.map(({ name }) => name)).toEqual(["backend", "web"]);
    expect(parseChanged(() => undefined).services[0]).toEqual({
      name: "backend",
      cpuUnits: 256,
      memoryMiB: 512,
      port: 8080,
      healthPath: "/healthz",
      tasks: { minimum: 2, maximum: 4 },
      logRetentionDays: 30,
      environment: {},
    });
  });

  it.each([
    [{ tasks: { minimum: 3, maximum: 2 } }, "tasks.maximum"],
    [{ tasks: { minimum: 5 } }, "tasks.maximum"],
    [{ tasks: { minimum: 0, maximum: 2 } }, "tasks.minimum"],
    [{ logRetentionDays: 31 }, "logRetentionDays"],
    [{ port: 70_000 }, "port"],
    [{ port: 80.5 }, "port"],
    [{ healthPath: "healthz" }, "healthPath"],
    [{ healthPath: "/health/*" }, "healthPath"],
    [{ environment: { "1A": "x" } }, "environment.1A"],
    [{ environment: { "A-B": "x" } }, "environment.A-B"],
  ])("with %j is refused", (changes, key) => {
    expect(faultsAfter(web(changes)).map((fault) => fault.key)).toEqual([`launch:services.web.${key}`]);
  });

  it.each(["Web", "1web", "web-", "we--b", "w".repeat(21), "we_b", ""])("can't be called %j", (name) => {
    const change = (all: Written) => {
      all["launch:services"] = { [name]: {}, backend: {} };
      for (const host of [0, 2]) all["launch:hosts"][host].service = name;
    };
    expect(faultsAfter(change).map(({ key }) => key)).toEqual([`launch:services.${name}`]);
  });

  it("that no host leads to is refused", () => {
    expect(faultsAfter((all) => (all["launch:services"].worker = {})).map(({ key }) => key)).toEqual([
      "launch:services.worker",
    ]);
  });

  it("is needed", () => {
    expect(faultsAfter((all) => (all["launch:services"] = {})).map(({ key }) => key)).toEqual(["launch:services"]);
  });
});
