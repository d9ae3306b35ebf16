import { expect, it } from "vitest";
import { makeStack } from "../clouds/aws/stack.ts";
import { TerraformFolder, whyNoProvider } from "./terraform.ts";
import { translate } from "./terraform-translation.ts";

const missing = whyNoProvider();
const skipped = missing ? ` (skipped: ${missing})` : "";

it.skipIf(missing)(
  `the real AWS provider accepts a whole stack, validated and planned${skipped}`,
  { timeout: 180_000 },
  async () => {
    const { resource, leftOut } = translate(makeStack().made);
    const terraform = new TerraformFolder();
    await terraform.prepare({ stack: { resource } });
    const validated = await terraform.run("validate", "-no-color");
    expect(validated.output).toContain("Success!");
    const { exitCode, complaints } = await terraform.plan();
    expect(complaints).toEqual([]);
    expect(exitCode).toBe(0);
    expect(leftOut).toEqual([]);
  },
);
