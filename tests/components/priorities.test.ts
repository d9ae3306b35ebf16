import fc from "fast-check";
import { expect, it } from "vitest";
import { rulePriorities } from "../../components/priorities.ts";

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const labels = fc.uniqueArray(label, { minLength: 1, maxLength: 60 });

it("gives every host its own priority within the load balancer's range", () => {
  fc.assert(
    fc.property(labels, (hosts) => {
      const given = [...rulePriorities(hosts).values()];
      expect(new Set(given).size).toBe(hosts.length);
      expect(given.every((priority) => priority >= 1 && priority < 50_000)).toBe(true);
    }),
  );
});

it("keeps the other hosts' priorities when one is added, wherever it is written", () => {
  const before = rulePriorities(["apex", "app", "api"]);
  const after = rulePriorities(["status", "apex", "admin", "app", "api"]);
  for (const [host, priority] of before) expect(after.get(host)).toBe(priority);
});
