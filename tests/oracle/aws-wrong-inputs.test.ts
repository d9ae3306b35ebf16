import { describe, expect, it } from "vitest";
import { TABLE } from "../../clouds/aws/table.ts";
import { Refusal } from "../../clouds/cloud.ts";
import { type Bench, type MadeResource, subjectOf } from "../clouds/aws/bench.ts";
import { makeStack } from "../clouds/aws/stack.ts";
import { WRONG_INPUTS, type WrongInput } from "./aws-wrong-inputs.ts";
import { TerraformFolder, whyNoProvider } from "./terraform.ts";
import { translate } from "./terraform-translation.ts";

const missing = whyNoProvider();
const bench = makeStack();

/** The right resource a wrong input is made from. */
function rightOf(stack: Bench, type: string): MadeResource {
  const found = stack.made.find((made) => made.type === type);
  if (!found) throw new Error(`the stack has no ${type}`);
  return found;
}

function spoil(right: MadeResource, { patch, without = [] }: WrongInput): MadeResource {
  const kept = Object.entries(right.inputs).filter(([name]) => !without.includes(name));
  return { ...right, inputs: { ...Object.fromEntries(kept), ...patch } };
}

function title({ type, property, patch, without }: WrongInput, index: number): string {
  return `${index} ${type.split(":")[2]} ${property}: ${JSON.stringify(patch).slice(0, 70)}${without?.length ? ` without ${without.join()}` : ""}`;
}

/** What the simulated provider says, first at the check and then at the plan. */
function refusedByOurs({ type, name, inputs }: MadeResource): readonly string[] {
  const subject = subjectOf(type, name);
  const { refusals, inputs: checked } = bench.cloud.check(subject, inputs);
  if (refusals.length > 0) return refusals.map(({ message }) => message);
  try {
    bench.cloud.plan(subject, checked);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error.message];
    throw error;
  }
}

function parts(made: readonly MadeResource[]) {
  return Object.fromEntries(
    made.map((one, index) => {
      const { resource } = translate([{ ...one, name: `case-${index}` }], { references: false });
      return [`case-${index}`, { resource }];
    }),
  );
}

describe("inputs that are wrong on purpose", () => {
  it.each(WRONG_INPUTS.map((wrong, index) => [title(wrong, index), wrong] as const))(
    "%s is refused by ours",
    (_title, wrong) => {
      expect(refusedByOurs(spoil(rightOf(bench, wrong.type), wrong))).not.toEqual([]);
    },
  );

  it("are right without the wrong part", () => {
    const types = [...new Set(WRONG_INPUTS.map(({ type }) => type))];
    expect(types.flatMap((type) => refusedByOurs(rightOf(bench, type)))).toEqual([]);
  });

  const skipped = missing ? ` (skipped: ${missing})` : "";
  it.skipIf(missing)(
    `are all refused by the real provider, and their right twins are not${skipped}`,
    { timeout: 300_000 },
    async () => {
      const wrong = new TerraformFolder();
      await wrong.prepare(parts(WRONG_INPUTS.map((one) => spoil(rightOf(bench, one.type), one))));
      const { complaints } = await wrong.plan();
      const refused = new Set(
        complaints.map(({ file, address }) => Number((file ?? address ?? "").match(/case-(\d+)/)?.[1] ?? -1)),
      );
      const accepted = WRONG_INPUTS.flatMap((one, index) => (refused.has(index) ? [] : [title(one, index)]));
      expect(accepted).toEqual([]);

      const right = new TerraformFolder();
      await right.prepare(
        parts([...new Set(WRONG_INPUTS.map(({ type }) => type))].map((type) => rightOf(bench, type))),
      );
      expect((await right.plan()).complaints).toEqual([]);
    },
  );

  it("cover most of the types", () => {
    const covered = new Set(WRONG_INPUTS.map(({ type }) => type));
    expect(covered.size).toBeGreaterThan(Object.keys(TABLE).length * 0.6);
  });
});
