import { type Consent, consentsTo } from "../infra/consent.ts";
import type { Change, Story } from "./events.ts";

/** The share of a stack's resources that one update may delete or replace without being asked for. */
const LARGE_SHARE = 0.3;

/** Types whose loss can't be undone by running the program again, whatever options they carry. */
const STATE_BEARING = new Set([
  "aws:dynamodb/table:Table",
  "aws:ecr/repository:Repository",
  "aws:efs/fileSystem:FileSystem",
  "aws:kms/key:Key",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "aws:secretsmanager/secret:Secret",
  "aws:sqs/queue:Queue",
]);

/** Why a previewed update is not carried out. */
export interface Objection {
  /** `loss`: something that holds state would go; `size`: too much would go at once. */
  readonly kind: "loss" | "size";
  readonly why: string;
  /** What to do instead, or how to insist. */
  readonly fix: string;
}

/** What a person has agreed to. */
export interface Agreed {
  readonly consents: readonly Consent[];
  /** Deleting or replacing more than `LARGE_SHARE` is meant. @default false */
  readonly large?: boolean;
  /** Today's date in UTC, `YYYY-MM-DD`, which a consent must carry. */
  readonly today: string;
}

/**
 * Judges a preview by what it would delete. The program's own rails guard what was guarded before; here the case is
 * caught that they can't: a guard added in the very update that replaces, or a resource that never had one.
 */
export function objections(story: Pick<Story, "counts" | "changes">, agreed: Agreed): Objection[] {
  const found = story.changes
    .filter((change) => isLoss(change) && !isAgreed(change, agreed.consents))
    .map((change) => loss(change, agreed.today));
  const { replace, delete: deleted, update, same } = story.counts;
  const present = replace + deleted + update + same;
  const gone = replace + deleted;
  if (agreed.large !== true && present > 0 && gone / present > LARGE_SHARE) {
    const share = Math.round((gone / present) * 100);
    found.push({
      kind: "size",
      why: `${gone} of ${present} resources (${share} %) would be deleted or replaced; more than ${LARGE_SHARE * 100} % is rarely meant`,
      fix: "Read the list above; if it is what you want, run this again with --allow-large.",
    });
  }
  return found;
}

function isLoss({ operation, type, before, after }: Change): boolean {
  if (operation !== "replace" && operation !== "delete") return false;
  return (
    STATE_BEARING.has(type) || before.protect || before.retain || after?.protect === true || after?.retain === true
  );
}

/** As the rails see it: a consent to one action is none to the other. */
function isAgreed({ name, operation }: Change, consents: readonly Consent[]): boolean {
  return consentsTo(consents, name, [operation === "replace" ? "replace" : "delete"]);
}

function loss({ name, type, operation, properties, before, after }: Change, today: string): Objection {
  const added = !before.protect && after?.protect === true;
  const cause = properties.length === 0 ? "" : ` because of ${properties.join(", ")}`;
  const guard = added ? " Its protection comes in this same update, too late to stop it." : "";
  return {
    kind: "loss",
    why: `${name} (${type}) holds what can't be made again, and this would ${operation} it${cause}.${guard}`,
    fix: added
      ? `Put the protection up first, alone; or agree to the loss with LAUNCH_CONSENT=${operation}:${name}:${today}`
      : `Undo the change; or agree to the loss with LAUNCH_CONSENT=${operation}:${name}:${today}`,
  };
}
