import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa, execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseUrl } from "../../components/database-url.ts";
import { freePort } from "../free-port.ts";

const DEBIAN = "/usr/lib/postgresql";
const folders = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, "bin")) : [];
const PATH = [...folders, process.env.PATH].join(":");
const missing = ["initdb", "postgres", "psql", "openssl"].filter(
  (program) =>
    execaSync(program, [program === "openssl" ? "version" : "--version"], { env: { PATH }, reject: false }).failed,
);
const why = missing.length === 0 ? "" : ` (skipped: there is no ${missing.join(", no ")}; install PostgreSQL)`;

// PostgreSQL refuses to run as root; 65534 is `nobody` on every Unix that has one.
const asNobody = userInfo().uid === 0 ? { uid: 65_534, gid: 65_534 } : {};
const password = "a-/@:%?#secret";

describe.skipIf(missing.length > 0)(`the URL the services receive, on a real PostgreSQL with TLS${why}`, () => {
  let folder = "";
  let port = 0;
  let stop = async () => {};
  const url = (host = "localhost") =>
    databaseUrl({ owner: "app_owner", password, endpoint: `${host}:${port}`, database: "app" });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "launch-postgres-"));
    if (asNobody.uid !== undefined) chownSync(folder, asNobody.uid, asNobody.gid);
    port = await freePort();
    const run = (program: string, words: string[]) =>
      execa(program, words, { ...asNobody, cwd: folder, env: { PATH, HOME: folder } });
    const forLocalhost = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    await run("openssl", [
      "req",
      "-x509",
      "-nodes",
      "-newkey",
      "rsa:2048",
      "-keyout",
      "key",
      "-out",
      "certificate",
      ...forLocalhost,
    ]);
    chmodSync(join(folder, "key"), 0o600);
    await run("initdb", ["--pgdata", "data", "--username", "admin", "--auth", "trust"]);
    // As RDS with rds.force_ssl: nobody comes in over the network without TLS.
    writeFileSync(join(folder, "data/pg_hba.conf"), "local all all trust\nhostssl all all all scram-sha-256\n");
    const settings = [`port=${port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, "ssl=on"];
    const files = [`ssl_cert_file=${folder}/certificate`, `ssl_key_file=${folder}/key`];
    const server = execa("postgres", ["-D", "data", ...[...settings, ...files].flatMap((setting) => ["-c", setting])], {
      ...asNobody,
      cwd: folder,
      env: { PATH },
      reject: false,
    });
    stop = async () => {
      server.kill("SIGINT");
      await server;
    };
    const admin = (sql: string) =>
      run("psql", ["-h", folder, "-p", `${port}`, "-U", "admin", "-d", "postgres", "-c", sql]);
    await untilItAnswers(() => admin("select 1"));
    await admin(`create role app_owner login password '${password}'`);
    await admin("create database app owner app_owner");
  }, 60_000);

  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (address: string, certificate = join(folder, "certificate")) =>
    execa(
      "psql",
      [address, "-Atc", "select current_user, current_database(), ssl from pg_stat_ssl where pid = pg_backend_pid()"],
      {
        env: { PATH, PGSSLROOTCERT: certificate, PGCONNECT_TIMEOUT: "5" },
        reject: false,
      },
    );

  it("connects as the owner to the app's database, encrypted, whatever the password holds", async () => {
    expect(await ask(url())).toMatchObject({ exitCode: 0, stdout: "app_owner|app|t" });
  });

  it("refuses a server that the authority at hand didn't sign, and one under another name", async () => {
    expect((await ask(url(), join(folder, "nowhere"))).stderr).toMatch(/root certificate file .* does not exist/);
    expect((await ask(url("127.0.0.1"))).stderr).toMatch(/does not match host name/);
  });

  it("is refused where it asks for no TLS", async () => {
    expect((await ask(url().replace("verify-full", "disable"))).stderr).toMatch(/no pg_hba.conf entry|no encryption/);
  });
});

async function untilItAnswers(question: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await question();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(100);
    }
  }
}
