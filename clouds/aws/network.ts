import ipaddr from "ipaddr.js";
import { Refusal } from "../cloud.ts";
import type { Model, Reference } from "./model.ts";
import { cidr, exclusive, oneOf, together } from "./rules.ts";
import { textOf } from "./values.ts";

const ec2 = "botocore ec2 service model";

/** The network a thing is in; `holds` where the network can't go before it. */
export function inVpc(holds?: string): Reference {
  return {
    path: "vpcId",
    to: "aws:ec2/vpc:Vpc",
    missing: "InvalidVpcID.NotFound",
    ...(holds && { holds }),
    source: ec2,
  };
}

function within(inner: string, outer: string): boolean {
  const [address, bits] = ipaddr.IPv4.parseCIDR(inner);
  const [network, prefix] = ipaddr.IPv4.parseCIDR(outer);
  return bits >= prefix && address.match([network, prefix]);
}

function overlaps(left: string, right: string): boolean {
  return within(left, right) || within(right, left);
}

const vpc: Model = {
  defaults: { enableDnsSupport: true, instanceTenancy: "default", assignGeneratedIpv6CidrBlock: false },
  rules: [
    cidr("cidrBlock", "ipv4", "aws provider ec2/vpc_.go"),
    oneOf("instanceTenancy", ["default", "dedicated"], "aws provider ec2/vpc_.go"),
    together("cidrBlock", "InvalidVpc.Range", "AWS VPC user guide, VPC CIDR blocks", ({ cidrBlock }) =>
      typeof cidrBlock === "string" && !/\/(1[6-9]|2[0-8])$/.test(cidrBlock)
        ? `${cidrBlock} must be between a /16 and a /28`
        : undefined,
    ),
  ],
  make: ({ world, subject, inputs }) => {
    const part = (prefix: string) => `${prefix}-${world.hex(`${subject.urn}${prefix}`, 17)}`;
    const id = part("vpc");
    const table = part("rtb");
    return {
      id,
      outputs: {
        arn: world.arn("ec2", `vpc/${id}`),
        ownerId: world.accountId,
        mainRouteTableId: table,
        defaultRouteTableId: table,
        defaultNetworkAclId: part("acl"),
        defaultSecurityGroupId: part("sg"),
        dhcpOptionsId: part("dopt"),
        enableDnsHostnames: false,
        enableNetworkAddressUsageMetrics: false,
        ipv6AssociationId: "",
        ipv6CidrBlock: inputs.assignGeneratedIpv6CidrBlock === true ? "2a05:d014:1000:ab00::/56" : "",
      },
    };
  },
};

const subnet: Model = {
  defaults: { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false, enableDns64: false, ipv6Native: false },
  rules: [
    cidr("cidrBlock", "ipv4", "aws provider ec2/vpc_subnet.go"),
    exclusive(["availabilityZone", "availabilityZoneId"], "aws provider ec2/vpc_subnet.go"),
  ],
  references: [inVpc("DependencyViolation")],
  refuse: ({ world, inputs }) => {
    const zone = textOf(inputs, "availabilityZone");
    if (zone !== undefined && !world.availabilityZones.includes(zone)) {
      throw new Refusal(
        "InvalidParameterValue",
        `Value (${zone}) for parameter availabilityZone is invalid`,
        ec2,
        "availabilityZone",
      );
    }
    const range = textOf(inputs, "cidrBlock");
    const network = world.find("aws:ec2/vpc:Vpc", "id", inputs.vpcId)?.state.cidrBlock;
    if (range !== undefined && typeof network === "string" && !within(range, network)) {
      throw new Refusal(
        "InvalidSubnet.Range",
        `The CIDR '${range}' is invalid: it is not inside ${network}`,
        ec2,
        "cidrBlock",
      );
    }
  },
  occupied: ({ world, inputs, present }) => {
    const range = textOf(inputs, "cidrBlock");
    if (present || range === undefined) return;
    for (const other of world.all("aws:ec2/subnet:Subnet")) {
      const theirs = textOf(other.state, "cidrBlock");
      if (other.state.vpcId === inputs.vpcId && theirs !== undefined && overlaps(range, theirs)) {
        throw new Refusal(
          "InvalidSubnet.Conflict",
          `The CIDR '${range}' conflicts with another subnet`,
          ec2,
          "cidrBlock",
        );
      }
    }
  },
  make: ({ world, subject }) => {
    const id = `subnet-${world.hex(subject.urn, 17)}`;
    const [zone = ""] = world.availabilityZones;
    return {
      id,
      outputs: {
        arn: world.arn("ec2", `subnet/${id}`),
        ownerId: world.accountId,
        availabilityZone: zone,
        availabilityZoneId: "zone-1",
        privateDnsHostnameTypeOnLaunch: "ip-name",
        ipv6CidrBlockAssociationId: "",
      },
    };
  },
};

/** A gateway must go before its VPC; AWS allows one a VPC. */
const internetGateway: Model = {
  references: [inVpc("DependencyViolation")],
  occupied: ({ world, inputs, present }) => {
    if (present || inputs.vpcId === undefined) return;
    if (!world.find("aws:ec2/internetGateway:InternetGateway", "vpcId", inputs.vpcId)) return;
    throw new Refusal(
      "InvalidParameterValue",
      `Network ${String(inputs.vpcId)} already has an internet gateway attached`,
      ec2,
      "vpcId",
    );
  },
  make: ({ world, subject }) => {
    const id = `igw-${world.hex(subject.urn, 17)}`;
    return { id, outputs: { arn: world.arn("ec2", `internet-gateway/${id}`), ownerId: world.accountId } };
  },
};

/** Networks and their parts. */
export const NETWORK = {
  "aws:ec2/vpc:Vpc": vpc,
  "aws:ec2/subnet:Subnet": subnet,
  "aws:ec2/internetGateway:InternetGateway": internetGateway,
} as const;
