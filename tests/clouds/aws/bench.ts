import { type AwsCloud, awsCloud } from "../../../clouds/aws/cloud.ts";
import type { Accounts, Properties, Refusal, Resource, Subject } from "../../../clouds/cloud.ts";

/** The accounts every test of this folder uses. */
export const ACCOUNTS: Accounts = {
  aws: {
    accountId: "123456789012",
    region: "eu-central-1",
    availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
  },
  cloudflare: { accountId: "a".repeat(32), zoneId: "b".repeat(32), zoneName: "example.com", plan: "free" },
};

/** A resource as it was made on a bench. */
export interface MadeResource extends Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** After the check: automatic names filled in. */
  readonly inputs: Properties;
}

/** What stands for the engine's subject of a resource. */
export function subjectOf(type: string, name: string, seed = 1): Subject {
  return { type, name, urn: `urn:pulumi:test::launch::${type}::${name}`, randomSeed: new Uint8Array([seed]) };
}

/** Goes through check and create as the engine does; what is refused is thrown. */
export class Bench {
  readonly cloud: AwsCloud = awsCloud(ACCOUNTS);
  readonly made: MadeResource[] = [];

  constructor() {
    this.cloud.configure({ region: "eu-central-1" });
  }

  refusals(type: string, name: string, inputs: Properties): readonly Refusal[] {
    return this.cloud.check(subjectOf(type, name), inputs).refusals;
  }

  make(type: string, name: string, inputs: Properties): MadeResource {
    const subject = subjectOf(type, name);
    const checked = this.cloud.check(subject, inputs);
    const [refusal] = checked.refusals;
    if (refusal) throw refusal;
    this.cloud.plan(subject, checked.inputs);
    const made = { ...subject, ...this.cloud.create(subject, checked.inputs), inputs: checked.inputs };
    this.made.push(made);
    return made;
  }

  remove({ type, name, id, state }: MadeResource): void {
    this.cloud.delete(subjectOf(type, name), { id, state });
  }

  /** What a second `up` with the same inputs would change. */
  changes({ type, id, inputs }: MadeResource): readonly string[] {
    const now = this.cloud.read(subjectOf(type, ""), id);
    return now ? this.cloud.diff(type, id, now.state, inputs).changed : ["everything"];
  }
}
