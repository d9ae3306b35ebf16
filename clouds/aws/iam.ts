import { type Properties, Refusal } from "../cloud.ts";
import type { Model } from "./model.ts";
import { arn, exclusive, json, length, pattern, range, together } from "./rules.ts";
import { sameJson } from "./values.ts";

const iam = "botocore iam service model";
const provider = "aws provider iam/role.go";

/** The characters all of a role's inline policies may have together, white space not counted (IAM quotas). */
const INLINE_POLICY_CHARACTERS = 10_240;

/** Reads a policy and says what IAM would: the grammar's required parts, not its meaning. */
function refusePolicy(property: string, inputs: Properties, trust: boolean): void {
  const text = inputs[property];
  if (typeof text !== "string") return;
  // The rule before this one made sure that it's JSON.
  const policy = JSON.parse(text) as { Version?: unknown; Statement?: unknown };
  const statements = Array.isArray(policy.Statement)
    ? policy.Statement
    : policy.Statement === undefined
      ? []
      : [policy.Statement];
  const refuse = (why: string): never => {
    throw new Refusal("MalformedPolicyDocument", why, iam, property);
  };
  if (/Calling \[toString\] on an \[Output<T>\]/.test(text))
    refuse("the policy holds the text of an unresolved output");
  if (policy.Version !== "2012-10-17" && policy.Version !== "2008-10-17")
    refuse("the policy's Version must be 2012-10-17");
  if (statements.length === 0) refuse("the policy has no Statement");
  for (const statement of statements as readonly Record<string, unknown>[]) {
    if (statement.Effect !== "Allow" && statement.Effect !== "Deny")
      refuse("each Statement needs an Effect of Allow or Deny");
    if (statement.Action === undefined && statement.NotAction === undefined) refuse("each Statement needs an Action");
    if (trust && statement.Principal === undefined && statement.NotPrincipal === undefined)
      refuse("a trust policy needs a Principal");
    if (!trust && statement.Principal !== undefined) refuse("a policy of a role may not have a Principal");
    if (!trust && statement.Resource === undefined && statement.NotResource === undefined)
      refuse("each Statement needs a Resource");
  }
}

const roleName = (property: string, maximum: number) => [
  length(property, 1, maximum, provider),
  pattern(property, /^[\w+=,.@-]*$/, "letters, digits and +=,.@-_", provider),
];

const role: Model = {
  naming: { property: "name", limit: 64 },
  defaults: { path: "/", maxSessionDuration: 3600, forceDetachPolicies: false, description: "" },
  rules: [
    exclusive(["name", "namePrefix"], provider),
    ...roleName("name", 64),
    length("description", 0, 1000, provider),
    json("assumeRolePolicy", provider),
    range("maxSessionDuration", 3600, 43200, provider),
    arn("permissionsBoundary", provider),
    pattern("path", /^\/(.*\/)?$/, "a path that begins and ends with /", iam, "ValidationError"),
  ],
  same: (property, wanted, there) => property === "assumeRolePolicy" && sameJson(wanted, there),
  refuse: ({ inputs }) => refusePolicy("assumeRolePolicy", inputs, true),
  occupied: ({ world, inputs, present }) => {
    const twin = world
      .all("aws:iam/role:Role")
      .some(({ id }) => id.toLowerCase() === String(inputs.name).toLowerCase());
    if (twin && !present)
      throw new Refusal("EntityAlreadyExists", `Role with name ${String(inputs.name)} already exists.`, iam, "name");
  },
  make: ({ world, subject, inputs }) => {
    const name = String(inputs.name);
    return {
      id: name,
      outputs: {
        arn: `arn:aws:iam::${world.accountId}:role${String(inputs.path)}${name}`,
        createDate: "2026-01-01T00:00:00Z",
        uniqueId: `AROA${world.hex(subject.urn, 17).toUpperCase()}`,
        inlinePolicies: [],
        managedPolicyArns: [],
      },
    };
  },
};

const rolePolicy: Model = {
  naming: { property: "name", limit: 128 },
  rules: [
    exclusive(["name", "namePrefix"], provider),
    ...roleName("name", 128),
    json("policy", "aws provider iam/role_policy.go"),
    together("policy", "LimitExceeded", "AWS IAM quotas, inline policies of a role", ({ policy }) => {
      const size = typeof policy === "string" ? policy.replace(/\s/g, "").length : 0;
      return size > INLINE_POLICY_CHARACTERS
        ? `the policy has ${size} characters of ${INLINE_POLICY_CHARACTERS}`
        : undefined;
    }),
  ],
  references: [
    { path: "role", to: "aws:iam/role:Role", missing: "NoSuchEntity", holds: "DeleteConflict", source: iam },
  ],
  same: (property, wanted, there) => property === "policy" && sameJson(wanted, there),
  refuse: ({ inputs }) => refusePolicy("policy", inputs, false),
  make: ({ inputs }) => ({ id: `${String(inputs.role)}:${String(inputs.name)}`, outputs: {} }),
};

const rolePolicyAttachment: Model = {
  rules: [arn("policyArn", "aws provider iam/role_policy_attachment.go")],
  references: [
    { path: "role", to: "aws:iam/role:Role", missing: "NoSuchEntity", holds: "DeleteConflict", source: iam },
  ],
  refuse: ({ inputs }) => {
    const { policyArn } = inputs;
    if (typeof policyArn !== "string" || policyArn.startsWith("arn:aws:iam::aws:policy/")) return;
    throw new Refusal("NoSuchEntity", `Policy ${policyArn} does not exist or is not attachable.`, iam, "policyArn");
  },
  make: ({ inputs }) => ({ id: `${String(inputs.role)}/${String(inputs.policyArn)}`, outputs: {} }),
};

/** Roles and what they may do. */
export const ROLES = {
  "aws:iam/role:Role": role,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
} as const;
