import type { CustomResourceOptions } from "@pulumi/pulumi";

/**
 * Guards a resource that holds what can't be made again. `infra/rails.ts` implements it; a component asks for it and
 * merges the options into its own. The name is the one a person gives in `LAUNCH_CONSENT`, for example `database`.
 */
export interface Protection {
  /** The options that protect the resource: `protect` and a hook before deletion. */
  options(name: string): Pick<CustomResourceOptions, "protect" | "hooks">;
  /** Whether the cloud's own deletion protection stays on; false once a person has consented to the deletion. */
  deletionProtection(name: string): boolean;
}
