import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { engineHere } from "../engine-here.ts";

const NODE_MODULES = join(import.meta.dirname, "../../../node_modules");

/** What a command of the engine did. */
interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Pulumi project in a temporary folder with a file backend of its own. */
export interface Project {
  /** Writes the program: the body of an ES module without its imports of the SDKs. */
  write(program: string): Promise<void>;
  pulumi(...args: readonly string[]): Promise<Run>;
  /** The raw text of the state file. */
  state(): Promise<string>;
  remove(): Promise<void>;
}

/** Makes a project whose providers are the served ones. */
export async function makeProject(debugProviders: string): Promise<Project> {
  const engine = engineHere();
  const folder = await mkdtemp(join(tmpdir(), "providers-test-"));
  const environment = {
    HOME: folder,
    PATH: [join(NODE_MODULES, ".bin"), ...engine.folders, process.env.PATH].join(delimiter),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DEBUG_PROVIDERS: debugProviders,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  const pulumi = (...args: readonly string[]) => run(engine.command, args, folder, environment);
  await mkdir(join(folder, "backend"));
  await symlink(NODE_MODULES, join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "tiny", type: "module", main: "index.ts" }));
  const runtime = "runtime:\n  name: nodejs\n  options: { typescript: false }";
  await writeFile(join(folder, "Pulumi.yaml"), `name: tiny\nmain: index.ts\n${runtime}\n`);
  const project: Project = {
    write: (program) => writeFile(join(folder, "index.ts"), `${IMPORTS}\n${program}\n`),
    pulumi: (...args) => pulumi(...args, "--non-interactive"),
    state: () => readFile(join(folder, "backend/.pulumi/stacks/tiny/dev.json"), "utf8"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  await project.write("");
  const initialised = await project.pulumi("stack", "init", "dev");
  if (initialised.exitCode !== 0) throw new Error(initialised.stderr);
  return project;
}

/** Only what the tests use: the whole of an SDK takes seconds to load. */
const IMPORTS = [
  'import * as pulumi from "@pulumi/pulumi";',
  ...load("cloudflare", ["DnsRecord", "Ruleset", "UrlNormalizationSettings", "ZoneSetting", "getZoneOutput"]),
  ...load("random", ["RandomPassword", "RandomPet"]),
].join("\n");

function load(sdk: string, names: readonly string[]): string[] {
  const file = (name: string) => name.charAt(0).toLowerCase() + name.slice(1).replace(/Output$/, "");
  const imports = names.map((name) => `import { ${name} } from "@pulumi/${sdk}/${file(name)}.js";`);
  return [...imports, `const ${sdk} = { ${names.join(", ")} };`];
}

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode: exitCode ?? -1, stdout, stderr }));
  });
}
