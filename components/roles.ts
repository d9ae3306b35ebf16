import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { all, type ComponentResource, type Input, type Output } from "@pulumi/pulumi";
import type { Aws } from "../declaration/settings.ts";

/** What a service's two roles may touch. */
export interface TaskRolesArgs {
  readonly aws: Pick<Aws, "accountId" | "region">;
  /** The log group's name. */
  readonly logGroup: Input<string>;
  /** The secrets that are injected when a task starts. */
  readonly secretArns: readonly Output<string>[];
}

/**
 * Two roles: the execution role, by which ECS starts a task, may write this one log and read these secrets; the task
 * role, by which the code runs, may do nothing until something needs it.
 */
export function taskRoles(
  parent: ComponentResource,
  name: string,
  args: TaskRolesArgs,
): { executionRoleArn: Output<string>; taskRoleArn: Output<string> } {
  const assumeRolePolicy = trustPolicy(args.aws.accountId);
  const execution = new Role(`${name}-execution`, { assumeRolePolicy }, { parent });
  const task = new Role(`${name}-task`, { assumeRolePolicy }, { parent });
  const policy = new RolePolicy(
    `${name}-execution`,
    {
      role: execution.name,
      policy: all([args.logGroup, all([...args.secretArns])]).apply(([logGroup, secretArns]) =>
        executionPolicy(args.aws, logGroup, secretArns),
      ),
    },
    { parent },
  );
  // The ARN comes by way of the policy, so that no task starts before its role may do anything.
  return { executionRoleArn: all([execution.arn, policy.id]).apply(([arn]) => arn), taskRoleArn: task.arn };
}

/** Who may take the roles: ECS tasks of this account (the condition is AWS's guard against the confused deputy). */
export function trustPolicy(accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}

/** What ECS may do to start a task. */
export function executionPolicy(
  { accountId, region }: TaskRolesArgs["aws"],
  logGroup: string,
  secretArns: readonly string[],
): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `arn:aws:logs:${region}:${accountId}:log-group:${logGroup}:*`,
      },
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArns },
    ],
  });
}
