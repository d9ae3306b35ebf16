import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

/** `npm run oracle`: every comparison with a real part, the long ones too; writes what came out, with its date. */
const repository = fileURLToPath(new URL("../../", import.meta.url));
const resultFile = join(repository, "tests/oracle/result.md");

interface Outcome {
  readonly what: string;
  readonly verdict: "agrees" | "differs" | "skipped";
  readonly lines: readonly string[];
}

/** The comparisons that `npm test` makes too. */
async function quickOnes(): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "launch-oracle-"));
  try {
    const report = join(folder, "report.json");
    const words = ["run", "tests/oracle", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    await execa("npx", ["vitest", ...words], { cwd: repository, reject: false, stdio: "inherit" });
    const { testResults } = JSON.parse(readFileSync(report, "utf8"));
    return testResults.map(quickOutcome);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface TestFile {
  readonly name: string;
  readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
}

function quickOutcome({ name, assertionResults }: TestFile): Outcome {
  const count = (status: string) => assertionResults.filter((result) => result.status === status).length;
  const failed = assertionResults.filter(({ status }) => status === "failed").map(({ title }) => `differs: ${title}`);
  const counts = `${count("passed")} agree, ${count("failed")} differ, ${assertionResults.length - count("passed") - count("failed")} skipped`;
  const verdict = failed.length > 0 ? "differs" : count("passed") > 0 ? "agrees" : "skipped";
  return { what: name.slice(name.lastIndexOf("/") + 1), verdict, lines: [counts, ...failed] };
}

/** One whole stack, or one of every type, applied by Terraform's AWS provider on moto and planned again. */
async function applied(stack: string | undefined): Promise<Outcome> {
  const what = `applied on moto: ${stack ?? "one of every type"}`;
  console.log(`\n${what} …`);
  const words = ["tests/oracle/apply-on-moto.ts", ...(stack === undefined ? [] : [stack])];
  const { all, exitCode } = await execa(process.execPath, words, { cwd: repository, all: true, reject: false });
  console.log(all);
  const lines = all.trim().split("\n");
  const skipped = lines[0]?.startsWith("skipped:") === true;
  return { what, verdict: skipped ? "skipped" : exitCode === 0 ? "agrees" : "differs", lines };
}

const outcomes = [...(await quickOnes()), await applied(undefined), await applied("prod"), await applied("staging")];
const sections = outcomes.map(({ what, verdict, lines }) =>
  [`## ${what}: ${verdict}`, "", ...lines.map((line) => `- ${line}`), ""].join("\n"),
);
const heading = `# What the oracles said on ${new Date().toISOString().slice(0, 10)}\n\nWritten by \`npm run oracle\` with Terraform's AWS provider 5.100, moto and Cloudflare's own parser.\n`;
writeFileSync(resultFile, [heading, ...sections].join("\n"));
console.log(`\nWritten: tests/oracle/result.md`);
process.exitCode = outcomes.some(({ verdict }) => verdict === "differs") ? 1 : 0;
