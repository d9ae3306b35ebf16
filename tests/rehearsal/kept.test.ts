import { describe, expect, it } from "vitest";
import { keptOnPurpose } from "../../rehearsal/kept.ts";
import { Recorder } from "../../rehearsal/providers/recorder.ts";
import { ToyCloud } from "./toy.ts";

/** A cloud of another name, in which some ids still stand. */
function cloud(name: string, standing: Record<string, object>) {
  const read = (_subject: unknown, id: string) => (id in standing ? { id, state: { ...standing[id] } } : undefined);
  return Object.assign(new ToyCloud(), { name, read });
}

function deleted(...urns: [type: string, id: string][]): Recorder {
  const log = new Recorder();
  for (const [type, id] of urns) log.of(`urn:pulumi:prod::launch::launch:infra:Launch$${type}::${id}`).deleted.push(id);
  return log;
}

const world = { databaseSnapshots: new Set<string>(), secretsAwaitingDeletion: new Set<string>() };

describe("what a destroyed stack leaves", () => {
  it("is nothing when the clouds show nothing", () => {
    const log = deleted(["aws:ec2/vpc:Vpc", "vpc-1"], ["cloudflare:index/zoneSetting:ZoneSetting", "ssl"]);
    expect(
      keptOnPurpose({ aws: Object.assign(cloud("aws", {}), { world }), cloudflare: cloud("cloudflare", {}) }, log),
    ).toEqual([]);
  });

  it("is named with its reason, and what should be gone is said to stand", () => {
    const aws = cloud("aws", { "web:1": { skipDestroy: true }, "vpc-1": {} });
    const log = deleted(
      ["aws:ecs/taskDefinition:TaskDefinition", "web:1"],
      ["aws:ec2/vpc:Vpc", "vpc-1"],
      ["cloudflare:index/zoneSetting:ZoneSetting", "ssl"],
    );
    const left = { databaseSnapshots: new Set(["final"]), secretsAwaitingDeletion: new Set(["key"]) };
    const kept = keptOnPurpose(
      { aws: Object.assign(aws, { world: left }), cloudflare: cloud("cloudflare", { ssl: {} }) },
      log,
    );
    expect(kept.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      expect.stringMatching(/^database snapshot final: /),
      expect.stringMatching(/^secret key: scheduled for deletion/),
      expect.stringMatching(/^zone settings ssl: as the stack set them/),
      "Vpc vpc-1: it stands although it was deleted",
      expect.stringMatching(/^TaskDefinition web:1: declared with skipDestroy/),
    ]);
  });
});
