/** A multiple of 1024 MiB from the first to the last, `step` GiB apart. */
function gibibytes(first: number, last: number, step = 1): number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => (first + index * step) * 1024);
}

/**
 * The pairs of CPU units and memory in MiB that Fargate runs (ECS API, RegisterTaskDefinition, `memory`; read in
 * May 2026). The two largest need platform version 1.4.0.
 */
export const FARGATE_MEMORY: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, 1024, 2048]],
  [512, gibibytes(1, 4)],
  [1024, gibibytes(2, 8)],
  [2048, gibibytes(4, 16)],
  [4096, gibibytes(8, 30)],
  [8192, gibibytes(16, 60, 4)],
  [16384, gibibytes(32, 120, 8)],
]);

/** The member of `numbers` that lies nearest to `wanted`; the larger of two equally near. */
export function nearestNumber(wanted: number, numbers: readonly number[]): number | undefined {
  return [...numbers].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || b - a)[0];
}

/** The CPU units, nearest first, that run with this much memory. */
export function cpusWithMemory(memoryMiB: number, cpuUnits: number): number[] {
  return [...FARGATE_MEMORY]
    .filter(([, memories]) => memories.includes(memoryMiB))
    .map(([cpu]) => cpu)
    .sort((a, b) => Math.abs(a - cpuUnits) - Math.abs(b - cpuUnits));
}

/** The memories of one CPU size in words, for example `2048 to 8192 in steps of 1024`. */
export function printMemories(memories: readonly number[]): string {
  const [first, second] = memories;
  if (first === undefined || second === undefined || memories.length <= 4) return memories.join(", ");
  return `${first} to ${memories.at(-1)} in steps of ${second - first}`;
}
