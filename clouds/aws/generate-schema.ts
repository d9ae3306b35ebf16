import type { SdkProperty, SdkType } from "./generate-sdk.ts";
import type { Shape, TableProperty } from "./table.ts";

/** The part of `terraform providers schema -json` that is used here. */
export interface TerraformBlock {
  readonly attributes?: Readonly<Record<string, TerraformAttribute>>;
  readonly block_types?: Readonly<Record<string, TerraformNestedBlock>>;
}

interface TerraformAttribute {
  readonly type?: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly write_only?: boolean;
  readonly nested_type?: {
    readonly nesting_mode: string;
    readonly attributes: Readonly<Record<string, TerraformAttribute>>;
  };
}

interface TerraformNestedBlock {
  readonly nesting_mode: string;
  readonly block: TerraformBlock;
  readonly max_items?: number;
}

/** A Terraform attribute or block, told apart no longer. */
interface Member {
  readonly attribute: TerraformAttribute;
  readonly collection: Shape | undefined;
  readonly block: TerraformBlock | undefined;
}

/** `healthCheckPath` becomes `health_check_path`. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z])(?=\d+[A-Z])/g, "$1").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function candidates(name: string): readonly string[] {
  const plain = snakeCase(name);
  const forms = [
    plain,
    plain.replace(/s$/, ""),
    plain.replace(/ies$/, "y"),
    plain.replace(/(ss|sh|ch|x)es$/, "$1"),
    `${plain}s`,
  ];
  return [
    ...new Set([
      ...forms,
      ...forms.map((form) => form.replace(/(\d+)_/g, "_$1_")),
      ...forms.map((form) => form.replace(/([a-z])(\d)/g, "$1_$2")),
    ]),
  ];
}

function objectType(type: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!Array.isArray(type)) return undefined;
  if (type[0] === "object") return type[1] as Record<string, unknown>; // Terraform's notation: ["object", {name: type}]
  return objectType(type[1]);
}

function membersOf(block: TerraformBlock): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>();
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    const collection = Array.isArray(attribute.type) && attribute.type[0] !== "object" ? attribute.type[0] : undefined;
    const fields = objectType(attribute.type);
    const nested = fields
      ? { attributes: Object.fromEntries(Object.entries(fields).map(([key, type]) => [key, { type, optional: true }])) }
      : attribute.nested_type;
    found.set(name, {
      attribute,
      collection: collection ?? (attribute.nested_type?.nesting_mode as Shape | undefined),
      block: nested,
    });
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    // Only these nesting modes exist: list, set, single, group, map.
    const collection =
      nested.nesting_mode === "set" || nested.nesting_mode === "list" ? nested.nesting_mode : undefined;
    found.set(name, { attribute: { optional: true }, collection, block: nested.block });
  }
  return found;
}

function property(
  name: string,
  sdk: SdkProperty,
  input: boolean,
  members?: ReadonlyMap<string, Member>,
): TableProperty {
  const terraformName = candidates(name).find((candidate) => members?.has(candidate));
  const member = terraformName === undefined ? undefined : members?.get(terraformName);
  const collection = member?.collection;
  const shape = sdk.shape === "list" && collection === "set" ? "set" : sdk.shape;
  return {
    shape,
    ...(sdk.of && { of: sdk.of }),
    ...(members && terraformName !== snakeCase(name) && { terraform: terraformName ?? null }),
    ...(input && { input: sdk.required ? ("required" as const) : ("optional" as const) }),
    ...(member?.attribute.computed && { computed: true as const }),
    ...((member?.attribute.write_only || name.endsWith("Wo")) && { writeOnly: true as const }),
    ...(sdk.shape === "object" && (collection === "list" || collection === "set") && { single: true as const }),
    ...(sdk.fields && { fields: properties(sdk.fields, member?.block) }),
  };
}

function properties(sdk: Readonly<Record<string, SdkProperty>>, block?: TerraformBlock): Record<string, TableProperty> {
  // Within something the older provider lacks, no name has a counterpart: saying so once is enough.
  const members = block && membersOf(block);
  return Object.fromEntries(Object.entries(sdk).map(([name, one]) => [name, property(name, one, true, members)]));
}

/** Joins what the SDK's types and the provider's schema say of one type. */
export function joinSchema(sdk: SdkType, block: TerraformBlock): Record<string, TableProperty> {
  const members = membersOf(block);
  const outputs = Object.entries(sdk.outputs).filter(([name]) => !Object.hasOwn(sdk.inputs, name));
  const all: [string, TableProperty][] = [
    ...Object.entries(properties(sdk.inputs, block)),
    ...outputs.map(([name, one]): [string, TableProperty] => [
      name,
      { ...property(name, one, false, members), computed: true },
    ]),
  ];
  return Object.fromEntries(
    all.map(([name, one]) => [name, sdk.secrets.includes(name) ? { ...one, sensitive: true } : one]),
  );
}
