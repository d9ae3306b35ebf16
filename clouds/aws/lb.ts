import { Refusal } from "../cloud.ts";
import type { Model, Request } from "./model.ts";
import { exclusive, length, not, oneOf, pattern, range, together } from "./rules.ts";
import { isList, isProperties, textOf, textsAt } from "./values.ts";

const elb = "botocore elbv2 service model";
const provider = "aws provider elbv2/load_balancer.go, validate.go";
const groupProvider = "aws provider elbv2/target_group.go";

/** The hosted zone of load balancers in a region (AWS General Reference, Elastic Load Balancing endpoints). */
const HOSTED_ZONES: Readonly<Record<string, string>> = {
  "eu-central-1": "Z215JYRZR1TBD5",
  "eu-west-1": "Z32O12XQLNTSW2",
  "us-east-1": "Z35SXDOTRQ7X7K",
  "us-west-2": "Z1H1FL5HABSF5",
};

function refuseOneZone({ world, inputs }: Request): void {
  const { subnets } = inputs;
  if (!isList(subnets) || inputs.loadBalancerType !== "application") return;
  const known = textsAt(inputs, "subnets[]");
  if (subnets.length < 2)
    throw new Refusal(
      "ValidationError",
      "At least two subnets in two different Availability Zones must be specified",
      elb,
      "subnets",
    );
  const zones = known.map((id) => world.find("aws:ec2/subnet:Subnet", "id", id)?.state.availabilityZone);
  if (zones.every((zone) => zone !== undefined) && new Set(zones).size < zones.length) {
    throw new Refusal(
      "InvalidConfigurationRequest",
      "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
      elb,
      "subnets",
    );
  }
}

const loadBalancer: Model = {
  naming: { property: "name", limit: 32 },
  defaults: {
    loadBalancerType: "application",
    idleTimeout: 60,
    clientKeepAlive: 3600,
    enableDeletionProtection: false,
    enableHttp2: true,
    dropInvalidHeaderFields: false,
    preserveHostHeader: false,
    enableXffClientPort: false,
    enableTlsVersionAndCipherSuiteHeaders: false,
    enableWafFailOpen: false,
    enableZonalShift: false,
    xffHeaderProcessingMode: "append",
    desyncMitigationMode: "defensive",
  },
  rules: [
    exclusive(["name", "namePrefix"], provider),
    exclusive(["subnets", "subnetMappings"], provider, true),
    length("name", 1, 32, provider),
    pattern("name", /^[0-9A-Za-z-]*$/, "letters, digits and hyphens", provider),
    not("name", /^-|-$/, "may not begin or end with a hyphen", provider),
    not("name", /^internal-/, "may not begin with internal-", provider),
    length("namePrefix", 1, 6, provider),
    oneOf("loadBalancerType", ["application", "network", "gateway"], provider),
    oneOf("ipAddressType", ["ipv4", "dualstack", "dualstack-without-public-ipv4"], provider),
    oneOf("desyncMitigationMode", ["monitor", "defensive", "strictest"], provider),
    oneOf("xffHeaderProcessingMode", ["append", "preserve", "remove"], provider),
    range("idleTimeout", 1, 4000, elb, "ValidationError"),
    range("clientKeepAlive", 60, 604800, elb, "ValidationError"),
  ],
  references: [
    {
      path: "subnets[]",
      to: "aws:ec2/subnet:Subnet",
      missing: "SubnetNotFound",
      holds: "DependencyViolation",
      source: elb,
    },
    {
      path: "securityGroups[]",
      to: "aws:ec2/securityGroup:SecurityGroup",
      missing: "InvalidSecurityGroup",
      holds: "DependencyViolation",
      source: elb,
    },
  ],
  refuse: refuseOneZone,
  occupied: ({ world, inputs, present }) => {
    if (present || !world.find("aws:lb/loadBalancer:LoadBalancer", "name", inputs.name)) return;
    throw new Refusal(
      "DuplicateLoadBalancerName",
      `A load balancer with the name '${String(inputs.name)}' exists already`,
      elb,
      "name",
    );
  },
  make: ({ world, subject, inputs }) => {
    const arnSuffix = `app/${String(inputs.name)}/${world.hex(subject.urn, 16)}`;
    const arn = world.arn("elasticloadbalancing", `loadbalancer/${arnSuffix}`);
    const internal = inputs.internal === true;
    const [subnet] = textsAt(inputs, "subnets[]");
    return {
      id: arn,
      outputs: {
        arn,
        arnSuffix,
        dnsName: `${internal ? "internal-" : ""}${String(inputs.name)}-${Number.parseInt(world.hex(subject.urn, 8), 16)}.${world.region}.elb.amazonaws.com`,
        zoneId: HOSTED_ZONES[world.region] ?? "Z00000000000SIMULATED",
        vpcId: world.find("aws:ec2/subnet:Subnet", "id", subnet ?? "")?.state.vpcId ?? "",
        internal: false,
        ipAddressType: "ipv4",
        securityGroups: [],
        subnets: [],
        subnetMappings: [],
        enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "",
      },
    };
  },
  remove: (world, _subject, id, state) => {
    if (state.enableDeletionProtection === true) {
      throw new Refusal(
        "OperationNotPermitted",
        `Load balancer '${id}' cannot be deleted because deletion protection is enabled`,
        elb,
      );
    }
    // A load balancer takes its listeners along.
    for (const {
      id: listener,
      state: { loadBalancerArn },
    } of world.all("aws:lb/listener:Listener")) {
      if (loadBalancerArn === id) world.forget("aws:lb/listener:Listener", listener);
    }
  },
};

const healthCheck = (name: string): string => `healthCheck.${name}`;

const targetGroup: Model = {
  naming: { property: "name", limit: 32 },
  defaults: {
    targetType: "instance",
    deregistrationDelay: 300,
    slowStart: 0,
    proxyProtocolV2: false,
    lambdaMultiValueHeadersEnabled: false,
  },
  rules: [
    exclusive(["name", "namePrefix"], groupProvider),
    length("name", 1, 32, groupProvider),
    pattern("name", /^[0-9A-Za-z-]*$/, "letters, digits and hyphens", groupProvider),
    not("name", /^-|-$/, "may not begin or end with a hyphen", groupProvider),
    length("namePrefix", 1, 6, groupProvider),
    oneOf("targetType", ["instance", "ip", "lambda", "alb"], groupProvider),
    oneOf("protocol", ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"], groupProvider),
    oneOf("protocolVersion", ["GRPC", "HTTP1", "HTTP2"], groupProvider),
    range("port", 1, 65535, groupProvider),
    range("deregistrationDelay", 0, 3600, groupProvider),
    together("slowStart", "InvalidParameterValue", groupProvider, ({ slowStart }) =>
      typeof slowStart === "number" && slowStart !== 0 && (slowStart < 30 || slowStart > 900)
        ? "slowStart must be 0 or from 30 to 900"
        : undefined,
    ),
    range(healthCheck("interval"), 5, 300, groupProvider),
    range(healthCheck("timeout"), 2, 120, groupProvider),
    range(healthCheck("healthyThreshold"), 2, 10, groupProvider),
    range(healthCheck("unhealthyThreshold"), 2, 10, groupProvider),
    length(healthCheck("path"), 1, 1024, groupProvider),
    pattern(healthCheck("path"), /^\//, "a path that starts with /", groupProvider),
    oneOf(healthCheck("protocol"), ["HTTP", "HTTPS", "TCP"], groupProvider),
    oneOf(
      "stickiness.type",
      ["lb_cookie", "app_cookie", "source_ip", "source_ip_dest_ip", "source_ip_dest_ip_proto"],
      groupProvider,
    ),
    range("stickiness.cookieDuration", 0, 604800, groupProvider),
    together("healthCheck.timeout", "ValidationError", elb, ({ healthCheck: check }) => {
      if (!isProperties(check)) return undefined;
      const { interval = 30, timeout = 5 } = check;
      return typeof interval === "number" && typeof timeout === "number" && timeout >= interval
        ? `Health check timeout (${timeout}) must be smaller than the interval (${interval})`
        : undefined;
    }),
    together(
      "port",
      "InvalidParameterCombination",
      `${groupProvider}, at creation`,
      ({ targetType, port, protocol, vpcId }) => {
        if (targetType === "lambda") return undefined;
        const missing = Object.entries({ port, protocol, vpcId }).find(([, value]) => value === undefined);
        return missing && `${missing[0]} should be set when target type is ${String(targetType ?? "instance")}`;
      },
    ),
  ],
  references: [{ path: "vpcId", to: "aws:ec2/vpc:Vpc", missing: "ValidationError", source: elb }],
  occupied: ({ world, inputs, present }) => {
    if (present || !world.find("aws:lb/targetGroup:TargetGroup", "name", inputs.name)) return;
    const why = `ELBv2 Target Group (${String(inputs.name)}) already exists`;
    throw new Refusal("DuplicateTargetGroupName", why, groupProvider, "name");
  },
  make: ({ world, subject, inputs }) => {
    const arnSuffix = `targetgroup/${textOf(inputs, "name")}/${world.hex(subject.urn, 16)}`;
    const arn = world.arn("elasticloadbalancing", arnSuffix);
    return {
      id: arn,
      outputs: {
        arn,
        arnSuffix,
        loadBalancerArns: [],
        ipAddressType: "ipv4",
        protocolVersion: "HTTP1",
        loadBalancingAlgorithmType: "round_robin",
        loadBalancingAnomalyMitigation: "off",
        loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
        preserveClientIp: "",
        connectionTermination: false,
        healthCheck: {
          enabled: true,
          healthyThreshold: 3,
          unhealthyThreshold: 3,
          interval: 30,
          timeout: 5,
          path: "/",
          port: "traffic-port",
          protocol: "HTTP",
          matcher: "200",
        },
      },
    };
  },
};

/** Load balancers and the groups of targets behind them. */
export const LOAD_BALANCING = {
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
} as const;
