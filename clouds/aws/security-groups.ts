import { type Properties, Refusal } from "../cloud.ts";
import type { Model, Request } from "./model.ts";
import { cidr, exclusive, length, not, oneOf, pattern, range, together } from "./rules.ts";
import { isList, mapsAt, numberOf, textOf } from "./values.ts";
import type { World } from "./world.ts";

const ec2 = "botocore ec2 service model";
const provider = "aws provider ec2/vpc_security_group.go";

/** Rules a group may hold, per direction and address family (AWS VPC quotas; a new account's default). */
const RULES_PER_GROUP = 60;

const securityGroup: Model = {
  naming: { property: "name", limit: 255 },
  defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
  rules: [
    exclusive(["name", "namePrefix"], provider),
    length("name", 1, 255, provider),
    not("name", /^sg-/, "may not start with sg-", ec2),
    length("description", 1, 255, provider),
    pattern(
      "description",
      /^[0-9A-Za-z_ .:/()#,@[\]+=&;{}!$*-]*$/,
      "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*",
      ec2,
    ),
  ],
  references: [
    {
      path: "vpcId",
      to: "aws:ec2/vpc:Vpc",
      missing: "InvalidVpcID.NotFound",
      holds: "DependencyViolation",
      source: ec2,
    },
  ],
  occupied: ({ world, inputs, present }) => {
    const twin = world
      .all("aws:ec2/securityGroup:SecurityGroup")
      .some(({ state }) => state.name === inputs.name && state.vpcId === inputs.vpcId);
    if (twin && !present)
      throw new Refusal(
        "InvalidGroup.Duplicate",
        `The security group '${String(inputs.name)}' already exists`,
        ec2,
        "name",
      );
  },
  make: ({ world, subject }) => {
    const id = `sg-${world.hex(subject.urn, 17)}`;
    // The provider removes the allow-all egress rule that AWS gives a new group.
    return {
      id,
      outputs: { arn: world.arn("ec2", `security-group/${id}`), ownerId: world.accountId, ingress: [], egress: [] },
    };
  },
  remove: (world, _subject, id) => {
    for (const type of [
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    ] as const) {
      const held = world
        .all(type)
        .find(({ state }) => state.referencedSecurityGroupId === id && state.securityGroupId !== id);
      if (held) throw new Refusal("DependencyViolation", `resource ${id} has a dependent object: ${held.id}`, ec2);
    }
  },
};

const sources = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

/** How much of a group's quota a rule takes, by family: a prefix list counts its maximum, a group counts in both. */
function weight(world: World, rule: Properties, family: "IPv4" | "IPv6"): number {
  if (rule.prefixListId !== undefined) {
    const list = world.find("aws:ec2/managedPrefixList:ManagedPrefixList", "id", rule.prefixListId)?.state;
    return list && list.addressFamily === family ? (numberOf(list, "maxEntries") ?? 0) : 0;
  }
  if (rule.referencedSecurityGroupId !== undefined) return 1;
  return rule[family === "IPv4" ? "cidrIpv4" : "cidrIpv6"] === undefined ? 0 : 1;
}

type RuleType =
  | "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
  | "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

function groupRules(world: World, type: RuleType, group: unknown): readonly Properties[] {
  return world.all(type).flatMap(({ state }) => (state.securityGroupId === group ? [state] : []));
}

function refuseFullGroup(world: World, type: RuleType, rules: readonly Properties[], group: string): void {
  for (const family of ["IPv4", "IPv6"] as const) {
    const sum = rules.reduce((total, rule) => total + weight(world, rule, family), 0);
    if (sum <= RULES_PER_GROUP) continue;
    throw new Refusal(
      "RulesPerSecurityGroupLimitExceeded",
      `${group} would hold ${sum} ${family} rules of ${RULES_PER_GROUP} (${type.includes("Ingress") ? "in" : "out"}bound; a prefix list counts its maxEntries)`,
      "AWS VPC quotas, security groups",
      "securityGroupId",
    );
  }
}

function identity(rule: Properties): string {
  return JSON.stringify(["ipProtocol", "fromPort", "toPort", ...sources].map((name) => rule[name] ?? null));
}

function groupRule(type: RuleType): Model {
  const from = "aws provider ec2/vpc_security_group_ingress_rule.go";
  return {
    rules: [
      exclusive(sources, from, true),
      cidr("cidrIpv4", "ipv4", from),
      cidr("cidrIpv6", "ipv6", from),
      range("fromPort", -1, 65535, from),
      range("toPort", -1, 65535, from),
      length("description", 0, 255, ec2),
      pattern("ipProtocol", /^(-1|tcp|udp|icmp|icmpv6|\d{1,3})$/, "a protocol name or number", ec2),
      together(
        "fromPort",
        "InvalidParameterCombination",
        "@pulumi/aws vpc/securityGroupIngressRule.d.ts",
        ({ ipProtocol, fromPort, toPort }) => {
          if (ipProtocol === "-1" && (fromPort !== undefined || toPort !== undefined))
            return "ports must be left out where ipProtocol is -1";
          if ((ipProtocol === "tcp" || ipProtocol === "udp") && (fromPort === undefined || toPort === undefined))
            return `ports are needed for ${ipProtocol}`;
          return typeof fromPort === "number" && typeof toPort === "number" && fromPort > toPort && fromPort !== -1
            ? "fromPort is above toPort"
            : undefined;
        },
      ),
    ],
    references: [
      {
        path: "securityGroupId",
        to: "aws:ec2/securityGroup:SecurityGroup",
        missing: "InvalidGroup.NotFound",
        source: ec2,
      },
      {
        path: "referencedSecurityGroupId",
        to: "aws:ec2/securityGroup:SecurityGroup",
        missing: "InvalidGroup.NotFound",
        source: ec2,
      },
      {
        path: "prefixListId",
        to: "aws:ec2/managedPrefixList:ManagedPrefixList",
        missing: "InvalidPrefixListID.NotFound",
        holds: "IncorrectState",
        source: ec2,
      },
    ],
    occupied: ({ world, inputs, present }) => {
      const there = groupRules(world, type, inputs.securityGroupId).filter((rule) => rule.arn !== present?.arn);
      if (there.some((rule) => identity(rule) === identity(inputs))) {
        throw new Refusal("InvalidPermission.Duplicate", "the specified rule already exists", ec2);
      }
      refuseFullGroup(world, type, [...there, inputs], String(inputs.securityGroupId));
    },
    make: ({ world, subject }) => {
      const id = `sgr-${world.hex(subject.urn, 17)}`;
      return { id, outputs: { arn: world.arn("ec2", `security-group-rule/${id}`), securityGroupRuleId: id } };
    },
  };
}

function refuseGrownList({ world, inputs, present }: Request): void {
  if (!present) return;
  const list = world.find("aws:ec2/managedPrefixList:ManagedPrefixList", "arn", present.arn);
  const grown = (numberOf(inputs, "maxEntries") ?? 0) - (numberOf(present, "maxEntries") ?? 0);
  if (!list || grown <= 0) return;
  for (const type of [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  ] as const) {
    for (const { state } of world.all(type).filter((rule) => rule.state.prefixListId === list.id)) {
      const rules = groupRules(world, type, state.securityGroupId);
      const extra = Array.from({ length: grown }, () => ({
        [inputs.addressFamily === "IPv6" ? "cidrIpv6" : "cidrIpv4"]: "",
      }));
      refuseFullGroup(world, type, [...rules, ...extra], String(state.securityGroupId));
    }
  }
}

const managedPrefixList: Model = {
  naming: { property: "name", limit: 255 },
  rules: [
    length("name", 1, 255, "aws provider ec2/vpc_managed_prefix_list.go"),
    not("name", /^com\.amazonaws/, "may not start with com.amazonaws", "@pulumi/aws ec2/managedPrefixList.d.ts"),
    oneOf("addressFamily", ["IPv4", "IPv6"], "aws provider ec2/vpc_managed_prefix_list.go"),
    range("maxEntries", 1, Number.MAX_SAFE_INTEGER, "aws provider ec2/vpc_managed_prefix_list.go"),
    length("entries[].description", 0, 255, "aws provider ec2/vpc_managed_prefix_list.go"),
    (inputs) => {
      const family = inputs.addressFamily;
      if (family !== "IPv4" && family !== "IPv6") return [];
      return cidr(
        "entries[].cidr",
        family === "IPv4" ? "ipv4" : "ipv6",
        "aws provider ec2/vpc_managed_prefix_list.go",
      )(inputs);
    },
  ],
  refuse: ({ inputs }) => {
    const { entries } = inputs;
    const allowed = numberOf(inputs, "maxEntries");
    if (isList(entries) && allowed !== undefined && entries.length > allowed) {
      throw new Refusal(
        "PrefixListMaxEntriesExceeded",
        `${entries.length} entries are above maxEntries ${allowed}`,
        ec2,
        "entries",
      );
    }
    const ranges = mapsAt(inputs, "entries[]").flatMap(({ value }) => textOf(value, "cidr") ?? []);
    const twice = ranges.find((one, index) => ranges.indexOf(one) !== index);
    if (twice)
      throw new Refusal(
        "InvalidParameterValue",
        `${twice} stands in the list twice`,
        "@pulumi/aws ec2/managedPrefixList.d.ts",
        "entries",
      );
  },
  occupied: refuseGrownList,
  make: ({ world, subject }) => {
    const id = `pl-${world.hex(subject.urn, 17)}`;
    return {
      id,
      outputs: { arn: world.arn("ec2", `prefix-list/${id}`), ownerId: world.accountId, version: 1, entries: [] },
    };
  },
  changes: {
    outputs: ["version"],
    make: ({ present }) => ({ version: (numberOf(present ?? {}, "version") ?? 0) + 1 }),
  },
};

/** Who may talk to whom. */
export const SECURITY_GROUPS = {
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "aws:ec2/managedPrefixList:ManagedPrefixList": managedPrefixList,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  ),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule(
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  ),
} as const;
