import type { World } from "../clouds/aws/world.ts";

/** Something that a destroyed stack leaves behind on purpose. */
export interface Kept {
  readonly what: string;
  /** Why it stays, and for how long. */
  readonly why: string;
}

/** What is left in the simulated accounts after the stack is gone, from what the clouds themselves remember. */
export function keptOnPurpose(aws: Pick<World, "databaseSnapshots" | "secretsAwaitingDeletion">): Kept[] {
  const snapshots = [...aws.databaseSnapshots].sort();
  const secrets = [...aws.secretsAwaitingDeletion].sort();
  return [
    ...snapshots.map((name) => ({
      what: `database snapshot ${name}`,
      why: "the last state of the database; yours until you delete it",
    })),
    ...secrets.map((name) => ({
      what: `secret ${name}`,
      why: "scheduled for deletion; it can be restored until then, and its name is taken",
    })),
  ];
}
