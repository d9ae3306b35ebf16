import { expect, it } from "vitest";
import { executionPolicy, trustPolicy } from "../../components/roles.ts";

const aws = { accountId: "123456789012", region: "eu-west-1" };

it("lets only this account's ECS tasks take the roles", () => {
  const [statement, ...others] = JSON.parse(trustPolicy(aws.accountId)).Statement;
  expect(others).toEqual([]);
  expect(statement.Principal).toEqual({ Service: "ecs-tasks.amazonaws.com" });
  expect(statement.Condition.StringEquals["aws:SourceAccount"]).toBe(aws.accountId);
});

it("lets a task's start write its own log and read its own secrets, and names no wildcard resource", () => {
  const { Statement } = JSON.parse(executionPolicy(aws, "web-1", ["arn:secret-a"]));
  const resources = Statement.flatMap((statement: { Resource: string | string[] }) => statement.Resource);
  expect(resources).toEqual(["arn:aws:logs:eu-west-1:123456789012:log-group:web-1:*", "arn:secret-a"]);
});
