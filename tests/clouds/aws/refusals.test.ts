import { describe, expect, it } from "vitest";
import type { Properties } from "../../../clouds/cloud.ts";
import type { Bench, MadeResource } from "./bench.ts";
import { subjectOf } from "./bench.ts";
import { container, makeStack } from "./stack.ts";

/** The resource of a type in a stack. */
function one(bench: Bench, type: string): MadeResource {
  const found = bench.made.find((made) => made.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found;
}

/** What AWS answers when something is made in a stack that stands: a code, or nothing. */
function code(type: string, inputs: (bench: Bench) => Properties, before?: (bench: Bench) => void): string | undefined {
  const bench = makeStack();
  before?.(bench);
  try {
    bench.make(type, "again", inputs(bench));
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error); // a Refusal, or a fault of the test
  }
}

const like =
  (type: string, patch: Properties = {}) =>
  (bench: Bench) => ({ ...one(bench, type).inputs, ...patch });

const LB = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const SERVICE = "aws:ecs/service:Service";
const DATABASE = "aws:rds/instance:Instance";
const SECRET = "aws:secretsmanager/secret:Secret";
const CERTIFICATE = "aws:acm/certificate:Certificate";

describe("AWS refuses", () => {
  it.each([
    ["a load balancer's taken name", LB, like(LB), "DuplicateLoadBalancerName"],
    [
      "a subnet that overlaps another",
      "aws:ec2/subnet:Subnet",
      like("aws:ec2/subnet:Subnet"),
      "InvalidSubnet.Conflict",
    ],
    [
      "a network that isn't there",
      "aws:ec2/securityGroup:SecurityGroup",
      () => ({ vpcId: "vpc-0" }),
      "InvalidVpcID.NotFound",
    ],
    ["a rule that is there already", INGRESS, like(INGRESS), "InvalidPermission.Duplicate"],
    ["a second listener on a port", LISTENER, like(LISTENER), "DuplicateListener"],
    ["a rule priority in use", RULE, like(RULE), "PriorityInUse"],
    [
      "a log group that is there",
      "aws:cloudwatch/logGroup:LogGroup",
      like("aws:cloudwatch/logGroup:LogGroup"),
      "ResourceAlreadyExistsException",
    ],
    ["a role that is there", "aws:iam/role:Role", like("aws:iam/role:Role"), "EntityAlreadyExists"],
    ["a wrong Fargate pair", TASK, like(TASK, { memory: "4096" }), "ClientException"],
    [
      "a role that doesn't exist",
      TASK,
      like(TASK, { taskRoleArn: "arn:aws:iam::123456789012:role/nobody" }),
      "ClientException",
    ],
    ["a deprecated minor version", DATABASE, like(DATABASE, { engineVersion: "17.4" }), "InvalidParameterCombination"],
    [
      "a parameter group of another major",
      DATABASE,
      like(DATABASE, { engineVersion: "16" }),
      "InvalidParameterCombination",
    ],
    [
      "too small a growth of storage",
      DATABASE,
      like(DATABASE, { maxAllocatedStorage: 21 }),
      "InvalidParameterCombination",
    ],
    ["a live secret's name", SECRET, like(SECRET), "ResourceExistsException"],
    [
      "more entries than a prefix list holds",
      LIST,
      like(LIST, { name: "other", maxEntries: 1, entries: [{ cidr: "10.0.0.0/8" }, { cidr: "11.0.0.0/8" }] }),
      "PrefixListMaxEntriesExceeded",
    ],
  ] as const)("%s", (_what, type, inputs, expected) => {
    expect(code(type, inputs)).toBe(expected);
  });

  it("a load balancer in one zone, and takes one in two", () => {
    const [a = "", b = ""] = makeStack().made.flatMap(({ type, id }) => (type === "aws:ec2/subnet:Subnet" ? [id] : []));
    expect(code(LB, () => ({ subnets: [a] }))).toBe("ValidationError");
    expect(code(LB, () => ({ subnets: [a, a] }))).toBe("InvalidConfigurationRequest");
    expect(code(LB, () => ({ subnets: [a, b] }))).toBeUndefined();
  });

  it("a prefix list's maximum above a group's 60 rules, and takes it up to there", () => {
    const grown = (maxEntries: number) =>
      code(INGRESS, (bench) => {
        const list = bench.make(LIST, "large", { addressFamily: "IPv4", maxEntries });
        return { ...one(bench, INGRESS).inputs, prefixListId: list.id };
      });
    expect(grown(40)).toBeUndefined();
    expect(grown(41)).toBe("RulesPerSecurityGroupLimitExceeded");
  });

  it("a listener whose certificate isn't issued", () => {
    const inputs = (bench: Bench) => {
      const pending = bench.make(CERTIFICATE, "pending", { domainName: "example.org", validationMethod: "DNS" });
      return { ...one(bench, LISTENER).inputs, port: 8443, certificateArn: pending.id };
    };
    expect(code(LISTENER, inputs)).toBe("UnsupportedCertificate");
    expect(code(LISTENER, like(LISTENER, { port: 8443 }))).toBeUndefined();
  });

  it("a validation by records that aren't the certificate's", () => {
    const certificateArn = (bench: Bench) => one(bench, CERTIFICATE).id;
    const type = "aws:acm/certificateValidation:CertificateValidation";
    expect(
      code(type, (bench) => ({ certificateArn: certificateArn(bench), validationRecordFqdns: ["_other.example.com"] })),
    ).toBe("MissingValidationRecord");
  });

  it("a service before anything forwards to its target group", () => {
    const inputs = (bench: Bench) => {
      const targets = bench.make("aws:lb/targetGroup:TargetGroup", "lonely", {
        ...one(bench, "aws:lb/targetGroup:TargetGroup").inputs,
        name: "lonely",
      });
      return {
        ...one(bench, SERVICE).inputs,
        name: "lonely",
        loadBalancers: [{ targetGroupArn: targets.id, containerName: "app", containerPort: 3000 }],
      };
    };
    expect(code(SERVICE, inputs)).toBe("InvalidParameterException");
    expect(code(SERVICE, like(SERVICE, { name: "second" }))).toBeUndefined();
  });

  it("tasks whose secret has no value yet", () => {
    const inputs = (bench: Bench) => {
      const empty = bench.make(SECRET, "empty", {});
      const definition = bench.make(TASK, "empty", {
        ...one(bench, TASK).inputs,
        containerDefinitions: JSON.stringify([container(one(bench, "aws:cloudwatch/logGroup:LogGroup").id, empty.id)]),
      });
      return { ...one(bench, SERVICE).inputs, name: "second", taskDefinition: String(definition.state.arn) };
    };
    expect(code(SERVICE, inputs)).toBe("ResourceInitializationError");
  });

  it("a name of a secret that is scheduled for deletion", () => {
    const bench = makeStack();
    const secret = bench.make(SECRET, "short-lived", { name: "short-lived" });
    bench.remove(secret);
    expect(() => bench.make(SECRET, "short-lived", { name: "short-lived" })).toThrow(/already scheduled for deletion/);
    const gone = bench.make(SECRET, "at-once", { name: "at-once", recoveryWindowInDays: 0 });
    bench.remove(gone);
    expect(bench.make(SECRET, "at-once", { name: "at-once", recoveryWindowInDays: 0 }).id).not.toBe(gone.id);
  });

  it("to delete a protected database, one without a named final snapshot, and what is in use", () => {
    const bench = makeStack();
    const database = one(bench, DATABASE);
    expect(() => bench.remove(database)).toThrow(/deletion protection/);
    const { finalSnapshotIdentifier: _none, ...nameless } = database.state;
    expect(() => bench.remove({ ...database, state: nameless })).toThrow(/final_snapshot_identifier/);
    expect(() => bench.remove(one(bench, "aws:rds/parameterGroup:ParameterGroup"))).toThrow(
      expect.objectContaining({ code: "InvalidDBParameterGroupState" }),
    );
    expect(() => bench.remove(one(bench, "aws:lb/targetGroup:TargetGroup"))).toThrow(
      expect.objectContaining({ code: "ResourceInUse" }),
    );
    expect(() => bench.remove(one(bench, "aws:ecs/cluster:Cluster"))).toThrow(
      expect.objectContaining({ code: "ClusterContainsServicesException" }),
    );
  });

  it("another strategy of capacity without a forced deployment", () => {
    const bench = makeStack();
    const service = one(bench, SERVICE);
    const inputs = {
      ...service.inputs,
      capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 2, base: 0 }],
    };
    const plan = (extra: Properties) => () =>
      bench.cloud.plan(subjectOf(SERVICE, "app"), { ...inputs, ...extra }, service);
    expect(plan({})).toThrow(/force_new_deployment/);
    expect(plan({ forceNewDeployment: true })).not.toThrow();
  });
});
