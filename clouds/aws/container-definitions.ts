import { canonicalJson } from "./values.ts";

/** One container as it stands in a task definition's JSON. */
export type Container = { readonly [key: string]: unknown };

/**
 * Reads the JSON of `containerDefinitions`.
 * @throws Error that says what is wrong with it.
 */
export function readContainers(text: string): readonly Container[] {
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) throw new Error("must be a JSON array of containers");
  for (const container of parsed) {
    if (typeof container !== "object" || container === null || Array.isArray(container))
      throw new Error("each container must be an object");
  }
  // Each element was just seen to be an object.
  return parsed as readonly Container[];
}

/** The objects of a list in a container, empty where it's absent. */
export function listOf(container: Container, name: string): readonly Container[] {
  const list = container[name];
  // The shapes inside are AWS's own; a field that isn't what it should be reads as undefined below.
  return Array.isArray(list) ? (list as readonly Container[]) : [];
}

function byName(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.toSorted((left, right) => (String(left?.name) < String(right?.name) ? -1 : 1));
}

function normalise(container: Container): Container {
  const kept = Object.entries(container).filter(([, value]) => value !== null && value !== undefined);
  const ports = listOf(container, "portMappings").map((port) => ({
    protocol: "tcp",
    hostPort: port.containerPort,
    ...port,
  }));
  return {
    cpu: 0,
    essential: true,
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    ...Object.fromEntries(kept),
    environment: byName(container.environment ?? []),
    portMappings: ports,
    ...(container.secrets !== undefined && { secrets: byName(container.secrets) }),
  };
}

/**
 * The text AWS gives back: its defaults filled in, environment and secrets in order of name. A program that writes
 * anything else sees a difference at every later `up`.
 */
export function canonicalContainers(text: string): string {
  return canonicalJson(readContainers(text).map(normalise));
}
