import { type Properties, Refusal } from "../cloud.ts";
import type { Model, Request } from "./model.ts";
import { length, oneOf, pattern, range, together } from "./rules.ts";
import { textOf } from "./values.ts";
import type { World } from "./world.ts";

const service = "botocore application-autoscaling service model";
const provider = "aws provider appautoscaling/target.go, policy.go";

/** Finds the ECS service that `service/<cluster>/<service>` names. */
function refuseMissingService({ world, inputs }: Request): void {
  const [kind, cluster, name] = textOf(inputs, "resourceId")?.split("/") ?? [];
  if (kind !== "service" || cluster === undefined) return;
  const found = world
    .all("aws:ecs/service:Service")
    .some(({ state }) => state.name === name && String(state.cluster).endsWith(`/${cluster}`));
  if (found || world.find("aws:ecs/service:Service", "cluster", cluster)?.state.name === name) return;
  throw new Refusal(
    "ValidationException",
    `ECS service doesn't exist: ${String(inputs.resourceId)}`,
    service,
    "resourceId",
  );
}

function identity(inputs: Properties): string {
  return ["serviceNamespace", "resourceId", "scalableDimension"].map((name) => String(inputs[name])).join("/");
}

function targetOf(world: World, inputs: Properties): boolean {
  return world.all("aws:appautoscaling/target:Target").some(({ state }) => identity(state) === identity(inputs));
}

const target: Model = {
  rules: [
    range("minCapacity", 0, Number.MAX_SAFE_INTEGER, service, "ValidationException"),
    range("maxCapacity", 0, Number.MAX_SAFE_INTEGER, service, "ValidationException"),
    together("minCapacity", "ValidationException", service, ({ minCapacity, maxCapacity }) =>
      typeof minCapacity === "number" && typeof maxCapacity === "number" && minCapacity > maxCapacity
        ? `Maximum capacity cannot be less than minimum capacity (${maxCapacity} < ${minCapacity})`
        : undefined,
    ),
    together("resourceId", "ValidationException", service, ({ serviceNamespace, resourceId }) =>
      serviceNamespace === "ecs" && typeof resourceId === "string" && !/^service\/[^/]+\/[^/]+$/.test(resourceId)
        ? `"${resourceId}" must be service/<cluster name>/<service name>`
        : undefined,
    ),
  ],
  occupied: refuseMissingService,
  // Registering is an upsert: a second target of the same service silently takes the first one over.
  make: ({ world, subject, inputs }) => ({
    id: String(inputs.resourceId),
    outputs: {
      arn: world.arn("application-autoscaling", `scalable-target/${world.hex(subject.urn, 34)}`),
      roleArn: `arn:aws:iam::${world.accountId}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    },
  }),
};

const policy: Model = {
  naming: { property: "name", limit: 255 },
  defaults: { policyType: "StepScaling" },
  rules: [
    length("name", 1, 255, provider),
    oneOf("policyType", ["StepScaling", "TargetTrackingScaling", "PredictiveScaling"], service, "ValidationException"),
    pattern(
      "targetTrackingScalingPolicyConfiguration.predefinedMetricSpecification.predefinedMetricType",
      /^[A-Za-z0-9]+$/,
      "a metric of Application Auto Scaling",
      service,
    ),
    together("targetTrackingScalingPolicyConfiguration", "ValidationException", service, (inputs) =>
      inputs.policyType === "TargetTrackingScaling" && inputs.targetTrackingScalingPolicyConfiguration === undefined
        ? "a policy of type TargetTrackingScaling needs targetTrackingScalingPolicyConfiguration"
        : undefined,
    ),
  ],
  occupied: ({ world, inputs }) => {
    if (targetOf(world, inputs)) return;
    throw new Refusal(
      "ObjectNotFoundException",
      `No scalable target registered for ${identity(inputs)}`,
      service,
      "resourceId",
    );
  },
  make: ({ world, subject, inputs }) => ({
    id: String(inputs.name),
    outputs: {
      arn: world.arn(
        "autoscaling",
        `scalingPolicy:${world.hex(subject.urn, 32)}:resource/ecs/${String(inputs.resourceId)}:policyName/${String(inputs.name)}`,
      ),
      alarmArns: ["AlarmHigh", "AlarmLow"].map((alarm) =>
        world.arn(
          "cloudwatch",
          `alarm:TargetTracking-${String(inputs.resourceId)}-${alarm}-${world.hex(subject.urn, 12)}`,
        ),
      ),
    },
  }),
};

/** How many tasks run. */
export const AUTOSCALING = {
  "aws:appautoscaling/target:Target": target,
  "aws:appautoscaling/policy:Policy": policy,
} as const;
