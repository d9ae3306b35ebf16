/** Writes the generated pages of this folder; with `--check`, only says whether they are fresh. */
import { readFileSync, writeFileSync } from "node:fs";
import { stackFileSchema } from "../declaration/generate.ts";
import { settingsPage } from "../declaration/generate-page.ts";

const pages: Readonly<Record<string, string>> = {
  "settings.md": settingsPage(),
  "settings.schema.json": stackFileSchema(),
};

function present(file: URL): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

for (const [name, text] of Object.entries(pages)) {
  const file = new URL(name, import.meta.url);
  if (present(file) === text) continue;
  if (process.argv.includes("--check")) {
    console.error(`docs/${name} is not what the schema says; run: npx node docs/generate.ts`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.error(`docs/${name} written`);
  }
}
