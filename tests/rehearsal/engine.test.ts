import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findEngine } from "../../rehearsal/engine/find.ts";
import { withLock } from "../../rehearsal/engine/lock.ts";
import { engineVersion } from "../../rehearsal/engine/version.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "launch-engine-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Puts a command into a folder that prints a version, and says that it was started. */
async function put(place: string, name: string, version = engineVersion()): Promise<string> {
  const path = join(folder, place);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, name), `#!/bin/sh\ntouch '${join(folder, "started")}'\necho v${version}\n`);
  await chmod(join(path, name), 0o755);
  return path;
}

async function putBoth(place: string, version?: string): Promise<string> {
  await put(place, "pulumi-language-nodejs");
  return put(place, "pulumi", version);
}

const look = (...path: string[]) => findEngine({ PATH: path.join(delimiter), PULUMI_HOME: join(folder, "home") });

describe("finding an engine", () => {
  it("takes one from PATH, and without a word when it is the tried version", async () => {
    const bin = await putBoth("bin");
    expect(await look(bin)).toEqual({ command: join(bin, "pulumi"), folders: [bin], version: engineVersion() });
  });

  it("takes a host for Node from another folder of PATH", async () => {
    const bin = await put("bin", "pulumi");
    const other = await put("other", "pulumi-language-nodejs");
    expect(await look(bin, other)).toMatchObject({ folders: [bin, other] });
    expect(await look(bin)).toBeUndefined();
  });

  it("never starts the npm shim, which would download", async () => {
    const shim = await putBoth("node_modules/.bin");
    expect(await look(shim)).toBeUndefined();
    await expect(readFile(join(folder, "started"))).rejects.toThrow("ENOENT");
  });

  it("prefers the tried version in Pulumi's home to another one on PATH", async () => {
    const bin = await putBoth("bin", "3.999.0");
    expect(await look(bin)).toMatchObject({ version: "3.999.0", note: expect.stringContaining(engineVersion()) });
    const home = await putBoth(join("home", "versions", engineVersion(), "bin"));
    expect(await look(bin)).toMatchObject({ command: join(home, "pulumi"), version: engineVersion() });
  });

  it.each(["3.100.0", "2.300.0", "4.0.0"])("passes over %s", async (version) => {
    expect(await look(await putBoth("bin", version))).toBeUndefined();
  });

  it("finds nothing where there is nothing", async () => {
    expect(await look(join(folder, "nowhere"))).toBeUndefined();
  });
});

describe("the lock", () => {
  it("lets one run at a time", async () => {
    const path = join(folder, "deep", "lock");
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(20);
      inside -= 1;
    };
    await Promise.all([1, 2, 3].map(() => withLock(path, () => undefined, work)));
    expect(most).toBe(1);
  });

  it("is taken over from a process that died, and given back after a failure", async () => {
    const path = join(folder, "lock");
    await writeFile(path, String(2 ** 22 + 1));
    const failing = withLock(
      path,
      () => undefined,
      () => Promise.reject(new Error("no")),
    );
    await expect(failing).rejects.toThrow("no");
    expect(
      await withLock(
        path,
        () => undefined,
        async () => "again",
      ),
    ).toBe("again");
  });
});
