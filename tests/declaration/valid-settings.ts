import fc from "fast-check";
import { FARGATE_MEMORY } from "../../declaration/fargate.ts";
import { rightSettings, type Written } from "./written.ts";

const label = fc.stringMatching(/^[a-z][a-z0-9]{2,11}$/).filter((name) => name !== "apex" && name !== "www");
const variable = fc.stringMatching(/^[A-Z][A-Z0-9]{0,9}_X$/);

const size = fc
  .constantFrom(...FARGATE_MEMORY)
  .chain(([cpuUnits, memories]) =>
    fc.record({ cpuUnits: fc.constant(cpuUnits), memoryMiB: fc.constantFrom(...memories) }),
  );

const tasks = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }))
  .map(([a, b]) => ({ minimum: Math.min(a, b), maximum: Math.max(a, b) }));

const service = fc
  .tuple(
    size,
    fc.record(
      {
        port: fc.integer({ min: 1, max: 65_535 }),
        tasks,
        environment: fc.dictionary(
          variable,
          fc.string().filter((text) => !text.includes("://")),
        ),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([pair, more]) => ({ ...pair, ...more }));

/** Every host serves one of these; the routes name only hosts that serve. */
function settings(
  services: Record<string, unknown>,
  labels: readonly string[],
  paths: readonly string[],
  redirected: readonly string[],
): Written {
  const names = Object.keys(services);
  const serving = ["apex", ...labels, ...names.map((name) => `svc-${name}`)];
  return {
    ...rightSettings(),
    "launch:services": services,
    "launch:hosts": [
      ...serving.map((name, index) => ({
        name,
        service: name.startsWith("svc-") ? name.slice(4) : names[index % names.length],
      })),
      ...redirected.filter((name) => !serving.includes(name)).map((name) => ({ name, redirectTo: "apex" })),
    ],
    "launch:routes": paths.map((path, index) => ({
      host: serving[index % serving.length],
      path,
      kind: "private",
      name: `route-${index}`,
    })),
    "launch:secrets": [],
  };
}

const path = fc
  .tuple(fc.array(fc.stringMatching(/^[a-z0-9-]{1,5}$/), { maxLength: 3 }), fc.boolean())
  .map(([parts, below]) => `/${parts.map((part) => `${part}${below ? "/" : "/x/"}`).join("")}${below ? "*" : "end"}`);

/** Settings in which nothing is wrong, of many shapes. */
export const validSettings: fc.Arbitrary<Written> = fc
  .tuple(
    fc.dictionary(fc.stringMatching(/^s[a-z0-9]{0,9}$/), service, { minKeys: 1, maxKeys: 4 }),
    fc.uniqueArray(label, { maxLength: 4 }),
    fc.uniqueArray(path, { minLength: 1, maxLength: 12 }),
    fc.uniqueArray(label, { maxLength: 3 }),
  )
  .map(([services, labels, paths, redirected]) => settings(services, labels, paths, redirected));
