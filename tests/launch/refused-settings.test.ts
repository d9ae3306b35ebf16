import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, it } from "vitest";
import { repository } from "../rehearsal/toy.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "launch-refused-"));
  for (const file of ["Pulumi.yaml", "Pulumi.prod.yaml", "Pulumi.staging.yaml"]) {
    cpSync(join(repository, file), join(folder, file));
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

function edit(stack: string, from: string, to: string): void {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  const text = readFileSync(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}

const routes = "    - { host: app, path: /login, kind: auth }\n";
const limited = (requests: readonly number[]) =>
  requests
    .map((count) => {
      const limit = `{ requests: ${count}, periodSeconds: 60, blockSeconds: 60 }`;
      return `    - { host: app, path: /limited-${count}, kind: api, limit: ${limit} }\n`;
    })
    .join("");

const cases = [
  {
    title: "seven different limits on Pro",
    stack: "prod",
    from: routes,
    to: limited([11, 12, 13, 14, 15, 16, 17]) + routes,
    says: [/http_ratelimit/, /2\b/, /Business/, /app-limited-17/],
  },
  {
    title: "a regular expression, which needs `matches`, on Free",
    stack: "staging",
    from: "path: /login,",
    to: 'path: "/(login|signin)$",',
    says: [/launch:routes\[\d\]\.path/, /`matches`, which Free and Pro don't have/, /write {2}\/\*/],
  },
  {
    title: "a second owner for a name",
    stack: "prod",
    from: "    - { name: api, service: web }\n",
    to: "    - { name: api, service: web }\n    - { name: API, redirectTo: apex }\n",
    says: [/launch:hosts\[4\]\.name = "API"/, /has an owner already: launch:hosts\[3\]/],
  },
  {
    title: "a Fargate pair that doesn't exist",
    stack: "prod",
    from: "memoryMiB: 1024",
    to: "memoryMiB: 8192",
    says: [/launch:services\.web/, /1024, 2048, 3072, 4096/],
  },
];

it.each(cases)("refuses $title before anything, with the way out", async ({ stack, from, to, says }) => {
  edit(stack, from, to);
  const { exitCode, stderr, stdout } = await launch("plan", stack);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  for (const text of says) expect(stderr).toMatch(text);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(existsSync(join(folder, ".launch"))).toBe(false);
});

it.each(cases)("refuses $title before the engine is asked for", async ({ stack, from, to, says }) => {
  edit(stack, from, to);
  const { exitCode, stderr, stdout } = await launch("rehearse", stack);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  for (const text of says) expect(stderr).toMatch(text);
});

it("takes seven limits on Pro that are equal, and says that they are counted together", async () => {
  const equal = [1, 2, 3, 4, 5, 6, 7]
    .map((number) => limited([30]).replace("/limited-30", `/limited-${number}`))
    .join("");
  edit("prod", routes, equal + routes);
  edit("prod", "    - { host: app, path: /chat, kind: chat }\n", "");
  const { exitCode, stdout } = await launch("plan", "prod");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/app-limited-1, .*app-limited-7.* are counted together: 30 in 60 s/);
});

function launch(command: string, stack: string) {
  return execa(process.execPath, [join(repository, "launch/bin.js"), command, "--stack", stack], {
    cwd: folder,
    reject: false,
    env: { NO_COLOR: "1" },
  });
}
