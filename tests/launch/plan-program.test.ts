import { Repository } from "@pulumi/aws/codecommit/repository.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { Provider } from "@pulumi/aws/provider.js";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting.js";
import { ComponentResource, type Input, isSecret, ResourceHook, RunError, runtime, secret } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { describe, expect, it } from "vitest";
import { awsCloud } from "../../clouds/aws/cloud.ts";
import { cloudflareCloud } from "../../clouds/cloudflare/cloud.ts";
import { randomCloud } from "../../clouds/random/cloud.ts";
import { planProgram } from "../../launch/plan/program.ts";
import { serialisePlan } from "../../launch/plan/write.ts";
import type { PlannedProperties } from "../../launch/plan-file.ts";

const CANARY = "canary-7c1f0e";
const ACCOUNTS = {
  aws: { accountId: "111122223333", region: "eu-central-1", availabilityZones: ["eu-central-1a", "eu-central-1b"] },
  cloudflare: { accountId: "a".repeat(32), zoneId: "b".repeat(32), zoneName: "acme.dev", plan: "free" },
} as const;

function planned(program: () => unknown) {
  return planProgram([awsCloud(ACCOUNTS), randomCloud()], { project: "launch", stack: "prod" }, program);
}

class Part extends ComponentResource {
  constructor(name: string, make: (part: Part) => Record<string, unknown>) {
    super("launch:test:Part", name, { size: 2, token: secret(CANARY) });
    this.registerOutputs(make(this));
  }
}

describe("what a plan records of a registration", () => {
  it("keeps URN, parent, provider, protection, hooks, ignored changes, import and dependencies", async () => {
    let hookRan = false;
    const hook = () =>
      new ResourceHook("guard-vpc", () => {
        hookRan = true;
      });
    const { file } = await planned(() => {
      const provider = new Provider("aws", { region: "eu-central-1" });
      new Part("network", (part) => {
        const vpc = new Vpc(
          "vpc",
          { cidrBlock: "10.0.0.0/16" },
          { parent: part, provider, protect: true, hooks: { beforeDelete: [hook()] }, ignoreChanges: ["tags"] },
        );
        new Subnet(
          "subnet",
          { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" },
          { parent: part, provider, import: "subnet-1", deleteBeforeReplace: true },
        );
        return {};
      });
    });
    const part = "urn:pulumi:prod::launch::launch:test:Part::network";
    const vpc = "urn:pulumi:prod::launch::launch:test:Part$aws:ec2/vpc:Vpc::vpc";
    const provider = "urn:pulumi:prod::launch::pulumi:providers:aws::aws";
    expect(file.resources.find(({ name }) => name === "vpc")).toEqual({
      urn: vpc,
      type: "aws:ec2/vpc:Vpc",
      name: "vpc",
      inputs: { cidrBlock: "10.0.0.0/16" },
      options: {
        parent: part,
        provider,
        protect: true,
        hooks: { beforeDelete: ["guard-vpc"] },
        ignoreChanges: ["tags"],
      },
    });
    expect(file.resources.find(({ name }) => name === "subnet")).toMatchObject({
      inputs: { vpcId: { $unknown: true }, cidrBlock: "10.0.0.0/24" },
      options: {
        parent: part,
        dependencies: [vpc],
        propertyDependencies: { vpcId: [vpc] },
        import: "subnet-1",
        deleteBeforeReplace: true,
      },
    });
    expect(file.resources.map(({ urn }) => urn)).toContain(part);
    expect(hookRan).toBe(false);
  });

  it("shows no secret's value, wherever it is nested, in inputs or in outputs", async () => {
    const { file, outputs } = await planned(() => {
      new Part("parts", (part) => {
        const tags = { plain: "seen", hidden: secret(CANARY) };
        const vpc = new Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags }, { parent: part });
        new Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24", tags: vpc.tags }, { parent: part });
        return { token: secret(CANARY) };
      });
    });
    const everything = serialisePlan(file) + JSON.stringify([...outputs]);
    expect(everything).not.toContain(CANARY);
    expect(file.resources.find(({ name }) => name === "vpc")?.inputs.tags).toEqual({
      plain: "seen",
      hidden: { $secret: true },
    });
    expect(file.resources.find(({ name }) => name === "subnet")?.inputs.tags).toEqual({ $secret: true });
    expect(file.resources.find(({ name }) => name === "parts")?.inputs).toEqual({ size: 2, token: { $secret: true } });
  });

  it("answers as a preview does: dry run, unknown ids, known inputs, a password that is secret and unknown", async () => {
    let seen: unknown;
    let ranOnUnknown = false;
    await planned(async () => {
      const vpc = new Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
      const password = new RandomPassword("password", { length: 20 });
      vpc.id.apply(() => {
        ranOnUnknown = true;
      });
      const cidr = await new Promise((resolve) => vpc.cidrBlock.apply(resolve));
      seen = [runtime.isDryRun(), cidr, await isSecret(password.result)];
    });
    expect(seen).toEqual([true, "10.0.0.0/16", true]);
    expect(ranOnUnknown).toBe(false);
  });

  it("waits for resources that are made late, inside an apply, from values that take their time", async () => {
    const slowly = (value: number) => new Promise<number>((resolve) => setTimeout(resolve, 20, value));
    const { file } = await planned(() => {
      const first = new RandomPassword("first", { length: 20 });
      first.length.apply((length) => {
        const second = new RandomPassword("second", { length: slowly(length) });
        second.length.apply((again) => new RandomPassword("third", { length: slowly(again) }));
      });
    });
    expect(file.resources.map(({ name }) => name)).toEqual(["launch-prod", "first", "second", "third"]);
  });

  it("gives the same bytes twice, whatever the order of keys", async () => {
    const plan = async (flip: boolean) => {
      const tags: Record<string, string> = flip ? { b: "2", a: "1" } : { a: "1", b: "2" };
      const { file } = await planned(() => {
        const vpc = new Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags });
        for (const index of [0, 1]) new Subnet(`subnet-${index}`, { vpcId: vpc.id, cidrBlock: `10.0.${index}.0/24` });
      });
      return serialisePlan(file);
    };
    expect(await plan(true)).toBe(await plan(false));
  });
});

it("writes keys in one order, however deep, whatever order they come in", () => {
  const resource = { urn: "u", type: "t", name: "n", options: {} };
  const write = (inputs: PlannedProperties) =>
    serialisePlan({ version: 1, kind: "launch-plan", resources: [{ ...resource, inputs }] });
  expect(write({ b: [{ d: 1, c: 2 }], a: null })).toBe(write({ a: null, b: [{ c: 2, d: 1 }] }));
});

describe("what a plan refuses", () => {
  it("names every refused resource, not only the first", async () => {
    // Wrong on purpose, so the SDK's types have to be talked out of it.
    const wrong = 5 as unknown as string;
    const { refusals, file } = await planned(() => {
      const vpc = new Vpc("vpc", { cidrBlock: "10.0.0.0/16", instanceTenancy: wrong });
      new Subnet("subnet", { vpcId: vpc.id, cidrBlock: wrong });
      new RandomPassword("password", { length: 20 });
    });
    expect(refusals.map(({ name, property }) => [name, property])).toEqual([
      ["subnet", "cidrBlock"],
      ["vpc", "instanceTenancy"],
    ]);
    expect(refusals.every(({ code, message }) => code !== "" && message !== "")).toBe(true);
    expect(file.resources).toHaveLength(4);
  });

  it("never waves through a type that no cloud models", async () => {
    const { refusals } = await planned(() => new Repository("code", { repositoryName: "code" }));
    expect(refusals).toMatchObject([{ name: "code", code: "unmodelled" }]);
  });

  it("refuses a provider for another account than the one there is", async () => {
    const { refusals } = await planned(
      () => new Provider("aws", { region: "eu-central-1", allowedAccountIds: ["999999999999"] }),
    );
    expect(refusals).toMatchObject([{ name: "aws", type: "pulumi:providers:aws" }]);
  });

  it("refuses what it would pass over in silence, naming the way that works", async () => {
    const transform = () => runtime.registerResourceTransform(() => undefined);
    await expect(planned(transform)).rejects.toMatchObject({ code: "unplanned-option", exitCode: 1 });
  });

  it("hands on what the program says to its user, without a stack trace", async () => {
    const program = () => {
      throw new RunError("the zone is another one");
    };
    await expect(planned(program)).rejects.toMatchObject({ code: "program", message: "the zone is another one" });
  });

  it("refuses two resources of one name", async () => {
    const { refusals } = await planned(() => {
      new RandomPassword("password", { length: 20 });
      new RandomPassword("password", { length: 30 });
    });
    expect(refusals).toMatchObject([{ name: "password", code: "duplicate-urn" }]);
  });
});

it("refuses a secret in an input that can't carry one, as the preview would", async () => {
  const setting = (value: Input<string>) => () => {
    new ZoneSetting("tls", { zoneId: ACCOUNTS.cloudflare.zoneId, settingId: "ssl", value });
  };
  const planOn = (program: () => unknown) =>
    planProgram([cloudflareCloud(ACCOUNTS)], { project: "launch", stack: "prod" }, program);
  expect((await planOn(setting("strict"))).refusals).toEqual([]);
  expect((await planOn(setting(secret("strict")))).refusals).toMatchObject([{ name: "tls", property: "value" }]);
});
