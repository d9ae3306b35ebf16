import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { execa } from "execa";
import {
  findMirror,
  OFFLINE_PROVIDER,
  PROVIDER_VERSION,
  prepareTerraform,
} from "../../clouds/aws/generate-terraform.ts";

function installed(command: string): boolean {
  try {
    execFileSync(command, ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Why the real provider can't be asked on this machine; undefined when it can. */
export function whyNoProvider(): string | undefined {
  if (!installed("terraform")) return "terraform isn't installed";
  if (!findMirror()) return `no filesystem mirror with hashicorp/aws ${PROVIDER_VERSION} (TF_PLUGIN_MIRROR names one)`;
  return undefined;
}

/** One complaint of Terraform or the provider. */
export interface Complaint {
  /** The file it is about, without folder. */
  readonly file: string | undefined;
  readonly address: string | undefined;
  readonly text: string;
}

/** A folder with an initialised Terraform and one file for each part of a configuration. */
export class TerraformFolder {
  readonly folder = mkdtempSync(path.join(tmpdir(), "aws-oracle-"));
  private environment: Readonly<Record<string, string>> = {};

  /** Writes the parts, each a Terraform JSON configuration, and initialises. */
  async prepare(parts: Readonly<Record<string, unknown>>, provider: unknown = OFFLINE_PROVIDER): Promise<void> {
    this.environment = await prepareTerraform(this.folder);
    writeFileSync(path.join(this.folder, "provider.tf.json"), JSON.stringify({ provider: { aws: provider } }));
    for (const [name, part] of Object.entries(parts)) {
      writeFileSync(path.join(this.folder, `${name}.tf.json`), JSON.stringify(part, null, 1));
    }
  }

  /** Runs a Terraform command; its exit code isn't judged. */
  async run(...args: readonly string[]): Promise<{ readonly exitCode: number; readonly output: string }> {
    const options = { cwd: this.folder, env: this.environment, reject: false, maxBuffer: 2 ** 27, all: true } as const;
    const { exitCode, all } = await execa("terraform", args, options);
    return { exitCode: exitCode ?? 1, output: all };
  }

  /** Plans without asking AWS anything, and returns what was complained of. */
  async plan(): Promise<{ readonly exitCode: number; readonly complaints: readonly Complaint[] }> {
    const { exitCode, output } = await this.run("plan", "-refresh=false", "-input=false", "-no-color", "-json");
    return { exitCode, complaints: output.split("\n").flatMap(complaint) };
  }
}

interface Event {
  readonly "@level"?: string;
  readonly diagnostic?: {
    readonly summary: string;
    readonly detail: string;
    readonly address?: string;
    readonly range?: { readonly filename: string };
  };
}

function complaint(line: string): readonly Complaint[] {
  if (!line.startsWith("{")) return [];
  // One event of terraform's machine-readable log.
  const { "@level": level, diagnostic } = JSON.parse(line) as Event;
  if (level !== "error" || !diagnostic) return [];
  const { summary, detail, address, range } = diagnostic;
  return [{ file: range && path.basename(range.filename, ".tf.json"), address, text: `${summary} ${detail}`.trim() }];
}
