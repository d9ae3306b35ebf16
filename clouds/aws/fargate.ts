function steps(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_none, index) => from + index * step);
}

/** CPU units, and the memory in MiB that goes with them (Amazon ECS RegisterTaskDefinition, `memory`). */
const SIZES: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16384, 1024),
  4096: steps(8192, 30720, 1024),
  8192: steps(16384, 61440, 4096),
  16384: steps(32768, 122880, 8192),
};

/** Why Fargate has no such pair of CPU units and MiB; undefined where it has. */
export function pairProblem(cpuUnits: number, memoryMiB: number): string | undefined {
  const sizes = SIZES[cpuUnits];
  if (!sizes) return `${cpuUnits} CPU units; Fargate has ${Object.keys(SIZES).join(", ")}`;
  if (sizes.includes(memoryMiB)) return undefined;
  return `${memoryMiB} MiB with ${cpuUnits} CPU units; they go with ${sizes[0]} to ${sizes.at(-1)} MiB`;
}
