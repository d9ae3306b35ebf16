import { CERTIFICATES } from "./acm.ts";
import { AUTOSCALING } from "./autoscaling.ts";
import { LOGS } from "./cloudwatch.ts";
import { REPOSITORIES } from "./ecr.ts";
import { CONTAINERS } from "./ecs.ts";
import { ROLES } from "./iam.ts";
import { LOAD_BALANCING } from "./lb.ts";
import { LISTENERS } from "./lb-listeners.ts";
import type { Model } from "./model.ts";
import { NETWORK } from "./network.ts";
import { DATABASES } from "./rds.ts";
import { DATABASE_GROUPS } from "./rds-groups.ts";
import { ROUTING } from "./routing.ts";
import { SECRETS } from "./secretsmanager.ts";
import { SECURITY_GROUPS } from "./security-groups.ts";
import { TASK_DEFINITIONS } from "./task-definition.ts";
import type { AwsType } from "./types.ts";

/** How every type behaves; the compiler says when one is missing. */
export const MODELS: Readonly<Record<AwsType, Model>> = {
  ...NETWORK,
  ...ROUTING,
  ...SECURITY_GROUPS,
  ...CERTIFICATES,
  ...LOAD_BALANCING,
  ...LISTENERS,
  ...CONTAINERS,
  ...TASK_DEFINITIONS,
  ...AUTOSCALING,
  ...LOGS,
  ...ROLES,
  ...DATABASES,
  ...DATABASE_GROUPS,
  ...SECRETS,
  ...REPOSITORIES,
};
