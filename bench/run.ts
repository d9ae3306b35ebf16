import { parseArgs } from "node:util";
import { coloursFor, print, say } from "../launch/output/print.ts";
import { table } from "../launch/output/table.ts";
import { verdictLine } from "../launch/output/verdict.ts";
import { manyRoutes } from "./many-routes.ts";
import { type Comparison, machine, type Skipped } from "./measure.ts";
import { planBesideMocks } from "./plan-beside-mocks.ts";
import { upBesideTrivial } from "./up-beside-trivial.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    runs: { type: "string", default: "5" },
    only: { type: "string", multiple: true },
  },
});
const runs = Number(values.runs);

const benches: Record<string, () => Promise<(Comparison | Skipped)[]>> = {
  plan: () => planBesideMocks("prod", runs),
  routes: () => manyRoutes(runs),
  up: async () => [await upBesideTrivial("prod", runs)],
};

const results: (Comparison | Skipped)[] = [];
const before = machine();
for (const [name, measure] of Object.entries(benches)) {
  if (values.only !== undefined && !values.only.includes(name)) continue;
  say(`Measuring ${name} …`);
  results.push(...(await measure()));
}
const late = results.filter(
  (result) => "ratio" in result && result.ratio > (result.allowed ?? Number.POSITIVE_INFINITY),
);
if (values.json) print(JSON.stringify({ version: 1, kind: "launch-bench", machine: before, results }, null, 2));
else print(screen());
process.exit(late.length === 0 ? 0 : 1);

function screen(): string {
  const colours = coloursFor(process.stdout);
  const verdict =
    late.length === 0
      ? verdictLine(colours, "pass", "as fast as it should be")
      : verdictLine(colours, "fail", `${late.length} slower than allowed`);
  const heading = ["", "ours", "theirs", "ratio", "allowed", "against"];
  return [verdict, before, "", table([heading, ...results.map(row)], [1, 2, 3, 4])].join("\n");
}

function row(result: Comparison | Skipped): string[] {
  if ("skipped" in result) return [result.what, "", "", "", "", `skipped: ${result.skipped}`];
  const { what, against, ours, theirs, ratio, allowed } = result;
  return [
    what,
    `${shown(ours)} ms`,
    `${shown(theirs)} ms`,
    ratio.toFixed(2),
    allowed === undefined ? "" : `${allowed}`,
    `${against}, ${result.runs} runs`,
  ];
}

function shown(milliseconds: number): string {
  return milliseconds < 10 ? milliseconds.toFixed(2) : milliseconds.toFixed(0);
}
