import { type Properties, Refusal } from "../cloud.ts";
import { type Container, canonicalContainers, listOf, readContainers } from "./container-definitions.ts";
import { pairProblem } from "./fargate.ts";
import type { Model, Request } from "./model.ts";
import { arn, json, length, oneOf, pattern, range } from "./rules.ts";
import { isList, sameJson, textOf } from "./values.ts";
import type { World } from "./world.ts";

const provider = "aws provider ecs/task_definition.go";

function refuse(why: string, property: string): never {
  throw new Refusal("ClientException", why, "Amazon ECS RegisterTaskDefinition", property);
}

/** Fargate's own demands; ECS checks them when a revision is registered, the provider doesn't. */
function refuseForFargate(inputs: Properties, containers: readonly Container[]): void {
  const compatible = inputs.requiresCompatibilities;
  if (!isList(compatible) || !compatible.includes("FARGATE")) return;
  const cpu = textOf(inputs, "cpu");
  const memory = textOf(inputs, "memory");
  if (inputs.cpu === undefined || inputs.memory === undefined)
    refuse("Fargate requires that 'cpu' and 'memory' be defined at the task level.", "cpu");
  if (inputs.networkMode !== "awsvpc") refuse("Fargate only supports network mode 'awsvpc'.", "networkMode");
  if (cpu !== undefined && memory !== undefined) {
    const problem = pairProblem(Number(cpu), Number(memory));
    if (problem !== undefined) refuse(`No Fargate configuration exists for given values: ${problem}`, "memory");
  }
  for (const container of containers) {
    const stop = container.stopTimeout;
    if (typeof stop === "number" && stop > 120)
      refuse(`stopTimeout of ${String(container.name)} is ${stop} s; Fargate allows 120`, "containerDefinitions");
    for (const port of listOf(container, "portMappings")) {
      if (port.hostPort === undefined || port.hostPort === port.containerPort) continue;
      refuse(
        "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
        "containerDefinitions",
      );
    }
  }
}

function refuseContainers({ inputs }: Request): void {
  const text = textOf(inputs, "containerDefinitions");
  if (text === undefined) return;
  const containers = readContainers(text);
  if (containers.length === 0) refuse("Container list cannot be empty.", "containerDefinitions");
  if (containers.length > 10) refuse("A task definition holds at most 10 containers.", "containerDefinitions");
  if (!containers.some(({ essential }) => essential !== false))
    refuse("At least one container must be essential.", "containerDefinitions");
  for (const container of containers) {
    const { name, image, logConfiguration } = container;
    if (typeof name !== "string" || !/^[A-Za-z0-9_-]{1,255}$/.test(name))
      refuse(`Container.name '${String(name)}' is not valid.`, "containerDefinitions");
    if (typeof image !== "string" || image === "")
      refuse("Container.image should not be null or empty.", "containerDefinitions");
    for (const { name: variable, value } of listOf(container, "environment")) {
      if (typeof variable !== "string" || typeof value !== "string")
        refuse(`Environment variable ${String(variable)} must have a text as its value.`, "containerDefinitions");
    }
    const needsRole = listOf(container, "secrets").length > 0 || logConfiguration !== undefined;
    if (needsRole && inputs.executionRoleArn === undefined) {
      refuse("container secrets and the awslogs driver need 'executionRoleArn'", "executionRoleArn");
    }
  }
  refuseForFargate(inputs, containers);
}

function refuseRoles({ world, inputs }: Request): void {
  for (const property of ["executionRoleArn", "taskRoleArn"]) {
    const role = textOf(inputs, property);
    if (role !== undefined && !world.find("aws:iam/role:Role", "arn", role))
      refuse(`Role is not valid: ${role}`, property);
  }
}

/** The newest revision of a family, or the one an ARN names. */
export function findTaskDefinition(world: World, name: string): Properties | undefined {
  const all = world.all("aws:ecs/taskDefinition:TaskDefinition").map(({ state }) => state);
  return all.findLast(
    (state) =>
      state.arn === name || state.family === name || `${String(state.family)}:${String(state.revision)}` === name,
  );
}

const taskDefinition: Model = {
  defaults: { skipDestroy: false, trackLatest: false, enableFaultInjection: false },
  readBack: (inputs) => {
    const text = textOf(inputs, "containerDefinitions");
    return text === undefined ? inputs : { ...inputs, containerDefinitions: canonicalContainers(text) };
  },
  same: (property, wanted, there) => property === "containerDefinitions" && sameJson(wanted, there),
  rules: [
    json("containerDefinitions", provider),
    (inputs) => {
      const text = textOf(inputs, "containerDefinitions");
      if (text === undefined) return [];
      try {
        readContainers(text);
        return [];
      } catch (error) {
        const why = `ECS Task Definition container_definitions is invalid: ${error instanceof Error ? error.message : String(error)}`;
        return [new Refusal("InvalidParameterValue", why, provider, "containerDefinitions")];
      }
    },
    length("family", 1, 255, provider),
    pattern("family", /^[0-9A-Za-z_-]+$/, "letters, digits, underscores and hyphens", provider),
    oneOf("networkMode", ["bridge", "host", "awsvpc", "none"], provider),
    oneOf("requiresCompatibilities[]", ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"], provider),
    oneOf("ipcMode", ["host", "none", "task"], provider),
    oneOf("pidMode", ["host", "task"], provider),
    oneOf("runtimePlatform.cpuArchitecture", ["X86_64", "ARM64"], provider),
    oneOf(
      "runtimePlatform.operatingSystemFamily",
      [
        "LINUX",
        "WINDOWS_SERVER_2019_CORE",
        "WINDOWS_SERVER_2019_FULL",
        "WINDOWS_SERVER_2022_CORE",
        "WINDOWS_SERVER_2022_FULL",
      ],
      provider,
    ),
    range("ephemeralStorage.sizeInGib", 21, 200, provider),
    arn("executionRoleArn", provider),
    arn("taskRoleArn", provider),
  ],
  refuse: refuseContainers,
  occupied: refuseRoles,
  make: ({ world, inputs }) => {
    const family = String(inputs.family);
    const revision = (world.revisions.get(family) ?? 0) + 1;
    world.revisions.set(family, revision);
    const arnWithoutRevision = world.arn("ecs", `task-definition/${family}`);
    return {
      id: family,
      outputs: { arn: `${arnWithoutRevision}:${revision}`, arnWithoutRevision, revision, networkMode: "bridge" },
    };
  },
  key: (state) => String(state.arn),
  keeps: (state) => state.skipDestroy === true,
};

/** What runs. */
export const TASK_DEFINITIONS = { "aws:ecs/taskDefinition:TaskDefinition": taskDefinition } as const;
