import { Refusal } from "../cloud.ts";
import type { Model } from "./model.ts";
import { exclusive, length, not, oneOf, pattern } from "./rules.ts";
import { isList, mapsAt, textsAt } from "./values.ts";

const rds = "botocore rds service model";

const subnetGroup: Model = {
  naming: { property: "name", limit: 255, lowerCase: true },
  defaults: { description: "Managed by Pulumi" },
  rules: [
    exclusive(["name", "namePrefix"], "aws provider rds/subnet_group.go"),
    length("name", 1, 255, "aws provider rds/validate.go"),
    pattern(
      "name",
      /^[ .0-9a-z_-]+$/,
      "lower-case letters, digits, hyphens, underscores, periods and blanks",
      "aws provider rds/validate.go",
    ),
    not("name", /^default$/i, "is reserved", "aws provider rds/validate.go"),
  ],
  references: [{ path: "subnetIds[]", to: "aws:ec2/subnet:Subnet", missing: "InvalidSubnet", source: rds }],
  refuse: ({ world, inputs }) => {
    const { subnetIds } = inputs;
    const known = textsAt(inputs, "subnetIds[]");
    if (!isList(subnetIds) || known.length < subnetIds.length) return;
    const zones = new Set(known.map((id) => world.find("aws:ec2/subnet:Subnet", "id", id)?.state.availabilityZone));
    if (zones.has(undefined) || zones.size >= 2) return;
    const why =
      "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement: it needs subnets in 2 zones";
    throw new Refusal("DBSubnetGroupDoesNotCoverEnoughAZs", why, rds, "subnetIds");
  },
  occupied: ({ world, inputs, present }) => {
    if (present || !world.find("aws:rds/subnetGroup:SubnetGroup", "name", inputs.name)) return;
    throw new Refusal(
      "DBSubnetGroupAlreadyExists",
      `The DB subnet group '${String(inputs.name)}' already exists.`,
      rds,
      "name",
    );
  },
  make: ({ world, inputs }) => {
    const name = String(inputs.name);
    const [first] = textsAt(inputs, "subnetIds[]");
    const vpcId = world.find("aws:ec2/subnet:Subnet", "id", first)?.state.vpcId ?? "";
    return { id: name, outputs: { arn: world.arn("rds", `subgrp:${name}`), supportedNetworkTypes: ["IPV4"], vpcId } };
  },
};

/** PostgreSQL parameters that take effect at a restart only, of those an application is likely to set. */
const STATIC_PARAMETERS = new Set([
  "shared_preload_libraries",
  "max_connections",
  "rds.logical_replication",
  "shared_buffers",
  "wal_buffers",
  "max_worker_processes",
  "track_activity_query_size",
]);

const parameterGroup: Model = {
  naming: { property: "name", limit: 255, lowerCase: true },
  defaults: { description: "Managed by Pulumi", skipDestroy: false },
  rules: [
    exclusive(["name", "namePrefix"], "aws provider rds/parameter_group.go"),
    length("name", 1, 255, "aws provider rds/validate.go"),
    pattern("name", /^[0-9a-z-]+$/, "lower-case letters, digits and hyphens", "aws provider rds/validate.go"),
    pattern("name", /^[a-z]/, "begun with a letter", "aws provider rds/validate.go"),
    not("name", /--|-$/, "may not hold two hyphens in a row or end with one", "aws provider rds/validate.go"),
    oneOf("parameters[].applyMethod", ["immediate", "pending-reboot"], "aws provider rds/parameter_group.go"),
    pattern("family", /^[a-z-]+[0-9.]+$/, "a family such as postgres17", rds),
  ],
  normalise: (inputs) =>
    isList(inputs.parameters)
      ? {
          ...inputs,
          parameters: mapsAt(inputs, "parameters[]").map(({ value }) => ({ applyMethod: "immediate", ...value })),
        }
      : inputs,
  refuse: ({ inputs }) => {
    for (const { at, value } of mapsAt(inputs, "parameters[]")) {
      if (!STATIC_PARAMETERS.has(String(value.name)) || value.applyMethod === "pending-reboot") continue;
      const why = `cannot use immediate apply method for static parameter: ${String(value.name)}; write applyMethod: "pending-reboot"`;
      throw new Refusal("InvalidParameterCombination", why, rds, `${at}.applyMethod`);
    }
  },
  occupied: ({ world, inputs, present }) => {
    if (present || !world.find("aws:rds/parameterGroup:ParameterGroup", "name", inputs.name)) return;
    throw new Refusal(
      "DBParameterGroupAlreadyExists",
      `Parameter group ${String(inputs.name)} already exists`,
      rds,
      "name",
    );
  },
  make: ({ world, inputs }) => ({
    id: String(inputs.name),
    outputs: { arn: world.arn("rds", `pg:${String(inputs.name)}`) },
  }),
  keeps: (state) => state.skipDestroy === true,
};

/** What a database is placed in and tuned by. */
export const DATABASE_GROUPS = {
  "aws:rds/subnetGroup:SubnetGroup": subnetGroup,
  "aws:rds/parameterGroup:ParameterGroup": parameterGroup,
} as const;
