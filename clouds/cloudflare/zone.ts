import { type Properties, Refusal } from "../cloud.ts";
import type { RecordBody } from "./record-body.ts";
import type { RulesetBody } from "./ruleset-body.ts";

/** A DNS record that exists. */
export interface StandingRecord {
  readonly id: string;
  readonly body: RecordBody;
  /** The resource's properties as the service answers them. */
  readonly state: Properties;
}

/** An entry point that exists. */
export interface StandingRuleset {
  readonly id: string;
  /** Whose it is; undefined where it was there before the stack. */
  readonly owner: string | undefined;
  readonly body: RulesetBody;
  /** The resource's properties as the service answers them. */
  readonly state: Properties;
}

const RECORDS = "cloudflare-docs, dns/manage-dns-records/troubleshooting/records-with-same-name";

/** What stands in the simulated zone. */
export class Zone {
  readonly records = new Map<string, StandingRecord>();
  readonly rulesets = new Map<string, StandingRuleset>();
  /** By setting id: the resource's outputs. */
  readonly settings = new Map<string, Properties>();
  normalization: Properties | undefined;
  #seconds = 0;

  /** A clock of its own, one second a change, so that times are reproducible. */
  now(): string {
    this.#seconds += 1;
    return new Date(Date.UTC(2026, 0, 1) + this.#seconds * 1000).toISOString().replace(".000Z", "Z");
  }

  /** An id as Cloudflare gives them: 32 hexadecimal digits. */
  newId(): string {
    return crypto.randomUUID().replaceAll("-", "");
  }

  /** Refuses a record that can't stand beside the others. */
  checkRecord(body: RecordBody, itself: string | undefined): void {
    const others = [...this.records.values()].filter(
      (record) => record.id !== itself && record.body.name === body.name,
    );
    if (others.some((other) => contentOf(other.body) === contentOf(body))) {
      throw new Refusal("81057", "The record already exists.", "hashicorp/terraform#25728", "name");
    }
    if (
      body.type === "CNAME" &&
      others.some(({ body: { type } }) => type === "CNAME" || type === "A" || type === "AAAA")
    ) {
      const why = `An A, AAAA, or CNAME record with the host ${body.name} already exists.`;
      throw new Refusal("81053", why, "hashicorp/terraform#10065", "name");
    }
    if ((body.type === "A" || body.type === "AAAA") && others.some((other) => other.body.type === "CNAME")) {
      throw new Refusal("81054", `A CNAME record with the host ${body.name} already exists.`, RECORDS, "name");
    }
  }

  /** Refuses a second entry point of a phase. */
  checkEntryPoint(body: RulesetBody, itself: string | undefined): void {
    const other = [...this.rulesets.values()].find((one) => one.id !== itself && one.body.phase === body.phase);
    if (other === undefined) return;
    const import_ = other.owner === undefined ? `; import it as zones/<zone>/${other.id} instead` : "";
    throw new Refusal(
      "20217",
      `'zone' is not a valid value for kind because exceeded maximum number of zone rulesets for phase ${body.phase}${import_}`,
      "tf#3444, tf#6273",
      "phase",
    );
  }
}

/** What makes two records of a name the same. */
function contentOf(body: RecordBody): string {
  const content = body.type === "CAA" ? JSON.stringify(body.data) : (body.content ?? "").toLowerCase();
  return `${body.type} ${content} ${body.type === "MX" ? body.priority : ""}`;
}
