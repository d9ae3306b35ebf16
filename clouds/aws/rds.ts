import { type Properties, Refusal } from "../cloud.ts";
import type { Model, Request } from "./model.ts";
import { INSTANCE_RULES } from "./rds-rules.ts";
import { numberOf, textOf } from "./values.ts";

const rds = "botocore rds service model";
const provider = "aws provider rds/instance.go";

/** The newest minor of each PostgreSQL major the simulation knows; a program names the major only. */
const NEWEST_MINORS: Readonly<Record<string, string>> = {
  "14": "14.20",
  "15": "15.15",
  "16": "16.11",
  "17": "17.7",
  "18": "18.1",
};

/** Minors that can't be created any more (RDS for PostgreSQL release notes, deprecated minors). */
const DEPRECATED = /^(14\.1[4-7]|15\.(9|1[0-2])|16\.[5-8]|17\.[1-4])$/;

function refuseInstance({ inputs, present }: Request): void {
  const version = textOf(inputs, "engineVersion");
  const [major = ""] = version?.split(".") ?? [];
  const postgres = inputs.engine === "postgres";
  if (postgres && version !== undefined && (!NEWEST_MINORS[major] || DEPRECATED.test(version))) {
    throw new Refusal(
      "InvalidParameterCombination",
      `Cannot find version ${version} for postgres`,
      rds,
      "engineVersion",
    );
  }
  const group = textOf(inputs, "parameterGroupName");
  if (group?.startsWith("default.") && postgres && version !== undefined && group !== `default.postgres${major}`) {
    throw new Refusal(
      "InvalidParameterCombination",
      `The parameter group ${group} is not of the family postgres${major}`,
      rds,
      "parameterGroupName",
    );
  }
  if (!present) return;
  const smaller = (numberOf(inputs, "allocatedStorage") ?? 0) < (numberOf(present, "allocatedStorage") ?? 0);
  if (smaller)
    throw new Refusal(
      "InvalidParameterCombination",
      "Invalid storage size: a database's storage can't shrink",
      rds,
      "allocatedStorage",
    );
}

function refuseFamily({ world, inputs }: Request): void {
  const group = world.find("aws:rds/parameterGroup:ParameterGroup", "name", inputs.parameterGroupName);
  const [major = ""] = textOf(inputs, "engineVersion")?.split(".") ?? [];
  const family = `${String(inputs.engine)}${major}`;
  if (!group || major === "" || group.state.family === family) return;
  const why = `The parameter group ${group.id} with DBParameterGroupFamily ${String(group.state.family)} cannot be used for this instance. Use a parameter group with DBParameterGroupFamily ${family}`;
  throw new Refusal("InvalidParameterCombination", why, rds, "parameterGroupName");
}

const instance: Model = {
  defaults: {
    backupRetentionPeriod: 0,
    deletionProtection: false,
    skipFinalSnapshot: false,
    storageEncrypted: false,
    copyTagsToSnapshot: false,
    deleteAutomatedBackups: true,
    autoMinorVersionUpgrade: true,
    applyImmediately: false,
    publiclyAccessible: false,
    monitoringInterval: 0,
    maxAllocatedStorage: 0,
    performanceInsightsEnabled: false,
    iamDatabaseAuthenticationEnabled: false,
    allowMajorVersionUpgrade: false,
    customerOwnedIpEnabled: false,
  },
  rules: INSTANCE_RULES,
  references: [
    {
      path: "dbSubnetGroupName",
      to: "aws:rds/subnetGroup:SubnetGroup",
      by: "name",
      missing: "DBSubnetGroupNotFoundFault",
      holds: "InvalidDBSubnetGroupStateFault",
      source: rds,
    },
    {
      path: "parameterGroupName",
      to: "aws:rds/parameterGroup:ParameterGroup",
      by: "name",
      missing: "DBParameterGroupNotFound",
      holds: "InvalidDBParameterGroupState",
      source: rds,
      provided: (name) => name.startsWith("default."),
    },
    {
      path: "vpcSecurityGroupIds[]",
      to: "aws:ec2/securityGroup:SecurityGroup",
      missing: "InvalidParameterValue",
      holds: "DependencyViolation",
      source: rds,
    },
  ],
  refuse: (request) => {
    refuseInstance(request);
    refuseFamily(request);
  },
  occupied: ({ world, inputs, present }) => {
    if (
      present ||
      inputs.identifier === undefined ||
      !world.find("aws:rds/instance:Instance", "identifier", inputs.identifier)
    )
      return;
    throw new Refusal("DBInstanceAlreadyExists", "DB instance already exists", rds, "identifier");
  },
  make: ({ world, subject, inputs }) => {
    const identifier =
      textOf(inputs, "identifier") ??
      `${textOf(inputs, "identifierPrefix") ?? "terraform-"}${world.hex(subject.urn, 26)}`;
    const resourceId = `db-${world.hex(subject.urn, 26).toUpperCase()}`;
    const address = `${identifier}.${world.hex(world.accountId, 12)}.${world.region}.rds.amazonaws.com`;
    const port = numberOf(inputs, "port") ?? 5432;
    return {
      id: resourceId,
      outputs: {
        arn: world.arn("rds", `db:${identifier}`),
        identifier,
        resourceId,
        address,
        port,
        endpoint: `${address}:${port}`,
        engineVersion: actualVersion(inputs),
        engineVersionActual: actualVersion(inputs),
        status: "available",
        hostedZoneId: "Z1RLNUO7B9Q6NB",
        availabilityZone: world.availabilityZones[0] ?? "",
        backupWindow: "03:30-04:00",
        maintenanceWindow: "sun:05:00-sun:05:30",
        caCertIdentifier: "rds-ca-rsa2048-g1",
        engineLifecycleSupport: "open-source-rds-extended-support",
        licenseModel: "postgresql-license",
        storageType: "gp2",
        storageThroughput: 0,
        iops: 0,
        multiAz: false,
        kmsKeyId: inputs.storageEncrypted === true ? world.arn("kms", `key/${world.hex("aws/rds", 32)}`) : "",
        masterUserSecrets: [],
        listenerEndpoints: [],
        replicas: [],
        latestRestorableTime: "",
        networkType: "IPV4",
        parameterGroupName: `default.postgres${actualVersion(inputs).split(".")[0]}`,
        optionGroupName: "",
        vpcSecurityGroupIds: [],
        databaseInsightsMode: "standard",
        upgradeRolloutOrder: "",
      },
    };
  },
  changes: { outputs: ["engineVersionActual"], make: ({ inputs }) => ({ engineVersionActual: actualVersion(inputs) }) },
  remove: (world, _subject, id, state) => {
    if (state.skipFinalSnapshot !== true) {
      const name = textOf(state, "finalSnapshotIdentifier");
      if (name === undefined) {
        const why =
          "final_snapshot_identifier is required when skip_final_snapshot is false: set finalSnapshotIdentifier, run up, then destroy";
        throw new Refusal("MissingFinalSnapshotIdentifier", why, provider, "finalSnapshotIdentifier");
      }
      if (world.databaseSnapshots.has(name))
        throw new Refusal(
          "DBSnapshotAlreadyExists",
          `Cannot create the snapshot because one with the identifier ${name} already exists.`,
          rds,
        );
    }
    if (world.get("aws:rds/instance:Instance", id)?.state.deletionProtection === true) {
      throw new Refusal(
        "InvalidParameterCombination",
        `Cannot delete protected DB Instance ${id}, please disable deletion protection and try again.`,
        rds,
      );
    }
    if (state.skipFinalSnapshot !== true) world.databaseSnapshots.add(String(state.finalSnapshotIdentifier));
  },
};

function actualVersion(inputs: Properties): string {
  const version = textOf(inputs, "engineVersion") ?? "17";
  return version.includes(".") ? version : (NEWEST_MINORS[version] ?? version);
}

/** The database itself. */
export const DATABASES = { "aws:rds/instance:Instance": instance } as const;
