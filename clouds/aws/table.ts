import { CORRECTIONS } from "./differences.ts";
import generated from "./tables/resources.json" with { type: "json" };
import type { AwsType } from "./types.ts";

/** The shape of a value; `list`, `set` and `map` say what they hold in `of`. */
export type Shape = "string" | "number" | "boolean" | "any" | "object" | "list" | "set" | "map";

/** What the generator found out about one property of a type or of a nested block. */
export interface TableProperty {
  readonly shape: Shape;
  /** What a list, set or map holds. */
  readonly of?: Shape;
  /** The properties of an object, or of the objects a list or set holds. */
  readonly fields?: Readonly<Record<string, TableProperty>>;
  /** The Terraform name where it isn't simply the snake-case form; `null` where Terraform's older provider lacks it. */
  readonly terraform?: string | null;
  /** `required`, `optional`, or absent for an output that can't be set. */
  readonly input?: "required" | "optional";
  /** The provider fills it in where the program doesn't. */
  readonly computed?: true;
  /** The SDK marks it as secret by itself. */
  readonly sensitive?: true;
  readonly writeOnly?: true;
  /** Terraform takes a list of at most one; Pulumi takes the object itself. */
  readonly single?: true;
  /** A change of it makes a new resource. */
  readonly replaces?: true;
}

/** What the generator found out about one type. */
export interface TableEntry {
  readonly terraform: string;
  readonly properties: Readonly<Record<string, TableProperty>>;
}

type Table = Readonly<Record<AwsType, TableEntry>>;

/** The table as `npm run tables` made it from the AWS provider's schema and plan and the SDK's types. */
// JSON imports are inferred literally; the generator writes exactly this shape.
export const GENERATED = generated as unknown as Table;

function corrected(table: Table): Table {
  const result: Record<AwsType, TableEntry> = { ...table };
  for (const { type, property, replaces } of CORRECTIONS) {
    const { replaces: _generated, ...rest } = result[type].properties[property] ?? { shape: "any" as const };
    const properties = { ...result[type].properties, [property]: { ...rest, ...(replaces && { replaces }) } };
    result[type] = { ...result[type], properties };
  }
  return result;
}

/** The table with the corrections made by hand. */
export const TABLE = corrected(GENERATED);
