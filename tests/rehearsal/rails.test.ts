import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Consent } from "../../infra/consent.ts";
import { objections } from "../../rehearsal/limits.ts";
import { openStage, type Stage } from "../../rehearsal/stage.ts";
import { engineHere, hasEngine, why } from "./engine-here.ts";
import { repository, ToyCloud, type ToyProject, toyProject } from "./toy.ts";

const today = new Date().toISOString().slice(0, 10);
const rails = `
const { Rails } = await import(${JSON.stringify(join(repository, "infra/rails.ts"))});
const { parseConsent } = await import(${JSON.stringify(join(repository, "infra/consent.ts"))});
const guarded = () => new Rails(parseConsent(process.env.LAUNCH_CONSENT, "${today}"), "${today}").options("database");
new Thing("bystander", { label: LABEL });
`;

/** The program: a database and a thing beside it that changes with every edit. */
function program(label: string, database: string): string {
  return rails.replace("LABEL", JSON.stringify(label)) + database;
}

interface Row {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly by: "pulumi preview" | "launch preview";
  readonly says: RegExp;
}

const rows: readonly Row[] = [
  {
    title: "a guard added in the update that replaces",
    before: `new Thing("database", { engine: "a" });`,
    after: `new Thing("database", { engine: "b" }, guarded());`,
    by: "launch preview",
    says: /database .*would replace it because of engine\. Its protection comes in this same update/,
  },
  {
    title: "guarded before and after, and replaced",
    before: `new Thing("database", { engine: "a" }, guarded());`,
    after: `new Thing("database", { engine: "b" }, guarded());`,
    by: "pulumi preview",
    says: /What changed: engine.*LAUNCH_CONSENT=replace:database|protected/s,
  },
  {
    title: "protect dropped in the update that replaces",
    before: `new Thing("database", { engine: "a" }, guarded());`,
    after: `new Thing("database", { engine: "b" }, { hooks: guarded().hooks });`,
    by: "pulumi preview",
    says: /LAUNCH_CONSENT=replace:database/,
  },
  {
    title: "protect and hook dropped in the update that replaces",
    before: `new Thing("database", { engine: "a" }, guarded());`,
    after: `new Thing("database", { engine: "b" });`,
    by: "pulumi preview",
    says: /guard-database.*not registered/s,
  },
  {
    title: "a guarded resource removed from the program",
    before: `new Thing("database", { engine: "a" }, guarded());`,
    after: "",
    by: "pulumi preview",
    says: /database/,
  },
  {
    title: "retainOnDelete added in the update that replaces",
    before: `new Thing("database", { engine: "a" });`,
    after: `new Thing("database", { engine: "b" }, { retainOnDelete: true });`,
    by: "launch preview",
    says: /would replace it because of engine/,
  },
  {
    title: "retained before, and replaced by an empty one",
    before: `new Thing("database", { engine: "a" }, { retainOnDelete: true });`,
    after: `new Thing("database", { engine: "b" }, { retainOnDelete: true });`,
    by: "launch preview",
    says: /would replace it because of engine/,
  },
  {
    title: "retainOnDelete dropped in the update that replaces",
    before: `new Thing("database", { engine: "a" }, { retainOnDelete: true });`,
    after: `new Thing("database", { engine: "b" });`,
    by: "launch preview",
    says: /would replace it because of engine/,
  },
];

describe.skipIf(!hasEngine)(`the rails, on the real engine${why}`, { timeout: 240_000 }, () => {
  let toy: ToyProject;
  let stage: Stage;
  let cloud: ToyCloud;

  beforeEach(async () => {
    cloud = new ToyCloud();
    toy = await toyProject("", "config: {}\n");
  });
  afterEach(async () => {
    await stage.close();
    await toy.remove();
  });

  async function putUp(database: string): Promise<void> {
    await toy.write(program("one", database));
    stage = await openStage({ project: toy.folder, stack: "prod", engine: engineHere(), clouds: [cloud] });
    const up = await stage.pulumi(["up", "--yes", "--skip-preview"]);
    expect(up.failures).toEqual([]);
    stage.clouds.log.clear();
  }

  async function change(database: string): Promise<void> {
    await toy.write(program("two", database));
    const main = "infra/index.ts";
    await writeFile(join(stage.copy.project, main), await readFile(join(toy.folder, main), "utf8"));
  }

  function touched(): string[] {
    const records = stage.clouds.log.all();
    return records
      .filter((one) => one.created.length + one.updated.length + one.deleted.length > 0)
      .map(({ urn }) => urn);
  }

  it.each(rows)("$title: refused by $by", async ({ before, after, by, says }) => {
    await putUp(before);
    await change(after);
    const preview = await stage.pulumi(["preview"]);
    if (by === "launch preview") {
      const found = objections(preview, { consents: [], large: true, today });
      expect(found.map(({ kind }) => kind)).toEqual(["loss"]);
      expect(found[0]?.why).toMatch(says);
      return;
    }
    expect(preview.exitCode).not.toBe(0);
    expect(preview.failures.map(({ message }) => message).join("\n")).toMatch(says);
    const up = await stage.pulumi(["up", "--yes"]);
    expect(up.exitCode).not.toBe(0);
    expect(touched()).toEqual([]);
  });

  it("a guarded resource and `pulumi destroy`: refused with nothing touched", async () => {
    await putUp(`new Thing("database", { engine: "a" }, guarded());`);
    for (const words of [
      ["destroy", "--yes"],
      ["destroy", "--yes", "--run-program"],
    ]) {
      const destroy = await stage.pulumi(words);
      expect(destroy.exitCode).not.toBe(0);
      expect(touched()).toEqual([]);
    }
  });

  it("a consent of today lets exactly its resource be replaced", async () => {
    await putUp(`new Thing("database", { engine: "a" }, guarded());`);
    await change(`new Thing("database", { engine: "b" }, guarded());`);
    const consents: Consent[] = [{ action: "replace", resource: "database" }];
    const variables = { LAUNCH_CONSENT: `replace:database:${today}` };
    const preview = await stage.pulumi(["preview"], variables);
    expect(preview.failures).toEqual([]);
    expect(objections(preview, { consents, large: true, today })).toEqual([]);
    const up = await stage.pulumi(["up", "--yes"], variables);
    expect(up.counts).toMatchObject({ replace: 1, update: 1 });
    const other = { LAUNCH_CONSENT: `replace:bystander:${today}` };
    await change(`new Thing("database", { engine: "c" }, guarded());`);
    expect((await stage.pulumi(["preview"], other)).exitCode).not.toBe(0);
  });
});
