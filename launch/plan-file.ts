/** One resource as the program registered it, before any provider filled in defaults. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /**
   * `{"$unknown": true}` where a value is known only after something was made, `{"$secret": true}` where it is secret,
   * `{"$resource": "<urn>"}` for a reference to a resource, `{"$file": true}` for an asset or archive. A name that the
   * provider makes up ends in seven digits, which the real run draws anew.
   */
  readonly inputs: PlannedProperties;
  readonly options: PlannedOptions;
}

/** JSON as it stands in the plan. */
export type PlannedValue = null | boolean | number | string | readonly PlannedValue[] | PlannedProperties;

/** A map of them. */
export type PlannedProperties = { readonly [key: string]: PlannedValue };

/** The resource options the engine would see; those at their default are left out. */
export interface PlannedOptions {
  readonly parent?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly hooks?: Readonly<Record<string, readonly string[]>>;
  readonly import?: string;
  readonly replaceOnChanges?: readonly string[];
  readonly deletedWith?: string;
  readonly customTimeouts?: { readonly create?: string; readonly update?: string; readonly delete?: string };
}

/** The file `.launch/plan.json`. */
export interface PlanFile {
  readonly version: 1;
  readonly kind: "launch-plan";
  /** Sorted by URN. */
  readonly resources: readonly PlannedResource[];
}
