import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Instance } from "@pulumi/aws/rds/instance.js";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import { all, ComponentResource, type ComponentResourceOptions, interpolate, type Output } from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId.js";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { Database as DatabaseSetting } from "../declaration/settings.ts";
import { databaseUrl } from "./database-url.ts";
import type { Network } from "./network.ts";
import type { Protection } from "./protection.ts";
import { type SecretVariable, storeSecret } from "./secrets.ts";

/** What the database stands on. */
export interface DatabaseArgs {
  readonly database: DatabaseSetting;
  readonly network: Network;
  readonly protection: Protection;
}

/** The port PostgreSQL listens on. */
export const POSTGRES_PORT = 5432;

/** The database's and its owner's name inside PostgreSQL; a change of either replaces the instance. */
const NAMES = { database: "app", owner: "app_owner" } as const;

/**
 * One PostgreSQL instance: encrypted, backed up, reachable from the services' security group only, and TLS is forced.
 * The services receive `DATABASE_URL` from Secrets Manager.
 */
export class Database extends ComponentResource {
  readonly securityGroupId: Output<string>;
  readonly url: SecretVariable;

  constructor(name: string, args: DatabaseArgs, opts: ComponentResourceOptions) {
    super("launch:components:Database", name, {}, opts);
    this.securityGroupId = new SecurityGroup(
      name,
      { vpcId: args.network.vpcId, description: "Database: services in, nothing out" },
      { parent: this },
    ).id;
    const password = new RandomPassword(name, { length: 40, special: false }, { parent: this });
    const instance = new Instance(name, this.instanceArgs(name, args, password.result), {
      parent: this,
      ...args.protection.options(name),
    });
    this.url = storeSecret(this, args.protection, {
      variable: "DATABASE_URL",
      value: all([password.result, instance.endpoint]).apply(([secret, endpoint]) =>
        databaseUrl({ ...NAMES, password: secret, endpoint }),
      ),
      external: false,
    });
    this.registerOutputs({ endpoint: instance.endpoint });
  }

  private instanceArgs(name: string, { database, network, protection }: DatabaseArgs, password: Output<string>) {
    return {
      engine: "postgres",
      engineVersion: String(database.majorVersion),
      // Past its community end of life a major version would otherwise be billed as extended support.
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      instanceClass: database.instanceClass,
      storageType: "gp3",
      allocatedStorage: database.storageGiB,
      maxAllocatedStorage: database.maximumStorageGiB,
      storageEncrypted: true,
      multiAz: database.multiAz,
      dbName: NAMES.database,
      username: NAMES.owner,
      password,
      dbSubnetGroupName: new SubnetGroup(name, { subnetIds: network.databaseSubnetIds }, { parent: this }).name,
      vpcSecurityGroupIds: [this.securityGroupId],
      parameterGroupName: this.parameters(name, database.majorVersion),
      publiclyAccessible: false,
      backupRetentionPeriod: database.backupDays,
      backupWindow: "03:00-04:00",
      maintenanceWindow: "sun:04:30-sun:05:30",
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: this.finalSnapshotName(name),
      deletionProtection: protection.deletionProtection(name),
      applyImmediately: false,
    };
  }

  /** A new group per major version, made before the old one goes: a group in use can't be deleted. */
  private parameters(name: string, majorVersion: number): Output<string> {
    return new ParameterGroup(
      `${name}-${majorVersion}`,
      {
        family: `postgres${majorVersion}`,
        description: `PostgreSQL ${majorVersion}: TLS only, slow statements logged`,
        parameters: [
          { name: "rds.force_ssl", value: "1" },
          { name: "log_min_duration_statement", value: "500" },
        ],
      },
      { parent: this },
    ).name;
  }

  /** A final snapshot's name can be used once per account, so it ends in random letters. */
  private finalSnapshotName(name: string): Output<string> {
    const suffix = new RandomId(`${name}-final-snapshot`, { byteLength: 4 }, { parent: this });
    return interpolate`launch-${name}-final-${suffix.hex}`;
  }
}
