import { InternetGateway } from "@pulumi/aws/ec2/internetGateway.js";
import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint.js";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { Aws } from "../declaration/settings.ts";
import { CLOUDFLARE_IPV4, CLOUDFLARE_IPV6 } from "../edge/cloudflare-ranges.ts";

/** Where the network lies. */
export type NetworkArgs = Pick<Aws, "region" | "availabilityZones">;

/** Private addresses of the whole network and of its four subnets; a change of any replaces what lies in it. */
export const ADDRESSES = {
  vpc: "10.20.0.0/16",
  public: ["10.20.0.0/20", "10.20.16.0/20"],
  database: ["10.20.32.0/24", "10.20.33.0/24"],
} as const;

/** Room for the list to grow: a security group counts these against its 60 rules, not the entries. */
const MAXIMUM_RANGES = { IPv4: 20, IPv6: 10 } as const;

/**
 * One VPC over two availability zones. Tasks live in public subnets, since a NAT gateway costs more than the rest of
 * a small stack; the database's subnets have no route out.
 */
export class Network extends ComponentResource {
  readonly vpcId: Output<string>;
  readonly publicSubnetIds: Output<string>[];
  readonly databaseSubnetIds: Output<string>[];
  /** Cloudflare's published addresses, IPv4 then IPv6. */
  readonly cloudflarePrefixLists: { readonly family: "IPv4" | "IPv6"; readonly id: Output<string> }[];

  constructor(name: string, args: NetworkArgs, opts: ComponentResourceOptions) {
    super("launch:components:Network", name, {}, opts);
    const vpc = new Vpc(
      name,
      { cidrBlock: ADDRESSES.vpc, enableDnsHostnames: true, enableDnsSupport: true, tags: { Name: name } },
      { parent: this },
    );
    this.vpcId = vpc.id;
    const publicRoutes = this.publicRoutes(name);
    this.publicSubnetIds = this.subnets(`${name}-public`, ADDRESSES.public, args.availabilityZones, publicRoutes.id);
    const databaseRoutes = this.routeTable(`${name}-database`);
    this.databaseSubnetIds = this.subnets(
      `${name}-database`,
      ADDRESSES.database,
      args.availabilityZones,
      databaseRoutes.id,
    );
    // Image layers come from S3; the gateway endpoint is free and keeps them off the public path.
    new VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: vpc.id,
        vpcEndpointType: "Gateway",
        serviceName: `com.amazonaws.${args.region}.s3`,
        routeTableIds: [publicRoutes.id],
        tags: { Name: `${name}-s3` },
      },
      { parent: this },
    );
    this.cloudflarePrefixLists = [
      { family: "IPv4", id: this.prefixList("cloudflare-ipv4", "IPv4", CLOUDFLARE_IPV4) },
      { family: "IPv6", id: this.prefixList("cloudflare-ipv6", "IPv6", CLOUDFLARE_IPV6) },
    ];
    this.registerOutputs({ vpcId: this.vpcId });
  }

  private publicRoutes(name: string): RouteTable {
    const gateway = new InternetGateway(name, { vpcId: this.vpcId, tags: { Name: name } }, { parent: this });
    const table = this.routeTable(`${name}-public`);
    new Route(
      `${name}-public-out`,
      { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
      { parent: this },
    );
    return table;
  }

  private routeTable(name: string): RouteTable {
    return new RouteTable(name, { vpcId: this.vpcId, tags: { Name: name } }, { parent: this });
  }

  private subnets(
    name: string,
    blocks: readonly string[],
    zones: readonly string[],
    routeTableId: Output<string>,
  ): Output<string>[] {
    return zones.map((availabilityZone, index) => {
      const letter = availabilityZone.slice(-1);
      const block = blocks[index];
      if (block === undefined) throw new Error(`no address block for availability zone ${index + 1} of ${name}`);
      const subnet = new Subnet(
        `${name}-${letter}`,
        { vpcId: this.vpcId, availabilityZone, cidrBlock: block, tags: { Name: `${name}-${letter}` } },
        { parent: this },
      );
      new RouteTableAssociation(`${name}-${letter}`, { subnetId: subnet.id, routeTableId }, { parent: this });
      return subnet.id;
    });
  }

  private prefixList(name: string, family: "IPv4" | "IPv6", ranges: readonly string[]): Output<string> {
    return new ManagedPrefixList(
      name,
      {
        addressFamily: family,
        maxEntries: MAXIMUM_RANGES[family],
        entries: ranges.map((cidr) => ({ cidr, description: "Cloudflare" })),
        tags: { Name: name },
      },
      { parent: this },
    ).id;
  }
}
