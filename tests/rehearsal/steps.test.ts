import { describe, expect, it } from "vitest";
import type { Change } from "../../rehearsal/events.ts";
import type { EngineRun } from "../../rehearsal/run.ts";
import { changedNothing, changedOnlyRulesets, refusedUntouched, succeeded } from "../../rehearsal/steps.ts";

const free = { protect: false, retain: false };

function change(type: string, operation: Change["operation"] = "update"): Change {
  return { urn: `urn:pulumi:prod::launch::${type}::one`, type, name: "one", operation, properties: [], before: free };
}

function run(over: Partial<EngineRun> = {}): EngineRun {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, same: 9 };
  const story = { counts, changes: [], failures: [], violations: [], warnings: [], isPreview: false };
  return { ...story, exitCode: 0, seconds: 1, printed: "", ...over };
}

const ruleset = "cloudflare:index/ruleset:Ruleset";

describe("the steps of a rehearsal", () => {
  it("a failed run is named with its resource and message", () => {
    const failures = [{ urn: "urn:pulumi:prod::launch::aws:ec2/vpc:Vpc::network", message: "400" }];
    expect(succeeded(run({ exitCode: 1, failures }))).toEqual(["pulumi ended with exit code 1", "network: 400"]);
    expect(succeeded(run())).toEqual([]);
  });

  it("a second update that changes anything is refused", () => {
    expect(changedNothing(run())).toEqual([]);
    expect(changedNothing(run({ changes: [change("aws:ec2/vpc:Vpc")] }))).toEqual([
      "unexpected: update one (aws:ec2/vpc:Vpc)",
    ]);
  });

  it("an added route may update or make rulesets, and touch the components that carry facts", () => {
    expect(
      changedOnlyRulesets(
        run({ changes: [change(ruleset), change(ruleset, "create"), change("launch:infra:Launch")] }),
      ),
    ).toEqual([]);
  });

  it.each([
    ["no ruleset at all", [change("launch:infra:Launch")], "no ruleset changed"],
    ["a replaced ruleset", [change(ruleset, "replace")], "unexpected: replace"],
    ["a record", [change(ruleset), change("cloudflare:index/dnsRecord:DnsRecord")], "unexpected: update one"],
  ])("an added route may not mean %s", (_what, changes, problem) => {
    expect(changedOnlyRulesets(run({ changes }))).toEqual([expect.stringContaining(problem)]);
  });

  it("a destroy must be refused, and must have touched nothing", () => {
    expect(refusedUntouched(run({ exitCode: 1 }), [])).toEqual([]);
    expect(refusedUntouched(run(), [])).toEqual(["pulumi destroy was not refused"]);
    expect(refusedUntouched(run({ exitCode: 1 }), ["urn:a::b::c::database"])).toEqual([
      "database was changed or deleted all the same",
    ]);
  });
});
