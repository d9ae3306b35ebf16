import { Refusal } from "../cloud.ts";
import type { Model } from "./model.ts";
import { exclusive, length, pattern, together } from "./rules.ts";

const service = "botocore secretsmanager service model";
const provider = "aws provider secretsmanager/secret.go";

const secret: Model = {
  naming: { property: "name", limit: 255 },
  defaults: { recoveryWindowInDays: 30, forceOverwriteReplicaSecret: false, description: "" },
  rules: [
    exclusive(["name", "namePrefix"], provider),
    length("name", 1, 512, service, "ValidationException"),
    pattern("name", /^[0-9A-Za-z/_+=.@-]+$/, "letters, digits and /_+=.@-", provider),
    together("recoveryWindowInDays", "InvalidParameterValue", provider, ({ recoveryWindowInDays: days }) =>
      typeof days === "number" && days !== 0 && (days < 7 || days > 30)
        ? `recoveryWindowInDays is ${days}; it must be 0 or from 7 to 30`
        : undefined,
    ),
  ],
  occupied: ({ world, inputs, present }) => {
    if (present) return;
    const name = String(inputs.name);
    if (world.secretsAwaitingDeletion.has(name)) {
      const why = "You can't create this secret because a secret with this name is already scheduled for deletion.";
      throw new Refusal("InvalidRequestException", why, provider, "name");
    }
    if (!world.find("aws:secretsmanager/secret:Secret", "name", name)) return;
    throw new Refusal(
      "ResourceExistsException",
      `The operation failed because the secret ${name} already exists.`,
      service,
      "name",
    );
  },
  make: ({ world, subject, inputs }) => {
    const arn = world.arn("secretsmanager", `secret:${String(inputs.name)}-${world.hex(subject.urn, 6)}`);
    return { id: arn, outputs: { arn, policy: "", replicas: [] } };
  },
  remove: (world, _subject, id, state) => {
    if (state.recoveryWindowInDays !== 0) world.secretsAwaitingDeletion.add(String(state.name));
    // Its versions go with it.
    for (const version of world.all("aws:secretsmanager/secretVersion:SecretVersion")) {
      if (version.state.secretId === id) world.forget("aws:secretsmanager/secretVersion:SecretVersion", version.id);
    }
  },
};

const secretVersion: Model = {
  rules: [
    exclusive(
      ["secretString", "secretBinary", "secretStringWo"],
      "aws provider secretsmanager/secret_version.go",
      true,
    ),
  ],
  references: [
    { path: "secretId", to: "aws:secretsmanager/secret:Secret", missing: "ResourceNotFoundException", source: service },
  ],
  make: ({ world, subject, inputs }) => {
    const digits = world.hex(subject.urn, 32);
    const versionId = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    const arn = String(inputs.secretId);
    return {
      id: `${arn}|${versionId}`,
      outputs: {
        arn,
        secretArn: arn,
        versionId,
        versionStages: ["AWSCURRENT"],
        hasSecretStringWo: inputs.secretStringWo !== undefined,
      },
    };
  },
};

/** Secrets. Destroying a version can't take its value away: only the secret's own deletion does. */
export const SECRETS = {
  "aws:secretsmanager/secret:Secret": secret,
  "aws:secretsmanager/secretVersion:SecretVersion": secretVersion,
} as const;
