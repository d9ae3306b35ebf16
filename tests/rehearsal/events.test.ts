import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../launch/exit-codes.ts";
import { parseEvent, tell } from "../../rehearsal/events.ts";
import { redact } from "../../rehearsal/run.ts";

const urn = (name: string) => `urn:pulumi:prod::launch::toy:index:Thing::${name}`;
const step = (op: string, name: string, more: object = {}) => ({
  resourcePreEvent: { metadata: { op, urn: urn(name), type: "toy:index:Thing", old: null, new: null, ...more } },
});
const log = (...events: object[]) =>
  events.flatMap((event, sequence) => parseEvent(JSON.stringify({ sequence, timestamp: 1, ...event })) ?? []);

describe("the events of a run", () => {
  it("counts a replacement once, in either order of its steps", () => {
    const first = ["create-replacement", "replace", "delete-replaced"].map((op) => step(op, "one"));
    const second = ["delete-replaced", "replace", "create-replacement"].map((op) => step(op, "two"));
    const story = tell(log(...first, ...second, step("same", "three"), step("delete", "four")));
    expect(story.counts).toEqual({ create: 0, update: 0, replace: 2, delete: 1, same: 1 });
  });

  it("counts drift that a refresh finds, and only that", () => {
    const found = (name: string, more: object) => ({ resOutputsEvent: step("refresh", name, more).resourcePreEvent });
    const state = { protect: true };
    const story = tell(
      log(
        found("same", { old: state, new: state }),
        found("drifted", { old: state, new: state, detailedDiff: { label: { diffKind: "update" } } }),
        found("gone", { old: state, new: null }),
      ),
    );
    expect(story.counts).toEqual({ create: 0, update: 1, replace: 0, delete: 1, same: 1 });
  });

  it("keeps errors with their resource, and strips the engine's colours", () => {
    const said = {
      diagnosticEvent: { urn: urn("one"), message: "<{%reset%}>refused<{%reset%}>\n\n", severity: "error" },
    };
    expect(tell(log(said)).failures).toEqual([{ urn: urn("one"), message: "refused" }]);
  });

  it("are forgotten at once where they are debugging messages, in which secrets stand in clear", () => {
    expect(log({ diagnosticEvent: { message: "password=abc", severity: "debug" } })).toEqual([]);
  });
});

describe("exit codes", () => {
  const run = (exitCode: number, message = "", of?: string) => ({
    exitCode,
    failures: message === "" ? [] : [{ message, ...(of === undefined ? {} : { urn: of }) }],
    violations: [],
  });
  it.each([
    [0, run(0)],
    [1, run(1, "the program threw")],
    [2, run(1, "Pulumi.prod.yaml: 2 settings are wrong")],
    [3, run(1, "error: No valid credential sources found")],
    [4, run(1, "creating: 400", urn("one"))],
    [5, { ...run(1), violations: [{ policy: "p", mandatory: true, message: "" }] }],
    [6, run(1, "error: no stack named 'x' found")],
    [7, run(1, "write LAUNCH_CONSENT=replace:database:2026-01-01", urn("database"))],
    [8, run(130)],
    [6, run(6)],
  ])("%i", (expected, given) => {
    expect(exitCodeOf(given)).toBe(expected);
  });

  it("advice is no violation", () => {
    expect(exitCodeOf({ ...run(1), violations: [{ policy: "p", mandatory: false, message: "" }] })).toBe(1);
  });
});

describe("secrets", () => {
  it("are hidden wherever they stand; a word too short to be one is left", () => {
    expect(redact("a=hunter22 b=hunter22", ["hunter22", "a"])).toBe("a=[secret] b=[secret]");
  });
});
