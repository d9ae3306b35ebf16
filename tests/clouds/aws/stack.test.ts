import { describe, expect, it } from "vitest";
import { TERRAFORM_TYPES } from "../../../clouds/aws/types.ts";
import { Bench, subjectOf } from "./bench.ts";
import { makeStack } from "./stack.ts";

describe("a whole stack in the simulated AWS", () => {
  it("uses every type this cloud knows", () => {
    const used = new Set(makeStack().made.map(({ type }) => type));
    expect(Object.keys(TERRAFORM_TYPES).filter((type) => !used.has(type))).toEqual([]);
  });

  it("is the same at a second up", () => {
    const bench = makeStack();
    const changed = bench.made.flatMap((made) =>
      bench.changes(made).map((name) => `${made.type} ${made.name}: ${name}`),
    );
    expect(changed).toEqual([]);
  });

  it("gives the same ids in every run", () => {
    const ids = () => makeStack().made.map(({ id }) => id);
    expect(ids()).toEqual(ids());
  });

  it("counts how often each resource was made", () => {
    const bench = makeStack();
    expect(bench.cloud.world.creations.size).toBe(bench.made.length);
    expect([...bench.cloud.world.creations.values()].every((count) => count === 1)).toBe(true);
  });

  it("is gone after it was destroyed in the reverse order, but for the snapshot and the secret's name", () => {
    const bench = makeStack();
    for (const made of bench.made.toReversed()) {
      if (made.type === "aws:rds/instance:Instance") {
        const inputs = { ...made.inputs, deletionProtection: false };
        const state = bench.cloud.update(subjectOf(made.type, made.name), made, inputs);
        bench.remove({ ...made, state });
      } else bench.remove(made);
    }
    expect(bench.cloud.world.all()).toEqual([]);
    expect([...bench.cloud.world.databaseSnapshots]).toEqual(["launch-database-final-1a2b3c4d"]);
    expect(bench.cloud.world.secretsAwaitingDeletion.size).toBe(1);
  });

  it("can't be destroyed from the network up", () => {
    const bench = makeStack();
    const vpc = bench.made.find(({ type }) => type === "aws:ec2/vpc:Vpc");
    expect(() => vpc && bench.remove(vpc)).toThrow(expect.objectContaining({ code: "DependencyViolation" }));
  });

  it("knows at a plan what the program says, and not what AWS will say", () => {
    const bench = new Bench();
    const subject = subjectOf("aws:ec2/vpc:Vpc", "net");
    const planned = bench.cloud.plan(subject, { cidrBlock: "10.0.0.0/16" });
    expect(planned).toMatchObject({ cidrBlock: "10.0.0.0/16", tagsAll: {} });
    expect(typeof planned.arn).toBe("symbol");
  });
});
