import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { parseEngineConfig, parseStackFile } from "../../declaration/parse.ts";
import { engineHere, hasEngine, why } from "../rehearsal/engine-here.ts";
import { rightSettings, stackFile } from "./written.ts";

const root = new URL("../../", import.meta.url).pathname;

/** The configuration that the real engine makes of a stack file's text. */
async function engineReads(text: string): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "launch-settings-"));
  try {
    const { command, folders } = engineHere();
    const env = {
      PATH: [...folders, process.env.PATH].join(delimiter),
      PULUMI_BACKEND_URL: `file://${folder}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    copyFileSync(join(root, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    await execa(command, ["stack", "init", "test"], { cwd: folder, env });
    // After `init`, which rewrites the file.
    writeFileSync(join(folder, "Pulumi.test.yaml"), text);
    const { stdout } = await execa(command, ["config", "--json", "--stack", "test"], { cwd: folder, env });
    const config: Record<string, { value: string }> = JSON.parse(stdout);
    return Object.fromEntries(Object.entries(config).map(([key, { value }]) => [key, value]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!hasEngine)(`the real engine${why}`, () => {
  it.each(["prod", "staging"])("hands on Pulumi.%s.yaml as we read it", async (stack) => {
    const name = `Pulumi.${stack}.yaml`;
    const text = readFileSync(join(root, name), "utf8");
    const fromEngine = parseEngineConfig(await engineReads(text));
    expect(JSON.stringify(fromEngine)).toBe(JSON.stringify(parseStackFile(text, name)));
  });

  it("hands on text in quotes, switches and numbers below the top unaltered", async () => {
    const written = rightSettings();
    const environment = {
      DAY: "2026-12-31",
      ZERO: "010",
      WORD: "yes",
      SCORE: "1_000",
      TIME: "1:30",
      OFF_WORD: "off",
      HTML: "<a & b>",
    };
    written["launch:services"].web.environment = environment;
    written["launch:database"].multiAz = false;
    const text = stackFile(written);
    const fromEngine = parseEngineConfig(await engineReads(text));
    expect(JSON.stringify(fromEngine)).toBe(JSON.stringify(parseStackFile(text, "Pulumi.test.yaml")));
    expect(fromEngine.services.find(({ name }) => name === "web")?.environment).toMatchObject(environment);
  });
});
