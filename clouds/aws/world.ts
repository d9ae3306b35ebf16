import { createHash } from "node:crypto";
import type { Accounts, Properties, Value } from "../cloud.ts";
import type { AwsType } from "./types.ts";

/** Something that exists in the simulated account. */
export interface Entry {
  readonly type: AwsType;
  readonly urn: string;
  readonly id: string;
  state: Properties;
}

/** The simulated account: what exists, what was made how often, and what deletions leave behind. */
export class World {
  readonly accountId: string;
  readonly region: string;
  readonly availabilityZones: readonly string[];
  /** How often each URN was created, over the life of this world. */
  readonly creations = new Map<string, number>();
  /** Names of secrets that are scheduled for deletion: they can't be used again for days. */
  readonly secretsAwaitingDeletion = new Set<string>();
  /** Final snapshots of databases, by name. */
  readonly databaseSnapshots = new Set<string>();
  /** The last revision of each task definition family; numbers are never given twice. */
  readonly revisions = new Map<string, number>();
  private readonly entries = new Map<string, Entry>();
  private count = 0;

  constructor(accounts: Accounts) {
    this.accountId = accounts.aws.accountId;
    this.region = accounts.aws.region;
    this.availabilityZones = accounts.aws.availabilityZones;
  }

  /** An ARN of this account and region. */
  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.accountId}:${resource}`;
  }

  /** Hexadecimal digits that differ for every resource made, and are the same in every run. */
  hex(urn: string, length: number): string {
    return createHash("sha256").update(`${urn}#${this.count}`).digest("hex").slice(0, length);
  }

  put(key: string, entry: Entry): void {
    this.count += 1;
    this.creations.set(entry.urn, (this.creations.get(entry.urn) ?? 0) + 1);
    this.entries.set(`${entry.type}|${key}`, entry);
  }

  get(type: AwsType, key: string): Entry | undefined {
    return this.entries.get(`${type}|${key}`);
  }

  forget(type: AwsType, key: string): void {
    this.entries.delete(`${type}|${key}`);
  }

  /** Everything of a type, or everything. */
  all(type?: AwsType): readonly Entry[] {
    const entries = [...this.entries.values()];
    return type ? entries.filter((entry) => entry.type === type) : entries;
  }

  /** The newest of a type whose property (or `id`) has this value. */
  find(type: AwsType, property: string, value: Value | undefined): Entry | undefined {
    return this.all(type).findLast((entry) => (property === "id" ? entry.id : entry.state[property]) === value);
  }
}
