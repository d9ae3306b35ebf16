import { createHash } from "node:crypto";

/** Listener rules take priorities from 1 to 50,000 (ELBv2, CreateRule); the last one is left free. */
const PRIORITIES = 49_999;

/**
 * A priority for each host's listener rule that stays when another host is added or removed: a changed priority
 * replaces its rule, and the new one would meet the old one's number. Hosts exclude each other, so order is free.
 */
export function rulePriorities(labels: readonly string[]): Map<string, number> {
  const taken = new Set<number>();
  return new Map(
    [...labels].sort().map((label) => {
      let priority = (createHash("sha256").update(label).digest().readUInt32BE() % PRIORITIES) + 1;
      while (taken.has(priority)) priority = (priority % PRIORITIES) + 1;
      taken.add(priority);
      return [label, priority];
    }),
  );
}
