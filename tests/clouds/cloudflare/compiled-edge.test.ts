import { expect, test } from "vitest";
import type { Properties } from "../../../clouds/cloud.ts";
import { rulesetRule } from "../../../components/edge-rules.ts";
import { compileEdge } from "../../../edge/compile.ts";
import { settings } from "../../edge/fixtures.ts";
import { open, subject, ZONE_ID } from "./account.ts";

test.each(["free", "pro", "business"] as const)(
  "the compiled edge of a stack on %s is taken whole, and at rest afterwards",
  (plan) => {
    const cloud = open(plan);
    const { phases } = compileEdge(settings(plan));
    expect(phases.length).toBeGreaterThan(3);
    for (const { phase, name, rules } of phases) {
      // JSON as the engine carries it: inputs without undefined and without Output types.
      const sent = JSON.parse(
        JSON.stringify(rules.map((rule) => rulesetRule(rule, { "origin-proof": "secret" }))),
      ) as Properties[];
      const inputs = { zoneId: ZONE_ID, kind: "zone", name, phase, rules: sent };
      expect(cloud.check(subject("Ruleset", phase), inputs).refusals).toEqual([]);
      const { id, state } = cloud.create(subject("Ruleset", phase), inputs);
      expect(cloud.diff(subject("Ruleset").type, id, state, inputs).changed).toEqual([]);
    }
  },
);
