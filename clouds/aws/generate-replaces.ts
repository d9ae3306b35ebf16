import { writeFileSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import { BASES, EXCLUSIVE, UNASKED } from "./generate-bases.ts";
import { SAMPLES } from "./generate-samples.ts";
import { snakeCase } from "./generate-schema.ts";
import { OFFLINE_PROVIDER, type TerraformEnvironment, type TerraformSchema } from "./generate-terraform.ts";
import type { TableEntry, TableProperty } from "./table.ts";

type Attributes = Record<string, unknown>;

/** One input of one type, as it stood and as it is wanted now. */
interface Question {
  readonly mark: string;
  /** The input's Terraform name. */
  readonly own: string;
  readonly terraform: string;
  readonly there: Attributes;
  readonly wanted: Attributes;
}

/** A value for a property, or another one; blocks hold what they must hold, or else their first plain field. */
function sample(property: TableProperty, name: string, second: boolean): unknown {
  const known = SAMPLES[name];
  if (known) return known[second ? 1 : 0];
  const word = second ? "second" : "first";
  const plain = property.shape === "string" || property.of === "string" ? text(name, word, second) : undefined;
  if (plain !== undefined) return property.shape === "list" || property.shape === "set" ? [plain] : plain;
  if (property.fields) {
    const fields = Object.entries(property.fields).filter(([, field]) => field.terraform !== null);
    const needed = fields.filter(([, field]) => field.input === "required");
    const [plain] = fields.filter(([, field]) => !field.fields);
    const chosen = needed.length > 0 ? needed : plain ? [plain] : [];
    const object = Object.fromEntries(
      chosen.map(([key, field]) => {
        const inner = field.terraform ?? snakeCase(key);
        return [inner, sample(field, `${name}.${inner}`, second)];
      }),
    );
    return property.shape === "object" && !property.single ? object : [object];
  }
  if (property.shape === "boolean") return second;
  if (property.shape === "number") return second ? 2 : 1;
  if (property.shape === "map") return { key: word };
  if (property.shape === "list" || property.shape === "set")
    return property.of === "number" ? [second ? 2 : 1] : [word];
  return word;
}

/** A text where the name says what it must look like. */
function text(name: string, word: string, second: boolean): string | undefined {
  if (/_arns?$|_boundary$|(kms|ssm).*_key_id$|_configuration_id$/.test(name))
    return `arn:aws:kms:eu-central-1:123456789012:key/${word}`;
  if (/ipv6_cidr|cidr_ipv6/.test(name)) return second ? "2001:db8:0:200::/56" : "2001:db8:0:100::/56";
  if (/cidr/.test(name)) return second ? "10.2.0.0/16" : "10.1.0.0/16";
  return undefined;
}

function questions(entries: Readonly<Record<string, TableEntry>>): readonly Question[] {
  return Object.entries(entries).flatMap(([type, entry]) =>
    Object.entries(entry.properties).flatMap(([name, property]): Question[] => {
      if (!property.input || property.terraform === null || property.writeOnly) return [];
      const own = property.terraform ?? snakeCase(name);
      const key = `${entry.terraform}.${own}`;
      if (UNASKED[key] !== undefined) return [];
      const others = (EXCLUSIVE[entry.terraform] ?? []).find((group) => group.includes(own)) ?? [];
      const base: Attributes = { ...BASES[entry.terraform], ...BASES[key] };
      if (own.endsWith("_prefix")) delete base[own.replace(/_prefix$/, "")];
      for (const other of others) if (!(BASES[key] && other in BASES[key])) delete base[other];
      const there = { ...base, [own]: sample(property, key, false) };
      return [
        {
          mark: `${type}#${name}`,
          own,
          terraform: entry.terraform,
          there,
          wanted: { ...base, [own]: sample(property, key, true) },
        },
      ];
    }),
  );
}

/** Every attribute of a type, absent unless given: the provider wants them all in a state. */
function whole(schema: TerraformSchema, given: Attributes): Attributes {
  const { attributes = {}, block_types: blocks = {} } = schema.block;
  const empty = [
    ...Object.keys(attributes).map((name) => [name, null]),
    ...Object.entries(blocks).map(([name, block]) => [name, block.nesting_mode === "single" ? null : []]),
  ];
  return { ...Object.fromEntries(empty), id: "made-up", ...given };
}

function state(asked: readonly Question[], schemas: Readonly<Record<string, TerraformSchema>>): unknown {
  const resources = asked.map(({ terraform, there }, index) => {
    const schema = schemas[terraform];
    if (!schema) throw new Error(`the provider has no ${terraform}`);
    return {
      mode: "managed",
      type: terraform,
      name: `q${index}`,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ schema_version: schema.version, attributes: whole(schema, there) }],
    };
  });
  return { version: 4, terraform_version: "1.5.0", serial: 1, lineage: "made-up", outputs: {}, resources };
}

/**
 * Asks the provider, in one plan over a made-up state, which inputs can't be changed in place. Nothing is refreshed, so
 * no account is asked. Returns `<type>#<property>` for each that replaces.
 * @throws Error with Terraform's words when a made-up value is refused.
 */
export async function findReplacements(
  folder: string,
  environment: TerraformEnvironment,
  entries: Readonly<Record<string, TableEntry>>,
  schemas: Readonly<Record<string, TerraformSchema>>,
): Promise<ReadonlySet<string>> {
  const asked = questions(entries);
  const resource: Record<string, Attributes> = {};
  for (const [index, { terraform, wanted }] of asked.entries()) {
    resource[terraform] = { ...resource[terraform], [`q${index}`]: wanted };
  }
  writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify({ provider: { aws: OFFLINE_PROVIDER }, resource }));
  writeFileSync(path.join(folder, "terraform.tfstate"), JSON.stringify(state(asked, schemas)));
  const options = { cwd: folder, env: environment, maxBuffer: 2 ** 27, reject: false } as const;
  const plan = await execa(
    "terraform",
    ["plan", "-refresh=false", "-input=false", "-no-color", "-out=plan", "-json"],
    options,
  );
  const problems = plan.stdout
    .split("\n")
    .filter((line) => line.includes('"@level":"error"'))
    .map((line) => describe(line, asked));
  if (plan.exitCode !== 0) throw new Error(`terraform refused made-up values:\n${problems.join("\n")}\n${plan.stderr}`);
  const { stdout } = await execa("terraform", ["show", "-json", "plan"], options);
  // The documented shape of a plan, format 1.2.
  const { resource_changes: changes } = JSON.parse(stdout) as {
    resource_changes: readonly {
      name: string;
      change: { actions: readonly string[]; replace_paths?: readonly (readonly unknown[])[] };
    }[];
  };
  return new Set(
    changes.flatMap(({ name, change }) => {
      const question = asked[Number(name.slice(1))];
      // Other paths come from the made-up state, which lacks the provider's defaults.
      return question && change.replace_paths?.some(([first]) => first === question.own) ? [question.mark] : [];
    }),
  );
}

function describe(line: string, asked: readonly Question[]): string {
  // One event of terraform's machine-readable log.
  const { diagnostic } = JSON.parse(line) as { diagnostic?: { summary: string; detail: string; address?: string } };
  const index = Number(diagnostic?.address?.match(/\.q(\d+)$/)?.[1] ?? Number.NaN);
  return `${asked[index]?.mark ?? diagnostic?.address ?? "?"}: ${diagnostic?.summary} ${diagnostic?.detail}`;
}
