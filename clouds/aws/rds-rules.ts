import type { Rule } from "./model.ts";
import { exclusive, length, not, oneOf, pattern, range, together } from "./rules.ts";

const rds = "botocore rds service model";
const provider = "aws provider rds/instance.go";

/** A window such as `sun:03:00-sun:04:00` or `02:00-02:30`. */
const clock = "([01]\\d|2[0-3]):[0-5]\\d";
const day = "(mon|tue|wed|thu|fri|sat|sun)";

/** What is checked of a database's inputs alone. */
export const INSTANCE_RULES: readonly Rule[] = [
  exclusive(["identifier", "identifierPrefix"], provider),
  exclusive(["manageMasterUserPassword", "password"], provider),
  exclusive(["password", "passwordWo"], provider),
  exclusive(["snapshotIdentifier", "restoreToPointInTime", "s3Import"], provider),
  length("identifier", 1, 63, provider),
  pattern("identifier", /^[a-z]/, "begin with a lower-case letter", provider),
  pattern("identifier", /^[0-9a-z-]+$/, "lower-case letters, digits and hyphens", provider),
  not("identifier", /--|-$/, "may not hold two hyphens in a row or end with one", provider),
  range("backupRetentionPeriod", 0, 35, provider),
  oneOf("monitoringInterval", [0, 1, 5, 10, 15, 30, 60], provider),
  oneOf("networkType", ["IPV4", "DUAL"], provider),
  pattern("backupWindow", new RegExp(`^${clock}-${clock}$`), "hh:mm-hh:mm", provider),
  pattern("maintenanceWindow", new RegExp(`^${day}:${clock}-${day}:${clock}$`, "i"), "ddd:hh:mm-ddd:hh:mm", provider),
  pattern(
    "finalSnapshotIdentifier",
    /^[A-Za-z][0-9A-Za-z-]*$/,
    "letters, digits and hyphens, beginning with a letter",
    provider,
  ),
  not("finalSnapshotIdentifier", /--|-$/, "may not hold two hyphens in a row or end with one", provider),
  oneOf(
    "engineLifecycleSupport",
    ["open-source-rds-extended-support", "open-source-rds-extended-support-disabled"],
    provider,
  ),
  pattern("instanceClass", /^db\.[a-z0-9-]+\.[a-z0-9]+$/, "a class such as db.t4g.small", rds),
  pattern("dbName", /^[A-Za-z_][A-Za-z0-9_]{0,62}$/, "a letter followed by letters, digits and underscores", rds),
  pattern("password", /^[ -~]{8,128}$/, "8 to 128 printable characters", rds),
  not("password", /[/"@ ]/, 'may not hold / " @ or blanks', rds),
  not("username", /^rdsadmin$/i, "is reserved", rds),
  range("allocatedStorage", 20, 65536, rds),
  together("availabilityZone", "InvalidParameterCombination", rds, ({ multiAz, availabilityZone }) =>
    multiAz === true && availabilityZone !== undefined
      ? "Requesting a specific availability zone is not valid for Multi-AZ instances"
      : undefined,
  ),
  together("iops", "InvalidParameterCombination", rds, ({ storageType, iops, allocatedStorage }) =>
    storageType === "gp3" && iops !== undefined && typeof allocatedStorage === "number" && allocatedStorage < 400
      ? "You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400"
      : undefined,
  ),
  together(
    "maxAllocatedStorage",
    "InvalidParameterCombination",
    "Amazon RDS storage autoscaling",
    ({ maxAllocatedStorage: most, allocatedStorage: now }) =>
      typeof most === "number" && most > 0 && typeof now === "number" && most < now * 1.1
        ? `maxAllocatedStorage ${most} must be at least 10 % above ${now}`
        : undefined,
  ),
  together("password", "InvalidParameterValue", rds, (inputs) => {
    const sources = [
      "password",
      "passwordWo",
      "manageMasterUserPassword",
      "snapshotIdentifier",
      "replicateSourceDb",
      "restoreToPointInTime",
    ];
    return sources.some((name) => inputs[name] !== undefined)
      ? undefined
      : `a database needs one of ${sources.join(", ")}`;
  }),
];
