import { expect, it } from "vitest";
import { makeStack } from "../clouds/aws/stack.ts";
import { applyOnMoto, whyNoMoto } from "./moto.ts";
import { whyNoProvider } from "./terraform.ts";

const missing = whyNoProvider() ?? whyNoMoto();

/** Services whose types are made within seconds; `npm run oracle` applies all of them, and whole stacks. */
const QUICK =
  /^aws:(ec2\/(vpc|subnet|internetGateway|routeTable|managedPrefixList|securityGroup):|iam|secretsmanager|cloudwatch)/;

it.skipIf(missing)(
  `the real AWS provider makes the quick types on moto, and would change nothing after that${missing ? ` (skipped: ${missing})` : ""}`,
  async () => {
    const made = makeStack().made.filter(({ type }) => QUICK.test(type));
    const { changes, types } = await applyOnMoto({ made, region: "eu-central-1" });
    expect(types[0]).toBeGreaterThan(8);
    expect(changes).toBe("");
  },
  240_000,
);
