import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { ENCODINGS, encodingsFound } from "./encodings.ts";
import { hasEngine, why } from "./engine-here.ts";
import { type LaunchStage, openLaunchStage } from "./launch-stage.ts";
import { repository } from "./toy.ts";

const CANARY = "Canary-7f3Q9zLx2KpW8sVb4nTd6Rgh1MjY5cEa";

it("has at least twelve different encodings, and recognises a secret in each of them", () => {
  const forms = Object.values(ENCODINGS).map((encode) => encode(CANARY));
  expect(new Set(forms).size).toBeGreaterThanOrEqual(12);
  for (const [name, encode] of Object.entries(ENCODINGS)) {
    expect(encodingsFound(`before ${encode(CANARY)} after`, CANARY)).toContain(name);
  }
  const inside = Buffer.from(`{"password":"${CANARY}"}`).toString("base64");
  expect(encodingsFound(inside, CANARY).some((name) => name.startsWith("base64"))).toBe(true);
});

describe.skipIf(!hasEngine)(`a canary in every secret${why}`, () => {
  it("is found in no state, log, event, output or plan", async () => {
    const stage = await openLaunchStage("prod");
    try {
      const texts: Record<string, string> = {};
      for (const words of [
        ["preview", "--diff"],
        ["up", "--yes", "--skip-preview"],
        ["refresh", "--yes"],
      ]) {
        const run = await stage.pulumi(words);
        expect(run.exitCode, run.printed).toBe(0);
        texts[`pulumi ${words.join(" ")}`] = JSON.stringify(run);
      }
      texts["the outputs"] = (await stage.pulumi(["stack", "output", "--json"])).printed;
      texts["the exported state"] = (await stage.pulumi(["stack", "export"])).printed;
      Object.assign(texts, await previewOfAChange(stage), await filesBelow(stage.copy.folder), await planOnDisk());
      const secrets = await secretsInState(stage);
      expect(secrets.length).toBeGreaterThanOrEqual(5);
      expect(leaks(texts, secrets)).toEqual([]);
    } finally {
      await stage.close();
    }
  }, 300_000);

  it("is not handed on from the environment to anything the rehearsal starts or writes", async () => {
    const names = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "CLOUDFLARE_API_TOKEN", "PULUMI_ACCESS_TOKEN"];
    const kept = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = `${CANARY}${name}`;
    const stage = await openLaunchStage("staging");
    try {
      const run = await stage.pulumi(["up", "--yes", "--skip-preview"]);
      const written = await filesBelow(stage.copy.folder);
      expect(
        leaks({ ...written, run: JSON.stringify(run), handed: JSON.stringify(stage.environment) }, [CANARY]),
      ).toEqual([]);
    } finally {
      for (const [name, value] of kept) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await stage.close();
    }
  }, 300_000);
});

/** Every place where a secret stands, with the form it stands in. */
function leaks(texts: Readonly<Record<string, string>>, secrets: readonly string[]): string[] {
  return Object.entries(texts).flatMap(([place, text]) =>
    secrets.flatMap((secret) =>
      encodingsFound(text, secret).map((form) => `${place}: ${secret.slice(0, 4)}… as ${form}`),
    ),
  );
}

/** The values of everything the state marks as secret: the generated ones, and what was made of them. */
async function secretsInState(stage: LaunchStage): Promise<string[]> {
  const { printed } = await stage.pulumi(["stack", "export", "--show-secrets"]);
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const plaintext = (value as { plaintext?: unknown }).plaintext;
    if (typeof plaintext === "string") {
      for (const random of plaintext.match(/[A-Za-z0-9]{30,}/g) ?? []) found.add(random);
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(JSON.parse(printed));
  return [...found];
}

/** The difference at its most detailed, after the proof that stands in a rule was made anew. */
async function previewOfAChange(stage: LaunchStage): Promise<Record<string, string>> {
  const program = join(stage.copy.project, "infra", "launch.ts");
  await writeFile(program, (await readFile(program, "utf8")).replace("length: 48", "length: 47"));
  const run = await stage.pulumi(["preview", "--diff", "--show-sames", "--refresh"]);
  expect(run.changes.map(({ name }) => name)).toContain("origin-proof");
  return { "a detailed preview of a change": JSON.stringify(run) };
}

async function filesBelow(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(0);
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, "latin1")])));
}

async function planOnDisk(): Promise<Record<string, string>> {
  const { stdout } = await execa(process.execPath, ["launch/bin.js", "plan", "--json"], { cwd: repository });
  return { "the plan": stdout };
}
