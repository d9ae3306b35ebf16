import { z } from "zod";
import { type Advice, matching, whole } from "./text.ts";

/** RDS for PostgreSQL, gp3 storage in GiB (RDS API, CreateDBInstance, `AllocatedStorage`). */
export const LARGEST_STORAGE = 65_536;

const SUPPORTED = { minimum: 14, maximum: 18 };

/** Major versions that a launch may begin with: newer ones were not known to RDS here, older ones near extended support. Not checked against a live account. */
const majorVersion = z
  .number()
  .check(({ value, issues }) => {
    const advice = explainVersion(value);
    if (advice !== undefined) issues.push({ code: "custom", input: value, params: { advice } });
  })
  .meta({ type: "integer", ...SUPPORTED });

function explainVersion(version: number): Advice | undefined {
  const { minimum, maximum } = SUPPORTED;
  const range = `a whole number from ${minimum} to ${maximum}`;
  if (version < minimum) {
    return {
      why: "RDS bills extended support for it by the hour, and new launches should not begin there.",
      write: range,
    };
  }
  if (Math.floor(version) > maximum)
    return { why: "It was not offered by RDS when these rules were written.", write: range };
  if (Number.isInteger(version)) return undefined;
  return {
    why: "RDS withdraws minor versions, and then the database can't be made again.",
    write: `${Math.floor(version)}`,
  };
}

/** `launch:database` as written. */
export const database = z
  .strictObject({
    majorVersion: majorVersion
      .default(17)
      .describe(
        "PostgreSQL's major version only: older ones cost extended support, and a minor version can't be made for ever.",
      ),
    instanceClass: matching(/^db\.[a-z0-9-]+\.[a-z0-9-]+$/, {
      why: "It is not an instance class of RDS.",
      write: "db., a family and a size, such as db.t4g.small",
    })
      .default("db.t4g.small")
      .describe("The size of the instance; changing it restarts the database."),
    storageGiB: whole(20, LARGEST_STORAGE).default(20).describe("Storage to begin with, in GiB; it never shrinks."),
    maximumStorageGiB: whole(22, LARGEST_STORAGE)
      .optional()
      .describe(
        "Up to where storage grows by itself, in GiB; at least a tenth above storageGiB, twice as much when left out.",
      ),
    multiAz: z
      .boolean()
      .default(true)
      .describe("A standby in the second zone takes over when the first fails; doubles the price."),
    backupDays: whole(1, 35).default(14).describe("How many days back the database can be restored to any second."),
  })
  .prefault({})
  .describe("The one PostgreSQL database.");
