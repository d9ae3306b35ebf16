import { type Cloud, Refusal } from "./cloud.ts";

/** Refuses secrets in inputs that can't carry them; `secretInputs` are the names of those that hold one. */
export function refuseSecrets(cloud: Cloud, type: string, secretInputs: ReadonlySet<string>): readonly Refusal[] {
  return (cloud.secretlessInputs?.(type) ?? [])
    .filter((name) => secretInputs.has(name))
    .map(
      (name) =>
        new Refusal(
          "SecretInDynamicValue",
          "secrets inside dynamically typed blocks are not yet supported",
          "pulumi-terraform-bridge, pkg/convert/dynamic.go",
          name,
        ),
    );
}
