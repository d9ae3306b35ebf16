import { z } from "zod";
import { FARGATE_MEMORY } from "../fargate.ts";
import { explainPath } from "../path.ts";
import { matching, text, whole } from "./text.ts";

/** Days that CloudWatch Logs can keep a group (API, PutRetentionPolicy, `retentionInDays`). */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** The name of an environment variable. */
export const variableName = matching(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, {
  why: "A variable's name has letters, digits and underscores and doesn't start with a digit.",
  write: "a name such as OPENAI_API_KEY",
});

const tasks = z.strictObject({
  minimum: whole(1, 100).default(2).describe("Tasks that always run; two survive the loss of one."),
  maximum: whole(1, 100).default(4).describe("Tasks that may run under load."),
});

const service = z.strictObject({
  cpuUnits: z
    .literal([...FARGATE_MEMORY.keys()])
    .default(256)
    .describe("CPU of a task, in units; 1024 is one vCPU."),
  memoryMiB: whole(512, 122_880)
    .default(512)
    .describe("Memory of a task, in MiB; it must fit the CPU (Fargate's pairs)."),
  port: whole(1, 65_535).default(8080).describe("The port the container listens on; it arrives as PORT too."),
  healthPath: text(explainPath)
    .default("/healthz")
    .describe("The path the load balancer asks; it answers 200 without touching the database."),
  tasks: tasks.prefault({}).describe("How many tasks run, fewest and most."),
  logRetentionDays: z.literal(RETENTION_DAYS).default(30).describe("How long its logs are kept, in days."),
  environment: z
    .record(variableName, z.string())
    .default({})
    .describe("Plain variables, values in quotes; what must stay secret belongs in launch:secrets."),
});

const serviceName = matching(/^(?=.{1,20}$)[a-z]([a-z0-9]|-(?=[a-z0-9]))*$/, {
  why: "A service's name has lower-case letters, digits and single inner hyphens, starts with a letter and has at most 20.",
  write: "a name such as web",
});

/** `launch:services` as written. */
export const services = z
  .record(serviceName, service)
  .refine((map) => Object.keys(map).length > 0, {
    params: { advice: { why: "Nothing would answer: there is no service.", write: "web: {}" } },
  })
  .describe("The container services by name, on Fargate (ARM64). Every one is served by a host.")
  .meta({ examples: [{ web: { cpuUnits: 256, memoryMiB: 512 } }] });
