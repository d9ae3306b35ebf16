import { snakeCase } from "../../clouds/aws/generate-schema.ts";
import { TABLE, type TableProperty } from "../../clouds/aws/table.ts";
import { type AwsType, isAwsType } from "../../clouds/aws/types.ts";
import type { Properties, Value } from "../../clouds/cloud.ts";

/** A resource as the simulated AWS made it. */
export interface MadeResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly state: Properties;
}

type Attributes = Record<string, unknown>;

/** A Terraform configuration in JSON, without its provider. */
export interface Translation {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  /** What the older provider has no word for, as `type name: property`. */
  readonly leftOut: readonly string[];
}

/** Inputs that name things of another cloud, so that they can't be put back as references. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  // The validation records stand in Cloudflare.
  "aws:acm/certificateValidation:CertificateValidation": ["validationRecordFqdns"],
};

/** Outputs by which one resource may stand in another's inputs, in the order they are tried. */
const IDENTITIES = ["arn", "id", "endpoint", "address", "dnsName", "repositoryUrl", "name"] as const;

/** Terraform orders by references; what a program orders by `dependsOn` needs saying. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  aws_ecs_service: [
    "aws_lb_listener",
    "aws_lb_listener_rule",
    "aws_ecs_cluster_capacity_providers",
    "aws_iam_role_policy",
    "aws_secretsmanager_secret_version",
  ],
  aws_appautoscaling_policy: ["aws_appautoscaling_target"],
};

/** The Terraform address of a resource. */
export function addressOf(resource: Pick<MadeResource, "type" | "name">): string {
  return `${isAwsType(resource.type) ? TABLE[resource.type].terraform : resource.type}.${label(resource.name)}`;
}

function label(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/g, "_");
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}

/** Puts `${…}` where a simulated id or ARN of another resource stands, the longest first, also inside texts and JSON. */
function referenceWriter(resources: readonly MadeResource[]): (text: string, self: MadeResource) => string {
  const known = resources.flatMap((resource) =>
    IDENTITIES.flatMap((property) => {
      const value = property === "id" ? resource.id : resource.state[property];
      // Short or plain words, such as a family's name, stand in texts by chance.
      if (typeof value !== "string" || value.length < 9 || !/\d/.test(value)) return [];
      return [{ value, resource, expression: `\${${addressOf(resource)}.${snakeCase(property)}}` }];
    }),
  );
  const longestFirst = known.toSorted((left, right) => right.value.length - left.value.length);
  return (text, self) => {
    let rest = text;
    const expressions: string[] = [];
    for (const { value, resource, expression } of longestFirst) {
      // Whatever a resource refers to was made before it.
      if (resources.indexOf(resource) >= resources.indexOf(self)) continue;
      // A private character marks the place until the text around it is escaped.
      rest = rest.split(value).join(`\uE000${expressions.length}\uE000`);
      expressions.push(expression);
    }
    const escaped = rest.replaceAll("${", "$${").replaceAll("%{", "%%{");
    return escaped.replace(/\uE000(\d+)\uE000/g, (_whole, index: string) => expressions[Number(index)] ?? "");
  };
}

/** Translates the AWS half of a made stack into Terraform JSON; the words come from the table, the references back. */
export function translate(resources: readonly MadeResource[], options = { references: true }): Translation {
  const own = resources.filter(({ type }) => isAwsType(type));
  const write = options.references ? referenceWriter(own) : (text: string) => text;
  const leftOut: string[] = [];
  const result: Record<string, Record<string, Attributes>> = {};
  const present = new Map<string, string[]>();
  for (const one of own) {
    const { terraform } = TABLE[one.type as AwsType]; // only these are left
    present.set(terraform, [...(present.get(terraform) ?? []), addressOf(one)]);
  }
  for (const made of own) {
    const entry = TABLE[made.type as AwsType]; // only these are left
    const given = Object.entries(made.inputs).filter(([name]) => !(ELSEWHERE[made.type] ?? []).includes(name));
    const attributes = fields(
      Object.fromEntries(given),
      entry.properties,
      (text) => write(text, made),
      (name) => leftOut.push(`${made.type} ${made.name}: ${name}`),
    );
    const after = options.references ? (AFTER[entry.terraform] ?? []).flatMap((type) => present.get(type) ?? []) : [];
    result[entry.terraform] = {
      ...result[entry.terraform],
      [label(made.name)]: { ...attributes, ...(after.length > 0 && { depends_on: after }) },
    };
  }
  return { resource: result, leftOut };
}

type Write = (text: string) => string;

function fields(
  properties: Properties,
  table: Readonly<Record<string, TableProperty>>,
  write: Write,
  leaveOut: (name: string) => void,
): Attributes {
  const result: Attributes = {};
  for (const [name, value] of Object.entries(properties)) {
    const property = table[name];
    if (value === null || name.startsWith("__")) continue;
    // Unknown names go through as they are: refusing them is the provider's part.
    if (!property) result[snakeCase(name)] = value;
    else if (property.terraform === null) leaveOut(name);
    else result[property.terraform ?? snakeCase(name)] = attribute(value, property, write, leaveOut);
  }
  return result;
}

function attribute(value: Value, property: TableProperty, write: Write, leaveOut: (name: string) => void): unknown {
  if (typeof value === "string") return write(value);
  if (Array.isArray(value)) {
    const element: TableProperty = { shape: property.of ?? "any", ...(property.fields && { fields: property.fields }) };
    return value.map((one) => attribute(one, element, write, leaveOut));
  }
  if (typeof value !== "object" || value === null) return value;
  const map = value as Properties; // arrays were handled above
  const inner = property.fields
    ? fields(map, property.fields, write, leaveOut)
    : Object.fromEntries(
        Object.entries(map).map(([key, one]) => [key, attribute(one, { shape: "any" }, write, leaveOut)]),
      );
  return property.single ? [inner] : inner;
}
