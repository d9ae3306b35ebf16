import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** One comparison: two medians taken turn by turn on the same machine, and what their ratio may be. */
export interface Comparison {
  readonly what: string;
  readonly against: string;
  /** Medians in milliseconds. */
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  /** The largest ratio that passes; absent where the figure is only for the reader. */
  readonly allowed?: number;
  readonly runs: number;
}

/** A measurement that could not be made, and why. */
export interface Skipped {
  readonly what: string;
  readonly skipped: string;
}

/** Runs both sides in turn, so that a busy moment of the machine hits both; a first, uncounted turn warms the disk. */
export async function inTurn(
  runs: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<{ ours: number; theirs: number }> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let turn = 0; turn <= runs; turn++) {
    const pair = { ours: await ours(), theirs: await theirs() };
    if (turn === 0) continue;
    times.ours.push(pair.ours);
    times.theirs.push(pair.theirs);
  }
  return { ours: median(times.ours), theirs: median(times.theirs) };
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The middle value; of an even number, the mean of the two. Throws for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new Error("no value to take the median of");
  return (low + high) / 2;
}

/** What the figures were taken on: they mean nothing without it. */
export function machine(): string {
  const [cpu] = cpus();
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1);
  return `${availableParallelism()} × ${cpu?.model.trim() ?? "unknown processor"}, ${gibibytes} GiB, Node ${process.versions.node}, ${process.platform}; load ${load}`;
}
