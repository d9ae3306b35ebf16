import { z } from "zod";
import { settingsSchema } from "./schema.ts";

/** The part of JSON Schema that zod writes and editors read. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
}

/** The JSON Schema of the settings alone, as they are written. */
export function settingsJsonSchema(): JsonSchema {
  // zod's own type covers all of JSON Schema; the settings use the part above.
  return z.toJSONSchema(settingsSchema, { io: "input", target: "draft-7" }) as JsonSchema;
}

/** The JSON Schema of a whole stack file for editors, as text. Keys of other packages are let be. */
export function stackFileSchema(): string {
  const { $schema, ...settings } = settingsJsonSchema() as JsonSchema & { readonly $schema: string };
  const text = { type: "string" };
  const schema = {
    $schema,
    title: "A stack file of Launch Ready",
    type: "object",
    properties: {
      config: { ...settings, patternProperties: { "^(?!launch:)[^:]+:.+$": {} } },
      encryptionsalt: { ...text, description: "Written by Pulumi." },
      secretsprovider: { ...text, description: "Written by Pulumi: the key that protects the state's secrets." },
      encryptedkey: { ...text, description: "Written by Pulumi." },
    },
    required: ["config"],
    additionalProperties: false,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
