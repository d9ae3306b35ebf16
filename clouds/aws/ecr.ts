import { Refusal } from "../cloud.ts";
import type { Model } from "./model.ts";
import { json, length, oneOf, pattern } from "./rules.ts";
import { sameJson } from "./values.ts";

const ecr = "botocore ecr service model";
const provider = "aws provider ecr/repository.go";

const repository: Model = {
  naming: { property: "name", limit: 256, lowerCase: true },
  defaults: { imageTagMutability: "MUTABLE", forceDelete: false },
  rules: [
    oneOf(
      "imageTagMutability",
      ["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"],
      provider,
    ),
    oneOf("encryptionConfigurations[].encryptionType", ["AES256", "KMS", "KMS_DSSE"], provider),
    length("name", 2, 256, ecr, "InvalidParameterException"),
    pattern(
      "name",
      /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
      "lower-case words joined by . _ - or /",
      ecr,
      "InvalidParameterException",
    ),
  ],
  occupied: ({ world, inputs, present }) => {
    if (present || !world.find("aws:ecr/repository:Repository", "name", inputs.name)) return;
    throw new Refusal(
      "RepositoryAlreadyExistsException",
      `The repository with name '${String(inputs.name)}' already exists`,
      ecr,
      "name",
    );
  },
  make: ({ world, inputs }) => {
    const name = String(inputs.name);
    return {
      id: name,
      outputs: {
        arn: world.arn("ecr", `repository/${name}`),
        registryId: world.accountId,
        repositoryUrl: `${world.accountId}.dkr.ecr.${world.region}.amazonaws.com/${name}`,
      },
    };
  },
};

const lifecyclePolicy: Model = {
  rules: [json("policy", "aws provider ecr/lifecycle_policy.go")],
  references: [
    { path: "repository", to: "aws:ecr/repository:Repository", missing: "RepositoryNotFoundException", source: ecr },
  ],
  same: (property, wanted, there) => property === "policy" && sameJson(wanted, there),
  make: ({ world, inputs }) => ({ id: String(inputs.repository), outputs: { registryId: world.accountId } }),
};

/** Where images are kept. */
export const REPOSITORIES = {
  "aws:ecr/repository:Repository": repository,
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": lifecyclePolicy,
} as const;
