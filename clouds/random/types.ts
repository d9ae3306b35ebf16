import type { InputRow, TypeRow } from "../property-table.ts";

/** Where these tables were read: the upstream provider's schemas, `internal/provider/resource_*.go` of v3.7. */
export const SOURCE = "hashicorp/terraform-provider-random 3.7, resource schemas";

const keepers: InputRow = { type: "map", replaces: true };
const flag: InputRow = { type: "boolean", replaces: true, default: true };
const minimum: InputRow = { type: "number", replaces: true, default: 0 };
const text = {
  keepers,
  length: { type: "number", required: true, replaces: true },
  lower: flag,
  upper: flag,
  number: flag,
  numeric: flag,
  special: flag,
  minLower: minimum,
  minNumeric: minimum,
  minSpecial: minimum,
  minUpper: minimum,
  overrideSpecial: { type: "string", replaces: true },
} as const satisfies TypeRow["inputs"];

/** The types this cloud knows: every input replaces, nothing changes afterwards. */
export const TYPES = {
  "random:index/randomPassword:RandomPassword": {
    inputs: text,
    outputs: ["bcryptHash", "result"],
    unknownAfterChange: [],
    secretOutputs: ["bcryptHash", "result"],
  },
  "random:index/randomString:RandomString": { inputs: text, outputs: ["result"], unknownAfterChange: [] },
  "random:index/randomBytes:RandomBytes": {
    inputs: { keepers, length: { type: "number", required: true, replaces: true } },
    outputs: ["base64", "hex"],
    unknownAfterChange: [],
    secretOutputs: ["base64", "hex"],
  },
  "random:index/randomId:RandomId": {
    inputs: {
      keepers,
      byteLength: { type: "number", required: true, replaces: true },
      prefix: { type: "string", replaces: true },
    },
    outputs: ["b64Std", "b64Url", "dec", "hex"],
    unknownAfterChange: [],
  },
} as const satisfies Record<string, TypeRow>;

/** A type token this cloud knows. */
export type RandomType = keyof typeof TYPES;
