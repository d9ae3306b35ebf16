import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { Secret as SecretSetting } from "../declaration/settings.ts";
import type { Protection } from "./protection.ts";

/** Which secrets there are, and who guards them. */
export interface SecretsArgs {
  readonly secrets: readonly SecretSetting[];
  readonly protection: Protection;
}

/** A secret as a container receives it. */
export interface SecretVariable {
  /** The environment variable's name. */
  readonly name: string;
  readonly arn: Output<string>;
}

/** What stands in Secrets Manager until a person sets the value; checks look for exactly this text. */
export const PLACEHOLDER = "LAUNCH-PLACEHOLDER";

/** Days during which a deleted secret can be brought back; its name stays taken as long. */
const RECOVERY_DAYS = 30;

/**
 * The containers of all secrets. A generated value is made here and lives in Secrets Manager; an external one is a
 * placeholder that is written once and never again, so the real value never passes through Pulumi.
 */
export class Secrets extends ComponentResource {
  readonly variables: SecretVariable[];

  constructor(name: string, args: SecretsArgs, opts: ComponentResourceOptions) {
    super("launch:components:Secrets", name, {}, opts);
    this.variables = args.secrets.map((secret) => {
      const external = secret.from === "external";
      return storeSecret(this, args.protection, {
        variable: secret.name,
        value: external ? PLACEHOLDER : generate(this, secret.name),
        external,
      });
    });
    this.registerOutputs({ names: args.secrets.map((secret) => secret.name) });
  }
}

/** A secret and what is to stand in it. */
export interface StoredSecret {
  readonly variable: string;
  readonly value: Input<string>;
  /** True when a person replaces the value: it is then never written a second time. */
  readonly external: boolean;
}

/** Makes one container with its first value, guarded under the name `secret-<variable>`. */
export function storeSecret(
  parent: ComponentResource,
  protection: Protection,
  { variable, value, external }: StoredSecret,
): SecretVariable {
  const name = secretResourceName(variable);
  const { arn, id } = new Secret(
    name,
    { description: `The variable ${variable}`, recoveryWindowInDays: RECOVERY_DAYS },
    { parent, ...protection.options(name) },
  );
  const version = new SecretVersion(
    name,
    { secretId: id, secretString: value },
    external ? { parent, ignoreChanges: ["secretString"] } : { parent },
  );
  // Through the version, so that no task starts before there is a value to inject.
  return { name: variable, arn: version.arn.apply(() => arn) };
}

/** The Pulumi name of a secret: `OPENAI_API_KEY` is `secret-openai-api-key`. */
export function secretResourceName(variable: string): string {
  return `secret-${variable.toLowerCase().replaceAll("_", "-")}`;
}

function generate(parent: ComponentResource, variable: string): Output<string> {
  return new RandomPassword(secretResourceName(variable), { length: 48, special: false }, { parent }).result;
}
