import { Refusal } from "../cloud.ts";
import type { Model } from "./model.ts";
import { inVpc } from "./network.ts";
import { cidr, exclusive, oneOf } from "./rules.ts";
import { textOf, valuesAt } from "./values.ts";
import type { World } from "./world.ts";

const ec2 = "botocore ec2 service model";

const routeTable: Model = {
  references: [inVpc("DependencyViolation")],
  make: ({ world, subject }) => {
    const id = `rtb-${world.hex(subject.urn, 17)}`;
    return {
      id,
      outputs: {
        arn: world.arn("ec2", `route-table/${id}`),
        ownerId: world.accountId,
        propagatingVgws: [],
        routes: [],
      },
    };
  },
};

const destinations = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];
const targets = [
  "gatewayId",
  "natGatewayId",
  "networkInterfaceId",
  "vpcEndpointId",
  "transitGatewayId",
  "egressOnlyGatewayId",
  "vpcPeeringConnectionId",
];

const route: Model = {
  rules: [
    cidr("destinationCidrBlock", "ipv4", "aws provider ec2/vpc_route.go"),
    cidr("destinationIpv6CidrBlock", "ipv6", "aws provider ec2/vpc_route.go"),
    exclusive(destinations, "aws provider ec2/vpc_route.go", true),
    exclusive(targets, "aws provider ec2/vpc_route.go", true),
  ],
  references: [
    { path: "routeTableId", to: "aws:ec2/routeTable:RouteTable", missing: "InvalidRouteTableID.NotFound", source: ec2 },
    {
      path: "gatewayId",
      to: "aws:ec2/internetGateway:InternetGateway",
      missing: "InvalidGatewayID.NotFound",
      source: ec2,
      provided: (id) => id === "local",
    },
  ],
  refuse: ({ world, inputs }) => {
    const gateway = world.find("aws:ec2/internetGateway:InternetGateway", "id", inputs.gatewayId);
    const table = world.find("aws:ec2/routeTable:RouteTable", "id", inputs.routeTableId);
    if (!gateway || !table || gateway.state.vpcId === table.state.vpcId) return;
    throw new Refusal(
      "InvalidParameterValue",
      `route table ${table.id} and network gateway ${gateway.id} belong to different networks`,
      ec2,
      "gatewayId",
    );
  },
  occupied: ({ world, inputs, present }) => {
    const taken = destinations.some(
      (name) =>
        inputs[name] !== undefined &&
        !present &&
        sameRoute(world, String(inputs.routeTableId), name, String(inputs[name])),
    );
    if (taken) throw new Refusal("RouteAlreadyExists", "The route already exists in this route table", ec2);
  },
  make: ({ world, subject, inputs }) => ({
    id: `r-${String(inputs.routeTableId)}${Number.parseInt(world.hex(subject.urn, 7), 16)}`,
    outputs: { origin: "CreateRoute", state: "active", instanceId: "", instanceOwnerId: "" },
  }),
};

function sameRoute(world: World, table: string, property: string, destination: string): boolean {
  return world
    .all("aws:ec2/route:Route")
    .some(({ state }) => state.routeTableId === table && state[property] === destination);
}

const routeTableAssociation: Model = {
  rules: [exclusive(["subnetId", "gatewayId"], "aws provider ec2/vpc_route_table_association.go", true)],
  references: [
    {
      path: "routeTableId",
      to: "aws:ec2/routeTable:RouteTable",
      missing: "InvalidRouteTableID.NotFound",
      holds: "DependencyViolation",
      source: ec2,
    },
    { path: "subnetId", to: "aws:ec2/subnet:Subnet", missing: "InvalidSubnetID.NotFound", source: ec2 },
  ],
  occupied: ({ world, inputs, present }) => {
    if (present || inputs.subnetId === undefined) return;
    if (!world.find("aws:ec2/routeTableAssociation:RouteTableAssociation", "subnetId", inputs.subnetId)) return;
    throw new Refusal(
      "Resource.AlreadyAssociated",
      `${String(inputs.subnetId)} has a route table already`,
      ec2,
      "subnetId",
    );
  },
  make: ({ world, subject }) => ({ id: `rtbassoc-${world.hex(subject.urn, 17)}`, outputs: {} }),
};

const endpointTargets = ["serviceName", "resourceConfigurationArn", "serviceNetworkArn"];

const vpcEndpoint: Model = {
  defaults: { vpcEndpointType: "Gateway" },
  rules: [
    exclusive(endpointTargets, "aws provider ec2/vpc_endpoint.go", true),
    oneOf(
      "vpcEndpointType",
      ["Gateway", "GatewayLoadBalancer", "Interface", "Resource", "ServiceNetwork"],
      "aws provider ec2/vpc_endpoint.go",
    ),
  ],
  references: [
    inVpc("DependencyViolation"),
    {
      path: "routeTableIds[]",
      to: "aws:ec2/routeTable:RouteTable",
      missing: "InvalidRouteTableId.NotFound",
      source: ec2,
    },
    {
      path: "subnetIds[]",
      to: "aws:ec2/subnet:Subnet",
      missing: "InvalidSubnetId.NotFound",
      holds: "DependencyViolation",
      source: ec2,
    },
  ],
  refuse: ({ world, inputs }) => {
    const service = textOf(inputs, "serviceName");
    if (service === undefined || service.startsWith(`com.amazonaws.${world.region}.`)) return;
    throw new Refusal(
      "InvalidServiceName",
      `The Vpc Endpoint Service '${service}' does not exist in ${world.region}`,
      ec2,
      "serviceName",
    );
  },
  make: ({ world, subject, inputs }) => {
    const id = `vpce-${world.hex(subject.urn, 17)}`;
    const list = valuesAt(inputs, "serviceName").map(({ value }) => `pl-${world.hex(String(value), 8)}`);
    return {
      id,
      outputs: {
        arn: world.arn("ec2", `vpc-endpoint/${id}`),
        ownerId: world.accountId,
        state: "available",
        requesterManaged: false,
        prefixListId: list[0] ?? "",
        cidrBlocks: [],
        dnsEntries: [],
        networkInterfaceIds: [],
        privateDnsEnabled: false,
        ipAddressType: "",
        policy: '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2008-10-17"}',
        routeTableIds: [],
        securityGroupIds: [],
        subnetIds: [],
        serviceRegion: world.region,
      },
    };
  },
};

/** What steers traffic in a network. */
export const ROUTING = {
  "aws:ec2/routeTable:RouteTable": routeTable,
  "aws:ec2/route:Route": route,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": routeTableAssociation,
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
} as const;
