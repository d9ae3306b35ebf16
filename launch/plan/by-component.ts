import type { PlannedResource } from "../plan-file.ts";

/** What one part of the launch makes. */
export interface ComponentResources {
  /** The component's name, for example `network`; `launch` for what belongs to no part. */
  readonly component: string;
  readonly count: number;
  /** How many of each kind, the most frequent first, for example `["Subnet", 4]`. */
  readonly kinds: readonly (readonly [kind: string, count: number])[];
}

/**
 * Counts the resources of the clouds under the parts of the launch: the root component's own children. Components,
 * providers and the stack itself are no resources anyone pays for, so they aren't counted.
 */
export function byComponent(resources: readonly PlannedResource[]): ComponentResources[] {
  const known = new Map(resources.map((resource) => [resource.urn, resource]));
  const parts = new Map<string, Map<string, number>>();
  for (const resource of resources.filter(isCloudResource)) {
    const component = partOf(resource, known);
    const kinds = parts.get(component) ?? new Map<string, number>();
    parts.set(component, kinds);
    const kind = resource.type.split(":").at(-1) ?? resource.type;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...parts]
    .map(([component, kinds]) => ({
      component,
      count: [...kinds.values()].reduce((sum, count) => sum + count, 0),
      kinds: [...kinds].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1)),
    }))
    .sort((one, other) => (one.component < other.component ? -1 : 1));
}

/** True for what a provider makes; false for components, providers and the stack. */
export function isCloudResource({ type }: PlannedResource): boolean {
  return !type.startsWith("launch:") && !type.startsWith("pulumi:");
}

const ROOT = "launch:infra:Launch";

function partOf(resource: PlannedResource, known: ReadonlyMap<string, PlannedResource>): string {
  const { parent = "" } = resource.options;
  const above = known.get(parent);
  if (above === undefined) return "launch";
  if (above.type === ROOT) return isCloudResource(resource) ? "launch" : resource.name;
  return partOf(above, known);
}
