import { readFileSync } from "node:fs";
import { UserError } from "../declaration/faults.ts";
import { parseStackFile } from "../declaration/parse.ts";
import type { Route, RouteKind, Settings } from "../declaration/settings.ts";
import { compileEdge } from "../edge/compile.ts";
import { planStack } from "../launch/plan/plan-stack.ts";
import { type Comparison, median, timed } from "./measure.ts";

const FEW = 10;
const MANY = 1000;
/** Kinds that a thousand routes may have and still fit an expression of 4,096 characters. */
const FITTING: readonly RouteKind[] = ["private", "api", "page"];
/** A kind that doesn't fit, so that what is timed is the refusal. */
const REFUSED: readonly RouteKind[] = ["auth"];

/** How the time grows from 10 to 1,000 routes, beside n log n: a ratio of 1 is n log n, and less is better. */
export async function manyRoutes(runs: number): Promise<Comparison[]> {
  const file = new URL("../Pulumi.prod.yaml", import.meta.url);
  const prod = parseStackFile(readFileSync(file, "utf8"), "Pulumi.prod.yaml");
  const compile = (settings: Settings) => compileEdge(settings);
  const plan = (settings: Settings) => planStack(settings, "prod");
  return [
    await growth("compiling the edge", runs * 10, compile, (count) => withRoutes(prod, count, FITTING)),
    await growth("refusing limits that don't fit", runs, refusal(compile), (count) => withRoutes(prod, count, REFUSED)),
    await growth("planning", runs, plan, (count) => withRoutes(prod, count, FITTING)),
  ];
}

async function growth(
  what: string,
  runs: number,
  work: (settings: Settings) => unknown,
  settings: (count: number) => Settings,
): Promise<Comparison> {
  const [few, many] = [settings(FEW), settings(MANY)];
  const times = { few: [] as number[], many: [] as number[] };
  // Twice as long unmeasured as a just-in-time compiler needs to make up its mind.
  for (let turn = -Math.ceil(runs / 2); turn < runs; turn++) {
    const pair = { few: await timed(() => work(few)), many: await timed(() => work(many)) };
    if (turn < 0) continue;
    times.few.push(pair.few);
    times.many.push(pair.many);
  }
  const [ours, theirs] = [median(times.many), median(times.few)];
  const against = `${FEW} routes, grown by n log n (× ${expected()})`;
  return {
    what: `${what}, ${MANY} routes`,
    against,
    ours,
    theirs,
    ratio: ours / theirs / expected(),
    allowed: 1,
    runs,
  };
}

/** By how much n log n grows from few to many. */
function expected(): number {
  return Math.round((MANY * Math.log(MANY)) / (FEW * Math.log(FEW)));
}

/** The stack's settings with that many routes of these kinds, all on the host `app`, in place of its own. */
export function withRoutes(settings: Settings, count: number, kinds: readonly RouteKind[]): Settings {
  const routes = Array.from({ length: count }, (_, index): Route => {
    const kind = kinds[index % kinds.length] ?? "private";
    return { name: `app-${kind}-${index}`, host: "app", path: { form: "exact", path: `/${kind}/${index}` }, kind };
  });
  return { ...settings, routes };
}

function refusal(work: (settings: Settings) => unknown) {
  return (settings: Settings) => {
    try {
      work(settings);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
    }
  };
}
