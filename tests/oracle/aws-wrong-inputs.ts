import type { Properties } from "../../clouds/cloud.ts";

/** An input that is wrong on purpose: what of a right resource is written instead, and what the wrong part is. */
export interface WrongInput {
  readonly type: string;
  readonly property: string;
  readonly patch: Properties;
  /** Inputs left out of the right resource. */
  readonly without?: readonly string[];
}

const long = (length: number): string => "a".repeat(length);

function of(type: string) {
  return (property: string, patch: Properties, without: readonly string[] = []): WrongInput => ({
    type,
    property,
    patch,
    without,
  });
}

const vpc = of("aws:ec2/vpc:Vpc");
const group = of("aws:ec2/securityGroup:SecurityGroup");
const ingress = of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
const list = of("aws:ec2/managedPrefixList:ManagedPrefixList");
const certificate = of("aws:acm/certificate:Certificate");
const balancer = of("aws:lb/loadBalancer:LoadBalancer");
const targets = of("aws:lb/targetGroup:TargetGroup");
const listener = of("aws:lb/listener:Listener");
const rule = of("aws:lb/listenerRule:ListenerRule");
const service = of("aws:ecs/service:Service");
const task = of("aws:ecs/taskDefinition:TaskDefinition");
const logs = of("aws:cloudwatch/logGroup:LogGroup");
const role = of("aws:iam/role:Role");
const secret = of("aws:secretsmanager/secret:Secret");
const database = of("aws:rds/instance:Instance");

const check = (patch: Properties): Properties => ({ healthCheck: { path: "/healthz", matcher: "200", ...patch } });

/** What both the real provider and the simulated one refuse without asking AWS. */
export const WRONG_INPUTS: readonly WrongInput[] = [
  vpc("cidrBlock", { cidrBlock: "10.0.0.0/99" }),
  vpc("instanceTenancy", { instanceTenancy: "shared" }),
  vpc("enableDnsHostname", { enableDnsHostname: true }),
  of("aws:ec2/subnet:Subnet")("vpcId", {}, ["vpcId"]),
  of("aws:ec2/subnet:Subnet")("cidrBlock", { cidrBlock: "10.0.0.1/24" }),
  group("name", { name: "app", namePrefix: "app-" }),
  ingress("cidrIpv4", { cidrIpv4: "10.0.0.0/8" }),
  ingress("prefixListId", {}, ["prefixListId"]),
  ingress("cidrIpv4", { cidrIpv4: "10.0.0.1/8" }, ["prefixListId"]),
  list("addressFamily", { addressFamily: "ipv4" }),
  list("maxEntries", { maxEntries: 0 }),
  list("entries", { entries: [{ cidr: "10.0.0.0" }] }),
  of("aws:ec2/route:Route")("natGatewayId", { natGatewayId: "nat-1" }),
  of("aws:ec2/route:Route")("destinationCidrBlock", { destinationCidrBlock: "everywhere" }),
  of("aws:ec2/routeTableAssociation:RouteTableAssociation")("gatewayId", { gatewayId: "igw-1" }),
  of("aws:ec2/vpcEndpoint:VpcEndpoint")("vpcEndpointType", { vpcEndpointType: "gateway" }),
  certificate("domainName", { domainName: "example.com." }),
  certificate("keyAlgorithm", { keyAlgorithm: "RSA_512" }),
  certificate("privateKey", { privateKey: "key" }),
  balancer("name", { name: long(33) }),
  balancer("name", { name: "internal-app" }),
  balancer("name", { name: "app-" }),
  balancer("loadBalancerType", { loadBalancerType: "http" }),
  balancer("desyncMitigationMode", { desyncMitigationMode: "off" }),
  targets("name", { name: long(33) }),
  targets("targetType", { targetType: "fargate" }),
  targets("deregistrationDelay", { deregistrationDelay: 4000 }),
  targets("protocol", { protocol: "http" }),
  targets("slowStart", { slowStart: 10 }),
  targets("healthCheck", check({ interval: 4 })),
  targets("healthCheck", check({ healthyThreshold: 1 })),
  targets("healthCheck", check({ path: "healthz" })),
  listener("port", { port: 70000 }),
  listener("defaultActions", { defaultActions: [{ type: "respond", fixedResponse: { contentType: "text/plain" } }] }),
  listener("defaultActions", { defaultActions: [{ type: "fixed-response", fixedResponse: { contentType: "text" } }] }),
  listener("defaultActions", { defaultActions: [{ type: "redirect", redirect: { statusCode: "301" } }] }),
  listener("defaultActions", {
    defaultActions: [
      {
        type: "fixed-response",
        fixedResponse: { contentType: "text/plain", messageBody: long(1025), statusCode: "403" },
      },
    ],
  }),
  rule("priority", { priority: 50001 }),
  of("aws:ecs/cluster:Cluster")("name", { name: "my cluster" }),
  of("aws:ecs/cluster:Cluster")("settings", { settings: [{ name: "insights", value: "enabled" }] }),
  service("launchType", { launchType: "Fargate" }, ["capacityProviderStrategies"]),
  service("propagateTags", { propagateTags: "ALL" }),
  service("healthCheckGracePeriodSeconds", { healthCheckGracePeriodSeconds: -1 }),
  service("loadBalancers", {
    loadBalancers: [
      {
        containerName: "app",
        containerPort: 70000,
        targetGroupArn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/a/1",
      },
    ],
  }),
  task("containerDefinitions", { containerDefinitions: "app" }),
  task("family", { family: "my app" }),
  task("networkMode", { networkMode: "vpc" }),
  task("ephemeralStorage", { ephemeralStorage: { sizeInGib: 10 } }),
  task("requiresCompatibilities", { requiresCompatibilities: ["fargate"] }),
  task("executionRoleArn", { executionRoleArn: "app-execution" }),
  logs("retentionInDays", { retentionInDays: 31 }),
  logs("name", { name: "my group" }),
  role("assumeRolePolicy", { assumeRolePolicy: "ecs" }),
  role("maxSessionDuration", { maxSessionDuration: 1800 }),
  role("name", { name: long(65) }),
  of("aws:iam/rolePolicy:RolePolicy")("policy", { policy: "{" }),
  of("aws:iam/rolePolicyAttachment:RolePolicyAttachment")("policyArn", { policyArn: "ReadOnlyAccess" }),
  secret("recoveryWindowInDays", { recoveryWindowInDays: 3 }),
  secret("name", { name: "my secret" }),
  of("aws:secretsmanager/secretVersion:SecretVersion")("secretBinary", { secretBinary: "YQ==" }),
  of("aws:ecr/repository:Repository")("imageTagMutability", { imageTagMutability: "immutable" }),
  of("aws:ecr/lifecyclePolicy:LifecyclePolicy")("policy", { policy: "expire" }),
  database("identifier", { identifier: "App" }),
  database("backupRetentionPeriod", { backupRetentionPeriod: 36 }),
  database("monitoringInterval", { monitoringInterval: 7 }),
  database("finalSnapshotIdentifier", { finalSnapshotIdentifier: "final--1" }),
  database("maintenanceWindow", { maintenanceWindow: "sunday" }),
  database("backupWindow", { backupWindow: "3am" }),
  database("manageMasterUserPassword", { manageMasterUserPassword: true }),
  of("aws:rds/subnetGroup:SubnetGroup")("name", { name: "App" }),
  of("aws:rds/parameterGroup:ParameterGroup")("name", { name: "app_17" }),
  of("aws:rds/parameterGroup:ParameterGroup")("parameters", {
    parameters: [{ name: "a", value: "1", applyMethod: "now" }],
  }),
  of("aws:appautoscaling/target:Target")("maxCapacity", {}, ["maxCapacity"]),
];
