import { Policy } from "@pulumi/aws/appautoscaling/policy.js";
import { Target } from "@pulumi/aws/appautoscaling/target.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Service as EcsService } from "@pulumi/aws/ecs/service.js";
import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition.js";
import { ListenerRule } from "@pulumi/aws/lb/listenerRule.js";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import { all, ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type { Aws, Host, Service as ServiceSetting } from "../declaration/settings.ts";
import { ORIGIN_PROOF_HEADER } from "../edge/request-headers.ts";
import { containerDefinitions, PLACEHOLDER_IMAGE, placeholderCommand } from "./container.ts";
import { type Database, POSTGRES_PORT } from "./database.ts";
import type { Network } from "./network.ts";
import type { Origin } from "./origin.ts";
import { taskRoles } from "./roles.ts";
import type { SecretVariable } from "./secrets.ts";

/** What a service needs of the rest of the stack. */
export interface ServiceSurroundings {
  readonly aws: Aws;
  readonly network: Network;
  readonly origin: Origin;
  readonly database: Database;
  readonly variables: readonly SecretVariable[];
  /** The header value that only this zone sends. */
  readonly proof: Input<string>;
}

/** One service, where it answers and where it runs. */
export interface ServiceArgs extends ServiceSurroundings {
  readonly service: ServiceSetting;
  /** The hosts it answers on, each with the priority of its listener rule. */
  readonly hosts: readonly (Host & { readonly priority: number })[];
  readonly cluster: { readonly arn: Input<string>; readonly name: Input<string> };
}

/** Seconds a request in flight may take to finish when its task leaves the load balancer. */
const DRAIN_SECONDS = 120;

/** Average CPU, in percent, that scaling aims at: room for the minutes a new task takes to start. */
const TARGET_CPU_PERCENT = 60;

/** One Fargate service on ARM64: its log, roles, addresses, listener rules and scaling. */
export class Service extends ComponentResource {
  constructor(name: string, args: ServiceArgs, opts: ComponentResourceOptions) {
    super("launch:components:Service", name, {}, opts);
    const securityGroupId = this.securityGroup(name, args);
    const targetGroup = this.targetGroup(name, args);
    const rules = this.listenerRules(name, args, targetGroup.arn);
    const taskDefinition = this.taskDefinition(name, args);
    const service = new EcsService(
      name,
      {
        cluster: all([args.cluster.arn, args.cluster.name]).apply(([arn]) => arn),
        taskDefinition: taskDefinition.arn,
        desiredCount: args.service.tasks.minimum,
        capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1, base: 0 }],
        platformVersion: "1.4.0",
        deploymentCircuitBreaker: { enable: true, rollback: true },
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        healthCheckGracePeriodSeconds: 60,
        waitForSteadyState: true,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName: name, containerPort: args.service.port }],
        networkConfiguration: {
          subnets: args.network.publicSubnetIds,
          securityGroups: [securityGroupId],
          // Without a NAT gateway this is the only way out to the image, the logs and the AI provider.
          assignPublicIp: true,
        },
      },
      // A target group without a listener is refused, and autoscaling owns the count after the first deployment.
      { parent: this, dependsOn: rules, ignoreChanges: ["desiredCount"] },
    );
    this.scaling(name, args, service.name);
    this.registerOutputs({ service: service.name });
  }

  private securityGroup(name: string, { network, origin, database, service }: ServiceArgs): Output<string> {
    const { id } = new SecurityGroup(
      name,
      { vpcId: network.vpcId, description: `Service ${name}: load balancer in, everything out` },
      { parent: this },
    );
    const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });
    new SecurityGroupIngressRule(
      `${name}-from-load-balancer`,
      { securityGroupId: id, referencedSecurityGroupId: origin.securityGroupId, ...tcp(service.port) },
      { parent: this },
    );
    new SecurityGroupEgressRule(
      `${name}-out`,
      { securityGroupId: id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
      { parent: this },
    );
    new SecurityGroupIngressRule(
      `database-from-${name}`,
      { securityGroupId: database.securityGroupId, referencedSecurityGroupId: id, ...tcp(POSTGRES_PORT) },
      { parent: this },
    );
    return id;
  }

  /** Named by Pulumi: a target group with a fixed name can't be replaced while its listener uses it. */
  private targetGroup(name: string, { network, service }: ServiceArgs): TargetGroup {
    return new TargetGroup(
      name,
      {
        vpcId: network.vpcId,
        targetType: "ip",
        port: service.port,
        protocol: "HTTP",
        deregistrationDelay: DRAIN_SECONDS,
        healthCheck: {
          path: service.healthPath,
          matcher: "200",
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
      },
      { parent: this },
    );
  }

  private listenerRules(name: string, args: ServiceArgs, targetGroupArn: Output<string>): ListenerRule[] {
    return args.hosts.map(
      (host) =>
        new ListenerRule(
          `${name}-${host.label}`,
          {
            listenerArn: args.origin.listenerArn,
            priority: host.priority,
            conditions: [
              { hostHeader: { values: [host.name] } },
              { httpHeader: { httpHeaderName: ORIGIN_PROOF_HEADER, values: [args.proof] } },
            ],
            actions: [{ type: "forward", targetGroupArn }],
          },
          { parent: this },
        ),
    );
  }

  private taskDefinition(name: string, args: ServiceArgs): TaskDefinition {
    const { service, aws } = args;
    const variables = [args.database.url, ...args.variables];
    const logGroup = new LogGroup(name, { retentionInDays: service.logRetentionDays }, { parent: this });
    const roles = taskRoles(this, name, { aws, logGroup: logGroup.name, secretArns: variables.map(({ arn }) => arn) });
    const definitions = all([logGroup.name, all(variables.map(({ arn }) => arn))]).apply(([logGroupName, arns]) =>
      containerDefinitions({
        name,
        image: PLACEHOLDER_IMAGE,
        command: placeholderCommand(service.port),
        port: service.port,
        environment: Object.entries(service.environment).map(([variable, value]) => ({ name: variable, value })),
        secrets: variables.map((variable, index) => ({ name: variable.name, valueFrom: arns[index] ?? "" })),
        logGroup: logGroupName,
        region: aws.region,
      }),
    );
    return new TaskDefinition(
      name,
      {
        family: name,
        cpu: String(service.cpuUnits),
        memory: String(service.memoryMiB),
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
        executionRoleArn: roles.executionRoleArn,
        taskRoleArn: roles.taskRoleArn,
        containerDefinitions: definitions,
        // An earlier revision must stay active to be rolled back to.
        skipDestroy: true,
      },
      { parent: this },
    );
  }

  private scaling(name: string, { service, cluster }: ServiceArgs, serviceName: Output<string>): void {
    const target = new Target(
      name,
      {
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: all([cluster.name, serviceName]).apply(([inCluster, own]) => `service/${inCluster}/${own}`),
        minCapacity: service.tasks.minimum,
        maxCapacity: service.tasks.maximum,
      },
      { parent: this },
    );
    new Policy(
      `${name}-cpu`,
      {
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
          targetValue: TARGET_CPU_PERCENT,
          scaleInCooldown: 300,
          scaleOutCooldown: 60,
        },
      },
      { parent: this },
    );
  }
}
