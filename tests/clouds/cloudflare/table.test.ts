import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { TYPES } from "../../../clouds/cloudflare/types.ts";

const SDK = join(import.meta.dirname, "../../../node_modules/@pulumi/cloudflare");
const words = ["string", "number", "boolean", "list", "map", "any"];

/** The properties an interface of the SDK's declarations names, and whether they must be given. */
function propertiesOf(declarations: string, name: string): { name: string; required: boolean; type: string }[] {
  const body = declarations.split(`export interface ${name} {`)[1]?.split("\n}")[0] ?? "";
  return [...body.matchAll(/^ {4}(\w+)(\??): (.+);$/gm)].map(([, property = "", mark, type = ""]) => ({
    name: property,
    required: mark === "",
    type,
  }));
}

function wordFor(type: string): string {
  const bare = type.replace(/^pulumi\.Input<(.*)>$/, "$1").replace(/ \| undefined$/, "");
  if (bare === "any") return "any";
  if (bare.endsWith("[]")) return "list";
  return bare.startsWith("inputs.") ? "map" : bare;
}

describe.each(Object.entries(TYPES))("%s", (token, row) => {
  const [, file = "", name = ""] = /\/(\w+):(\w+)$/.exec(token) ?? [];
  const declarations = readFileSync(join(SDK, `${file}.d.ts`), "utf8");
  const args = propertiesOf(declarations, `${name}Args`);
  const state = propertiesOf(declarations, `${name}State`);

  test("has the inputs of the installed SDK, of the same type, required where it requires them", () => {
    const ours = Object.entries(row.inputs).map(([input, { type, required = false }]) => ({
      name: input,
      required,
      type,
    }));
    const rows = args.map((property) => ({ ...property, type: wordFor(property.type) }));
    // The provider wants a Ruleset's zone or account; the SDK can't say so.
    expect(ours).toEqual(rows.sort((one, other) => one.name.localeCompare(other.name)));
    expect(rows.every(({ type }) => words.includes(type))).toBe(true);
  });

  test("has the outputs of the installed SDK", () => {
    const inputs = args.map((property) => property.name);
    const outputs = state.map((property) => property.name).filter((property) => !inputs.includes(property));
    expect([...row.outputs].sort()).toEqual(outputs.sort());
  });

  test("fills in only what the SDK's outputs always have", () => {
    const always = new Set(
      [...declarations.matchAll(/readonly (\w+): pulumi\.Output<(?!.*\| undefined)/g)].map((match) => match[1]),
    );
    const filled = Object.entries(row.inputs).filter(
      ([, input]) => input.default !== undefined || input.computed === true,
    );
    const optional = Object.entries(row.inputs).filter(([, input]) => input.required !== true);
    expect(filled.map(([input]) => input)).toEqual(
      optional.map(([input]) => input).filter((input) => always.has(input)),
    );
  });
});
