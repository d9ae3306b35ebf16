import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Cloud, Properties, Resource } from "../../clouds/cloud.ts";
import { UNKNOWN } from "../../clouds/cloud.ts";

/** A cloud with one kind of thing: `label` changes in place, `engine` replaces. Stands in for a database. */
export class ToyCloud implements Cloud {
  readonly name = "toy";
  readonly version = "1.0.0";
  /** What exists now, by id. */
  readonly things = new Map<string, Properties>();
  /** Ids that were ever made, in order. */
  readonly made: string[] = [];

  secretOutputs(): readonly string[] {
    return [];
  }
  configure(): void {}
  check(_subject: unknown, inputs: Properties) {
    return { inputs, refusals: [] };
  }
  diff(_type: string, _id: string, state: Properties, inputs: Properties) {
    const changed = Object.keys(inputs).filter((key) => JSON.stringify(inputs[key]) !== JSON.stringify(state[key]));
    return { changed, replaces: changed.filter((key) => key === "engine"), deleteBeforeReplace: false };
  }
  plan(_subject: unknown, inputs: Properties): Properties {
    return { ...inputs, address: UNKNOWN };
  }
  create({ name }: { name: string }, inputs: Properties): Resource {
    const id = `${name}-${this.made.length + 1}`;
    const state = { ...inputs, address: `${id}.example.com` };
    this.made.push(id);
    this.things.set(id, state);
    return { id, state };
  }
  update(_subject: unknown, { id, state }: Resource, inputs: Properties): Properties {
    const now = { ...state, ...inputs };
    this.things.set(id, now);
    return now;
  }
  read(_subject: unknown, id: string): Resource | undefined {
    const state = this.things.get(id);
    return state === undefined ? undefined : { id, state };
  }
  delete(_subject: unknown, { id }: Resource): void {
    this.things.delete(id);
  }
  invoke(): Properties {
    return {};
  }
}

/** The repository's own folder. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** What a toy program begins with; `declare` follows. */
const PREAMBLE = `
import { Config, CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
class Thing extends CustomResource {
  constructor(name: string, args: Record<string, Input<unknown>>, options?: CustomResourceOptions) {
    super("toy:index:Thing", name, { address: undefined, ...args }, options);
  }
}
const config = new Config();
`;

/** A project in a temporary folder, with a stack file as given and room for the rails of this repository. */
export interface ToyProject {
  readonly folder: string;
  write(program: string): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a project whose program is `PREAMBLE` and the text given. */
export async function toyProject(program: string, stackFile: string): Promise<ToyProject> {
  const folder = await mkdtemp(join(tmpdir(), "launch-toy-"));
  const main = join(folder, "infra", "index.ts");
  await mkdir(join(folder, "infra"));
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "toy", type: "module" }));
  await writeFile(
    join(folder, "Pulumi.yaml"),
    "name: launch\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: infra/index.ts\n",
  );
  await writeFile(join(folder, "Pulumi.prod.yaml"), stackFile);
  const write = (text: string) => writeFile(main, PREAMBLE + text);
  await write(program);
  return { folder, write, remove: () => rm(folder, { recursive: true, force: true }) };
}
