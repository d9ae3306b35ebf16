import { z } from "zod";
import { variableName } from "./services.ts";

const secret = z.strictObject({
  name: variableName.describe("The variable's name in every service.").meta({ examples: ["OPENAI_API_KEY"] }),
  from: z
    .enum(["generated", "external"])
    .describe("generated: the stack makes the value; external: a person sets it, and it never passes through Pulumi.")
    .meta({ examples: ["external"] }),
});

/** `launch:secrets` as written. */
export const secrets = z
  .array(secret)
  .default([])
  .describe("Secret variables by name; the values live in Secrets Manager, never in this file.");
