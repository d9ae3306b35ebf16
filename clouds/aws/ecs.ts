import { type Properties, Refusal } from "../cloud.ts";
import { listOf, readContainers } from "./container-definitions.ts";
import { loadBalancersOf } from "./lb-actions.ts";
import type { Model, Request } from "./model.ts";
import { exclusive, length, oneOf, pattern, range, together } from "./rules.ts";
import { findTaskDefinition } from "./task-definition.ts";
import { isList, mapsAt, textOf, textsAt } from "./values.ts";
import type { World } from "./world.ts";

const ecs = "botocore ecs service model";
const provider = "aws provider ecs/service.go";

const cluster: Model = {
  naming: { property: "name", limit: 255 },
  rules: [
    length("name", 1, 255, "aws provider ecs/cluster.go"),
    pattern("name", /^[0-9A-Za-z_-]+$/, "letters, digits, underscores and hyphens", "aws provider ecs/validate.go"),
    oneOf("settings[].name", ["containerInsights"], "aws provider ecs/cluster.go"),
    oneOf("settings[].value", ["enabled", "enhanced", "disabled"], ecs),
  ],
  make: ({ world, inputs }) => {
    const arn = world.arn("ecs", `cluster/${String(inputs.name)}`);
    return { id: arn, outputs: { arn, settings: [{ name: "containerInsights", value: "disabled" }] } };
  },
};

const clusterCapacityProviders: Model = {
  rules: [
    pattern("capacityProviders[]", /^[A-Za-z0-9_-]{1,255}$/, "the name of a capacity provider", ecs),
    range("defaultCapacityProviderStrategies[].base", 0, 100000, "aws provider ecs/cluster_capacity_providers.go"),
    range("defaultCapacityProviderStrategies[].weight", 0, 1000, "aws provider ecs/cluster_capacity_providers.go"),
  ],
  references: [
    {
      path: "clusterName",
      to: "aws:ecs/cluster:Cluster",
      by: "name",
      missing: "ClusterNotFoundException",
      source: ecs,
    },
  ],
  make: ({ inputs }) => ({ id: String(inputs.clusterName), outputs: {} }),
};

function refuse(why: string, property: string): never {
  throw new Refusal("InvalidParameterException", why, "Amazon ECS CreateService", property);
}

/** The cluster's name in what may be its name or its ARN. */
function clusterName(cluster: string): string {
  return cluster.split("/").at(-1) ?? cluster;
}

function refuseLoadBalancers(world: World, inputs: Properties, definition: Properties): void {
  const containers = readContainers(String(definition.containerDefinitions));
  for (const { at, value } of mapsAt(inputs, "loadBalancers[]")) {
    const { containerName: name, containerPort: port } = value;
    const group = world.find("aws:lb/targetGroup:TargetGroup", "id", value.targetGroupArn);
    const container = containers.find((one) => one.name === name);
    if (!container)
      refuse(`The container ${String(name)} does not exist in the task definition.`, `${at}.containerName`);
    if (!listOf(container, "portMappings").some((mapping) => mapping.containerPort === port)) {
      refuse(
        `The container ${String(name)} did not have a container port ${String(port)} defined.`,
        `${at}.containerPort`,
      );
    }
    if (!group) continue;
    if (definition.networkMode === "awsvpc" && group.state.targetType !== "ip") {
      refuse(
        `The provided target group ${group.id} has target type ${String(group.state.targetType)}, which is incompatible with the awsvpc network mode`,
        at,
      );
    }
    if (loadBalancersOf(world, group.id).size === 0) {
      refuse(
        `The target group with targetGroupArn ${group.id} does not have an associated load balancer.`,
        `${at}.targetGroupArn`,
      );
    }
  }
}

/** What a task can't start without. AWS takes the request and the tasks die; a wait for a steady state then fails. */
function refuseUnstartable(world: World, definition: Properties): void {
  for (const container of readContainers(String(definition.containerDefinitions))) {
    for (const { name, valueFrom } of listOf(container, "secrets")) {
      const arn = String(valueFrom).split(":").slice(0, 7).join(":");
      const versions = world.all("aws:secretsmanager/secretVersion:SecretVersion");
      if (versions.some(({ state }) => state.secretId === arn)) continue;
      const what = world.find("aws:secretsmanager/secret:Secret", "id", arn) ? "has no value yet" : "doesn't exist";
      const why = `ResourceInitializationError: unable to pull secrets: ${String(name)}: ${arn} ${what}`;
      throw new Refusal("ResourceInitializationError", why, "Amazon ECS, stopped task errors", "taskDefinition");
    }
    const log = container.logConfiguration;
    // AWS's own shape: an object of texts.
    const options =
      (typeof log === "object" && log !== null ? (log as { options?: Record<string, unknown> }).options : undefined) ??
      {};
    const group = options["awslogs-group"];
    if (
      group === undefined ||
      options["awslogs-create-group"] === "true" ||
      world.find("aws:cloudwatch/logGroup:LogGroup", "name", String(group))
    )
      continue;
    const why = `ResourceInitializationError: failed to create a log stream: the log group ${String(group)} does not exist`;
    throw new Refusal("ResourceInitializationError", why, "Amazon ECS, stopped task errors", "taskDefinition");
  }
}

function refuseStrategy(world: World, inputs: Properties): void {
  const known = world.find(
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    "clusterName",
    clusterName(String(inputs.cluster)),
  );
  const offered = known ? textsAt(known.state, "capacityProviders[]") : [];
  for (const provider of textsAt(inputs, "capacityProviderStrategies[].capacityProvider")) {
    if (!offered.includes(provider))
      refuse(`The capacity provider ${provider} is not associated with the cluster.`, "capacityProviderStrategies");
  }
}

function refuseService(request: Request): void {
  const { world, inputs } = request;
  const definition = findTaskDefinition(world, String(inputs.taskDefinition));
  if (!definition)
    throw new Refusal(
      "ClientException",
      `Unable to describe task definition ${String(inputs.taskDefinition)}`,
      ecs,
      "taskDefinition",
    );
  if (definition.networkMode === "awsvpc" && inputs.networkConfiguration === undefined) {
    refuse("Network Configuration must be provided when networkMode 'awsvpc' is specified.", "networkConfiguration");
  }
  const compatible = definition.requiresCompatibilities;
  if (inputs.launchType === "FARGATE" && !(isList(compatible) && compatible.includes("FARGATE"))) {
    refuse("Task definition does not support launch_type FARGATE.", "launchType");
  }
  refuseStrategy(world, inputs);
  refuseLoadBalancers(world, inputs, definition);
  refuseUnstartable(world, definition);
  const twin = world
    .all("aws:ecs/service:Service")
    .some(({ state }) => state.name === inputs.name && state.cluster === inputs.cluster);
  if (twin && !request.present) refuse("Creation of service was not idempotent.", "name");
}

const service: Model = {
  naming: { property: "name", limit: 255 },
  defaults: {
    desiredCount: 0,
    deploymentMaximumPercent: 200,
    deploymentMinimumHealthyPercent: 100,
    schedulingStrategy: "REPLICA",
    enableExecuteCommand: false,
    enableEcsManagedTags: false,
    waitForSteadyState: false,
    propagateTags: "NONE",
  },
  rules: [
    exclusive(["launchType", "capacityProviderStrategies"], ecs, false, "InvalidParameterException"),
    oneOf("launchType", ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"], provider),
    oneOf("schedulingStrategy", ["REPLICA", "DAEMON"], provider),
    oneOf("propagateTags", ["SERVICE", "TASK_DEFINITION", "NONE"], provider),
    oneOf("availabilityZoneRebalancing", ["ENABLED", "DISABLED"], provider),
    oneOf("deploymentController.type", ["ECS", "CODE_DEPLOY", "EXTERNAL"], provider),
    range("healthCheckGracePeriodSeconds", 0, 2147483647, provider),
    range("loadBalancers[].containerPort", 0, 65536, provider),
    range("capacityProviderStrategies[].base", 0, 100000, provider),
    range("capacityProviderStrategies[].weight", 0, 1000, provider),
    range("desiredCount", 0, Number.MAX_SAFE_INTEGER, ecs, "InvalidParameterException"),
    together("healthCheckGracePeriodSeconds", "InvalidParameterException", "@pulumi/aws ecs/service.d.ts", (inputs) =>
      inputs.healthCheckGracePeriodSeconds !== undefined && inputs.loadBalancers === undefined
        ? "Health check grace period is only valid for services configured to use load balancers"
        : undefined,
    ),
  ],
  references: [
    {
      path: "cluster",
      to: "aws:ecs/cluster:Cluster",
      missing: "ClusterNotFoundException",
      holds: "ClusterContainsServicesException",
      source: ecs,
    },
    {
      path: "loadBalancers[].targetGroupArn",
      to: "aws:lb/targetGroup:TargetGroup",
      missing: "InvalidParameterException",
      source: ecs,
    },
    {
      path: "networkConfiguration.subnets[]",
      to: "aws:ec2/subnet:Subnet",
      missing: "InvalidParameterException",
      holds: "DependencyViolation",
      source: ecs,
    },
    {
      path: "networkConfiguration.securityGroups[]",
      to: "aws:ec2/securityGroup:SecurityGroup",
      missing: "InvalidParameterException",
      holds: "DependencyViolation",
      source: ecs,
    },
  ],
  refuse: ({ inputs, present }) => {
    if (!present || inputs.forceNewDeployment === true) return;
    const strategy = (properties: Properties): string => JSON.stringify(properties.capacityProviderStrategies ?? []);
    if (strategy(inputs) === strategy(present)) return;
    const why = "force_new_deployment should be true when capacity_provider_strategy is being updated";
    throw new Refusal("InvalidParameterCombination", why, `${provider}, CustomizeDiff`, "capacityProviderStrategies");
  },
  occupied: refuseService,
  make: ({ world, inputs }) => {
    const arn = world.arn("ecs", `service/${clusterName(String(inputs.cluster))}/${textOf(inputs, "name")}`);
    return {
      id: arn,
      outputs: {
        arn,
        launchType: inputs.capacityProviderStrategies === undefined ? "EC2" : "",
        platformVersion: "LATEST",
        iamRole: "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
        triggers: {},
      },
    };
  },
};

/** Clusters and the services that keep tasks running. */
export const CONTAINERS = {
  "aws:ecs/cluster:Cluster": cluster,
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": clusterCapacityProviders,
  "aws:ecs/service:Service": service,
} as const;
