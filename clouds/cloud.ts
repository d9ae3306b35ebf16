/**
 * What a simulated cloud is to the plan and to the rehearsal. A cloud is a pure, in-memory stand-in for a Pulumi
 * provider and the service behind it: it refuses what the real pair refuses, and it normalises what they normalise.
 */

/** Stands for a value that is known only after something was made. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** A property value with its secrets unwrapped. */
export type Value =
  | null
  | boolean
  | number
  | string
  | typeof UNKNOWN
  | readonly Value[]
  | { readonly [key: string]: Value };

/** The properties of a resource. */
export type Properties = { readonly [key: string]: Value };

/** What the real provider or service would answer; `code` is its own code, `source` says where that was read. */
export class Refusal extends Error {
  readonly code: string;
  /** The input it concerns, for example `rules[0].expression`. */
  readonly property: string | undefined;
  readonly source: string;

  constructor(code: string, message: string, source: string, property?: string) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.source = source;
    this.property = property;
  }
}

/** Who is asking: everything a provider knows of a resource besides its properties. */
export interface Subject {
  /** The Pulumi type token, for example `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  readonly urn: string;
  /** The logical name, from which automatic names are made. */
  readonly name: string;
  /** Seeds automatic names, so that preview and update agree. */
  readonly randomSeed: Uint8Array;
}

/** Inputs with the provider's defaults and automatic names filled in, or why they are refused. */
export interface Checked {
  readonly inputs: Properties;
  readonly refusals: readonly Refusal[];
}

/** How new inputs differ from what is there. */
export interface Difference {
  /** Top-level inputs that changed. */
  readonly changed: readonly string[];
  /** Those of them that can't be changed in place. */
  readonly replaces: readonly string[];
  /** Whether the provider itself insists on deleting first. */
  readonly deleteBeforeReplace: boolean;
}

/** A resource that exists in the simulated cloud. */
export interface Resource {
  readonly id: string;
  /** Its outputs: inputs and computed properties together. */
  readonly state: Properties;
}

/** One package's simulated provider. Methods throw `Refusal`, and `UnmodelledError` for what this cloud doesn't know. */
export interface Cloud {
  /** The Pulumi package: `aws`, `cloudflare` or `random`. */
  readonly name: string;
  /** The version of the SDK it stands for. */
  readonly version: string;
  /** Names of output properties of a type that are secret whatever the program says. */
  secretOutputs(type: string): readonly string[];
  /** Names of inputs of a type in which the provider refuses secrets; none where absent. */
  secretlessInputs?(type: string): readonly string[];
  /** Checks the provider's own configuration; refused, for example, for a wrong region. */
  configure(configuration: Properties): void;
  check(subject: Subject, inputs: Properties, previous?: Properties): Checked;
  diff(type: string, id: string, state: Properties, inputs: Properties): Difference;
  /** The state a creation or update would lead to, unknown where only the service knows. Refuses what is known to be refused. */
  plan(subject: Subject, inputs: Properties, present?: Resource): Properties;
  create(subject: Subject, inputs: Properties): Resource;
  update(subject: Subject, present: Resource, inputs: Properties): Properties;
  /** The resource as it is now; undefined when it is gone. */
  read(subject: Subject, id: string): Resource | undefined;
  delete(subject: Subject, present: Resource): void;
  invoke(token: string, args: Properties): Properties;
}

/** A resource type, function or provider setting that no cloud models: never waved through. */
export class UnmodelledError extends Error {
  constructor(what: string) {
    super(`${what} is not modelled by the simulated clouds; add it to clouds/ before using it`);
    this.name = "UnmodelledError";
  }
}

/** What stands in the accounts before the stack does. */
export interface Accounts {
  readonly aws: { readonly accountId: string; readonly region: string; readonly availabilityZones: readonly string[] };
  readonly cloudflare: {
    readonly accountId: string;
    readonly zoneId: string;
    readonly zoneName: string;
    readonly plan: "free" | "pro" | "business";
  };
}

/** True when a value is unknown or holds something unknown. */
export function holdsUnknown(value: Value): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  // Arrays were handled above; what is left of the union's objects is a property map.
  return typeof value === "object" && value !== null && Object.values(value as Properties).some(holdsUnknown);
}
