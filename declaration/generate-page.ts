import { FARGATE_MEMORY, printMemories } from "./fargate.ts";
import { type JsonSchema, settingsJsonSchema } from "./generate.ts";

const INTRODUCTION = `# Settings

Everything a stack is made of follows from the settings under \`config:\` in \`Pulumi.<stack>.yaml\`. Wrong settings are
all reported at once, before anything is planned, with what to write instead.

This page is made from the schema by \`npx node docs/generate.ts\`; \`settings.schema.json\` beside it gives editors
completion and marks mistakes.

## How to write them

- Put in quotes what is text but looks like something else: account ids, versions, dates, \`"yes"\`, \`"on"\`. Pulumi's
  engine alters them otherwise (\`2026-12-31\` gets a time of day, \`010\` becomes 8), so they are refused without quotes.
- Anchors, references, merges, tags and keys that stand twice are refused: what is set here can be read here.
- No secret stands in this file, encrypted or not. Name it in \`launch:secrets\`; its value is set outside.
- A fact is stated once: \`aws:region\` and \`aws:allowedAccountIds\` follow from \`launch:aws\` and are refused.
- In the tables, *required* means that there is no default.
`;

const RULES = `## Rules about several settings

- One of the two usual addresses is canonical (\`launch:domain.canonical\`): it is served, and the other one, where it is
  declared, redirects to it. With \`canonical: www\` the host \`www\` is therefore needed.
- A name has one owner, a host serves or redirects, and a redirect ends at a host that serves.
- A route belongs to a host that serves. Two routes of a host differ in more than case and a final slash.
- A route without a name is called after its host and the words of its path: \`app-login\`, \`apex-home\` for \`/\`,
  \`apex-assets-all\` for \`/assets/*\`.
- Only \`page\` and \`asset\` have \`cacheSeconds\`; a page needs \`launch:edge.sessionCookies\` as well. \`asset\`, \`webhook\`
  and \`health\` have no \`limit\`.
- CPU and memory are one of Fargate's pairs:

| cpuUnits | memoryMiB |
|---|---|
`;

/** The page `docs/settings.md`. */
export function settingsPage(): string {
  const schema = settingsJsonSchema();
  const needed = schema.required ?? [];
  const sections = Object.entries(schema.properties ?? {}).map(([key, part]) =>
    section(key, part, needed.includes(key)),
  );
  const lines = [...FARGATE_MEMORY].map(([cpu, memories]) => `| ${cpu} | ${printMemories(memories)} |`);
  return `${[INTRODUCTION, ...sections, RULES].join("\n")}${lines.join("\n")}\n`;
}

function section(key: string, schema: JsonSchema, needed: boolean): string {
  const form = schema.type === "array" ? "A list." : "A map.";
  const rows = rowsBelow(schema, "").map((cells) => `| ${cells.map(cell).join(" | ")} |`);
  return [
    `## ${key}`,
    "",
    `${schema.description ?? ""} ${form} ${needed ? "*Required.*" : "May be left out."}`,
    "",
    "| key | type | default | meaning | example |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

type Row = readonly [key: string, type: string, fallback: string, meaning: string, example: string];

/** A row for each field below a map, list or named map; nested ones carry the whole way to them. */
function rowsBelow(schema: JsonSchema, prefix: string): Row[] {
  const entry = single(schema.items);
  if (entry?.properties !== undefined) return rowsBelow(entry, `${prefix}[].`);
  const value = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  if (value?.properties !== undefined) return rowsBelow(value, `${prefix}<name>.`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const nested = field.properties === undefined ? [] : rowsBelow(field, `${prefix}${name}.`);
    return [row(`${prefix}${name}`, field, schema.required?.includes(name) === true), ...nested];
  });
}

function row(key: string, field: JsonSchema, needed: boolean): Row {
  const fallback = field.default === undefined ? (needed ? "*required*" : "none") : code(field.default);
  const example = field.examples?.[0];
  return [`\`${key}\``, typeText(field), fallback, field.description ?? "", example === undefined ? "" : code(example)];
}

function typeText(field: JsonSchema): string {
  if (field.enum !== undefined) return field.enum.map((choice) => `\`${choice}\``).join(", ");
  if (field.type === "integer") return `${field.minimum} to ${field.maximum}`;
  if (field.type === "boolean") return "`true`, `false`";
  if (Array.isArray(field.items)) return `list of ${field.items.length}`;
  if (field.type === "array") return "list of text";
  if (field.type === "object") return field.properties === undefined ? "map of text" : "map";
  return "text";
}

function single(items: JsonSchema["items"]): JsonSchema | undefined {
  // TypeScript doesn't narrow a read-only list away by itself.
  return Array.isArray(items) ? undefined : (items as JsonSchema | undefined);
}

function code(value: unknown): string {
  const text = typeof value === "string" && !/^[0-9]+$/.test(value) ? value : JSON.stringify(value);
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
