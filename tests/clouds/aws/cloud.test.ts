import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { awsCloud } from "../../../clouds/aws/cloud.ts";
import { pairProblem } from "../../../clouds/aws/fargate.ts";
import { UNKNOWN, UnmodelledError } from "../../../clouds/cloud.ts";
import { ACCOUNTS, Bench, subjectOf } from "./bench.ts";
import { container, makeStack } from "./stack.ts";

const VPC = "aws:ec2/vpc:Vpc";
const LB = "aws:lb/loadBalancer:LoadBalancer";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const DATABASE = "aws:rds/instance:Instance";

describe("the check of the simulated AWS", () => {
  const messages = (type: string, name: string, inputs: Parameters<Bench["refusals"]>[2]) =>
    new Bench().refusals(type, name, inputs).map(({ message }) => message);

  it("refuses a misspelt name and guesses the right one, at any depth", () => {
    expect(messages(VPC, "net", { cidrBlok: "10.0.0.0/16" })).toEqual([
      expect.stringContaining("did you mean cidrBlock?"),
    ]);
    const targets = {
      port: 80,
      protocol: "HTTP",
      targetType: "ip",
      vpcId: UNKNOWN,
      healthCheck: { paht: "/" },
    } as const;
    expect(messages("aws:lb/targetGroup:TargetGroup", "app", targets)).toEqual([
      expect.stringContaining("did you mean path?"),
    ]);
  });

  it("refuses what only AWS may set, what is missing, and the wrong shape", () => {
    expect(messages(VPC, "net", { arn: "arn" })).toEqual([expect.stringContaining("computed by AWS")]);
    expect(messages("aws:ec2/subnet:Subnet", "net", {})).toEqual(["vpcId is required"]);
    expect(messages(LB, "net", { subnets: "subnet-1" })).toEqual(["subnets must be a set"]);
  });

  it("takes unknown values everywhere", () => {
    expect(
      messages("aws:ec2/subnet:Subnet", "net", { vpcId: UNKNOWN, cidrBlock: UNKNOWN, availabilityZone: UNKNOWN }),
    ).toEqual([]);
  });

  it("makes up a name of the logical name and seven digits, and keeps it", () => {
    const { cloud } = new Bench();
    const first = cloud.check(subjectOf(LB, "origin", 1), { subnets: ["a", "b"] }).inputs;
    expect(first.name).toMatch(/^origin-[0-9a-f]{7}$/);
    expect(cloud.check(subjectOf(LB, "origin", 2), { subnets: ["a", "b"] }, first).inputs.name).toBe(first.name);
    expect(cloud.check(subjectOf(LB, "origin", 2), { subnets: ["a", "b"] }).inputs.name).not.toBe(first.name);
  });

  it("refuses a logical name that leaves no room for the digits", () => {
    expect(messages(LB, "a".repeat(24), { subnets: ["a", "b"] })).toEqual([]);
    expect(messages(LB, "a".repeat(25), { subnets: ["a", "b"] })).toEqual([
      expect.stringContaining("maximum length 32"),
    ]);
  });

  it("refuses a type, a function and a region it doesn't know", () => {
    const { cloud } = new Bench();
    expect(() => cloud.check(subjectOf("aws:s3/bucket:Bucket", "b"), {})).toThrow(UnmodelledError);
    expect(() => cloud.invoke("aws:ec2/getAmi:getAmi", {})).toThrow(UnmodelledError);
    expect(() => cloud.check(subjectOf(VPC, "net"), { region: "us-east-1" })).toThrow(UnmodelledError);
  });
});

describe("the provider's configuration", () => {
  it("refuses another account than the allowed one, also where Pulumi hands the list over as text", () => {
    const configure = (allowedAccountIds: string | string[]) => () =>
      awsCloud(ACCOUNTS).configure({ region: "eu-central-1", allowedAccountIds });
    expect(configure('["123456789012"]')).not.toThrow();
    expect(configure('["999999999999"]')).toThrow(/not allowed/);
    expect(configure(["999999999999"])).toThrow(/not allowed/);
  });

  it("adds its default tags to every resource's tagsAll, and to tags nothing", () => {
    const bench = new Bench();
    bench.cloud.configure({ region: "eu-central-1", defaultTags: '{"tags":{"stack":"prod"}}' });
    expect(bench.make(VPC, "net", { cidrBlock: "10.0.0.0/16", tags: { Name: "net" } }).state).toMatchObject({
      tags: { Name: "net" },
      tagsAll: { stack: "prod", Name: "net" },
    });
  });
});

describe("a difference", () => {
  const bench = makeStack();
  const of = (type: string, patch: Parameters<Bench["refusals"]>[2]) => {
    const made = bench.made.find((one) => one.type === type);
    if (!made) throw new Error(`no ${type}`);
    return bench.cloud.diff(type, made.id, made.state, { ...made.inputs, ...patch });
  };

  it("of a database is in place for its size, and a new database for its encryption", () => {
    expect(of(DATABASE, { instanceClass: "db.t4g.medium" })).toEqual({
      changed: ["instanceClass"],
      replaces: [],
      deleteBeforeReplace: false,
    });
    expect(of(DATABASE, { storageEncrypted: false })).toMatchObject({ replaces: ["storageEncrypted"] });
  });

  it("of a set is none when only the order changed", () => {
    const made = bench.made.find(({ type }) => type === LB);
    const subnets = Array.isArray(made?.inputs.subnets) ? made.inputs.subnets.toReversed() : [];
    expect(of(LB, { subnets }).changed).toEqual([]);
  });

  it("asks to delete first only where a fixed name would be taken", () => {
    expect(of(LB, { internal: true })).toMatchObject({ replaces: ["internal"], deleteBeforeReplace: false });
    const fixed = bench.make(LB, "fixed", {
      name: "fixed",
      subnets: bench.made.find(({ type }) => type === LB)?.inputs.subnets ?? [],
    });
    expect(bench.cloud.diff(LB, fixed.id, fixed.state, { ...fixed.inputs, internal: true }).deleteBeforeReplace).toBe(
      true,
    );
  });

  it("stays for ever where containers aren't written as AWS gives them back", () => {
    const task = bench.made.find(({ type }) => type === TASK);
    if (!task) throw new Error("no task definition");
    const canonical = container("group", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-123456");
    const second = (definition: object) =>
      bench.changes(
        bench.make(TASK, "again", {
          ...task.inputs,
          family: "again",
          containerDefinitions: JSON.stringify([definition]),
        }),
      );
    expect(second(canonical)).toEqual([]);
    const { mountPoints: _none, ...without } = canonical;
    expect(second(without)).toEqual(["containerDefinitions"]);
    expect(
      second({
        ...canonical,
        environment: [
          { name: "Z", value: "" },
          { name: "A", value: "" },
        ],
      }),
    ).toEqual(["containerDefinitions"]);
  });
});

describe("what AWS computes", () => {
  it("is one validation record for the apex and its wildcard, with a trailing dot", () => {
    const { state } = new Bench().make("aws:acm/certificate:Certificate", "c", {
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com"],
      validationMethod: "DNS",
    });
    // The shape of these options is the simulation's own.
    const options = state.domainValidationOptions as readonly Record<string, string>[];
    expect(options.map(({ domainName }) => domainName)).toEqual(["example.com", "*.example.com"]);
    expect(new Set(options.map(({ resourceRecordName }) => resourceRecordName)).size).toBe(1);
    expect(options[0]?.resourceRecordName).toMatch(/\.example\.com\.$/);
  });

  it("keeps the database's major version and tells the minor apart", () => {
    const database = makeStack().made.find(({ type }) => type === DATABASE);
    expect(database?.state).toMatchObject({
      engineVersion: "17",
      engineVersionActual: expect.stringMatching(/^17\.\d+$/),
    });
    expect(database?.state.endpoint).toBe(`${String(database?.state.address)}:5432`);
  });

  it("is secret where the SDK says so", () => {
    const { cloud } = new Bench();
    expect(cloud.secretOutputs(DATABASE)).toEqual(["password", "passwordWo"]);
    expect(cloud.secretOutputs(TASK)).toEqual([]);
  });

  it("never repeats a task definition's revision", () => {
    const bench = makeStack();
    const [task] = bench.made.filter(({ type }) => type === TASK);
    if (!task) throw new Error("no task definition");
    const next = bench.make(TASK, "app", { ...task.inputs, cpu: "512", memory: "1024" });
    bench.remove(task);
    expect(next.state.revision).toBe(2);
    expect(bench.cloud.read(subjectOf(TASK, "app"), "app")?.state.revision).toBe(2);
  });
});

it("Fargate's pairs are multiples of 1 GiB within a range, but for the smallest", () => {
  const cpu = fc.constantFrom(512, 1024, 2048, 4096, 8192, 16384);
  fc.assert(
    fc.property(cpu, fc.integer({ min: 1, max: 130_000 }), (units, memory) => {
      if (pairProblem(units, memory) === undefined)
        expect([memory % 1024, memory >= units * 2, memory <= units * 8]).toEqual([0, true, true]);
    }),
  );
  expect(pairProblem(256, 512)).toBeUndefined();
  expect(pairProblem(256, 1536)).toBeDefined();
  expect(pairProblem(300, 1024)).toContain("256");
});
