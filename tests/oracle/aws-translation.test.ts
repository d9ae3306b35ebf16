import { describe, expect, it } from "vitest";
import { OFFLINE_PROVIDER } from "../../clouds/aws/generate-terraform.ts";
import { makeStack } from "../clouds/aws/stack.ts";
import { recordProgram } from "./record-program.ts";
import { TerraformFolder, whyNoProvider } from "./terraform.ts";
import { type MadeResource, translate } from "./terraform-translation.ts";

const missing = whyNoProvider();
const skipped = missing ? ` (skipped: ${missing})` : "";

/** Ids of the simulation, which a complete translation has none left of. */
const SIMULATED_ID = /"(vpc|subnet|sg|igw|rtb|pl)-[0-9a-f]{17}"/;

async function accepted(made: readonly MadeResource[], region: string): Promise<void> {
  const { resource, leftOut } = translate(made);
  expect(leftOut).toEqual([]);
  expect(JSON.stringify(resource)).not.toMatch(SIMULATED_ID);
  const terraform = new TerraformFolder();
  await terraform.prepare({ stack: { resource } }, { ...OFFLINE_PROVIDER, region });
  expect((await terraform.run("validate", "-no-color")).output).toContain("Success!");
  const { exitCode, complaints } = await terraform.plan();
  expect(complaints).toEqual([]);
  expect(exitCode).toBe(0);
}

describe.skipIf(missing)(`the real AWS provider validates and plans${skipped}`, { timeout: 240_000 }, () => {
  it("one of every type", () => accepted(makeStack().made, "eu-central-1"));

  it.each(["prod", "staging"])("what the program makes for %s", async (stack) => {
    const { made, region } = await recordProgram(stack);
    expect(made.filter(({ type }) => type.startsWith("aws:")).length).toBeGreaterThan(30);
    await accepted(made, region);
  });
});
