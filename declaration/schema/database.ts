import { z } from "zod";
import { matching, whole } from "./text.ts";

/** RDS for PostgreSQL, gp3 storage in GiB (RDS API, CreateDBInstance, `AllocatedStorage`). */
export const LARGEST_STORAGE = 65_536;

/** `launch:database` as written. */
export const database = z
  .strictObject({
    majorVersion: whole(14, 18)
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
