import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { execa } from "execa";
import type { TerraformBlock } from "./generate-schema.ts";

/** The provider version the tables are made from: the newest one that offline machines were found to carry. */
export const PROVIDER_VERSION = "5.100.0";

/** One resource type in `terraform providers schema -json`. */
export interface TerraformSchema {
  readonly version: number;
  readonly block: TerraformBlock;
}

const places = ["/opt/tf-plugins", "/usr/share/terraform/plugins", "/usr/local/share/terraform/plugins"];

/** The folder of a filesystem mirror that holds the AWS provider; `TF_PLUGIN_MIRROR` names another. Undefined when there is none. */
export function findMirror(): string | undefined {
  const home = process.env.HOME;
  return [process.env.TF_PLUGIN_MIRROR, ...places, home && path.join(home, ".terraform.d/plugins")].find(
    (place): place is string =>
      typeof place === "string" &&
      existsSync(path.join(place, "registry.terraform.io/hashicorp/aws", PROVIDER_VERSION)),
  );
}

/** Environment variables of a Terraform that may use that mirror only. */
export type TerraformEnvironment = Readonly<Record<string, string>>;

/**
 * Runs `terraform init` in a folder against the mirror, without the network.
 * @throws Error when the mirror or terraform is missing.
 */
export async function prepareTerraform(folder: string): Promise<TerraformEnvironment> {
  const mirror = findMirror();
  if (!mirror) throw new Error(`no filesystem mirror with hashicorp/aws ${PROVIDER_VERSION}; set TF_PLUGIN_MIRROR`);
  mkdirSync(folder, { recursive: true });
  const configuration = path.join(folder, "cli.tfrc");
  writeFileSync(
    configuration,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  const required = { aws: { source: "hashicorp/aws", version: PROVIDER_VERSION } };
  writeFileSync(path.join(folder, "versions.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
  const environment = { TF_CLI_CONFIG_FILE: configuration, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  await execa("terraform", ["init", "-no-color"], { cwd: folder, env: environment });
  return environment;
}

/** Settings of a provider that must never reach an account. */
export const OFFLINE_PROVIDER = {
  region: "eu-central-1",
  access_key: "offline",
  secret_key: "offline",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_metadata_api_check: true,
  skip_region_validation: true,
};

/** Every resource type's schema of the AWS provider. */
export async function readSchemas(
  folder: string,
  environment: TerraformEnvironment,
): Promise<Readonly<Record<string, TerraformSchema>>> {
  const { stdout } = await execa("terraform", ["providers", "schema", "-json"], {
    cwd: folder,
    env: environment,
    maxBuffer: 2 ** 26,
  });
  // The documented shape of this command's output, format 1.0.
  const parsed = JSON.parse(stdout) as {
    provider_schemas: Record<string, { resource_schemas: Record<string, TerraformSchema> }>;
  };
  const [provider] = Object.values(parsed.provider_schemas);
  if (!provider) throw new Error("terraform printed no provider schema");
  return provider.resource_schemas;
}
