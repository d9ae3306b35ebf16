import { Refusal } from "../cloud.ts";
import type { Model } from "./model.ts";
import { exclusive, length, oneOf, pattern } from "./rules.ts";

const logs = "botocore logs service model";
const provider = "aws provider logs/group.go";

/** How many days a group may keep what it has; 0 is for ever (CloudWatch Logs PutRetentionPolicy). */
export const RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const logGroup: Model = {
  naming: { property: "name", limit: 255 },
  defaults: { retentionInDays: 0, skipDestroy: false },
  rules: [
    exclusive(["name", "namePrefix"], provider),
    length("name", 1, 512, provider),
    pattern("name", /^[.\-_/#A-Za-z0-9]+$/, "letters, digits and . - _ / #", provider),
    oneOf("retentionInDays", RETENTION_DAYS, provider),
    oneOf("logGroupClass", ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"], provider),
  ],
  occupied: ({ world, inputs, present }) => {
    if (present || !world.find("aws:cloudwatch/logGroup:LogGroup", "name", inputs.name)) return;
    throw new Refusal(
      "ResourceAlreadyExistsException",
      `The specified log group ${String(inputs.name)} already exists`,
      logs,
      "name",
    );
  },
  make: ({ world, inputs }) => ({
    id: String(inputs.name),
    outputs: { arn: world.arn("logs", `log-group:${String(inputs.name)}`), logGroupClass: "STANDARD" },
  }),
  keeps: (state) => state.skipDestroy === true,
};

/** Logs. */
export const LOGS = { "aws:cloudwatch/logGroup:LogGroup": logGroup } as const;
