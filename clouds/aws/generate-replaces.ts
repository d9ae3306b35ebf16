import type { TerraformEnvironment, TerraformSchema } from "./generate-terraform.ts";
import type { TableEntry } from "./table.ts";

export async function findReplacements(
  _folder: string,
  _environment: TerraformEnvironment,
  _entries: Readonly<Record<string, TableEntry>>,
  _schemas: Readonly<Record<string, TerraformSchema>>,
): Promise<ReadonlySet<string>> {
  return new Set();
}
