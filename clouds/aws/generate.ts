import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findReplacements } from "./generate-replaces.ts";
import { joinSchema } from "./generate-schema.ts";
import { readSdk } from "./generate-sdk.ts";
import { prepareTerraform, readSchemas } from "./generate-terraform.ts";
import type { TableEntry, TableProperty } from "./table.ts";
import { type AwsType, TERRAFORM_TYPES } from "./types.ts";

const file = fileURLToPath(new URL("tables/resources.json", import.meta.url));

/** Makes the table afresh from the installed SDK and the AWS provider; throws where Terraform is missing. */
export async function generateTable(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "aws-tables-"));
  try {
    const environment = await prepareTerraform(folder);
    const schemas = await readSchemas(folder, environment);
    // The keys of a constant object are exactly these types.
    const types = Object.keys(TERRAFORM_TYPES) as AwsType[];
    const sdk = readSdk(types);
    const entries: Record<string, TableEntry> = {};
    for (const type of types) {
      const terraform = TERRAFORM_TYPES[type];
      const schema = schemas[terraform];
      const declared = sdk.get(type);
      if (!schema || !declared) throw new Error(`the provider has no ${terraform}`);
      entries[type] = { terraform, properties: joinSchema(declared, schema.block) };
    }
    const replacements = await findReplacements(folder, environment, entries, schemas);
    return print(entries, replacements);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One line a property: a change of the provider shows as a readable difference. */
function print(entries: Readonly<Record<string, TableEntry>>, replacements: ReadonlySet<string>): string {
  const types = Object.entries(entries).map(([type, entry]) => {
    const lines = Object.entries(entry.properties).map(([name, property]) => {
      const marked: TableProperty = replacements.has(`${type}#${name}`) ? { ...property, replaces: true } : property;
      return `${JSON.stringify(name)}: ${JSON.stringify(marked)}`;
    });
    return `${JSON.stringify(type)}: {"terraform": ${JSON.stringify(entry.terraform)}, "properties": {\n${lines.join(",\n")}\n}}`;
  });
  return `{\n${types.join(",\n")}\n}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await generateTable();
  if (!process.argv.includes("--check")) writeFileSync(file, made);
  else if (readFileSync(file, "utf8") !== made) {
    console.error(`${file} is stale: run npm run tables`);
    process.exitCode = 1;
  }
}
