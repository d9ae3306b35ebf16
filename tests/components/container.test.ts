import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import { containerDefinitions, placeholderCommand } from "../../components/container.ts";
import { freePort } from "../free-port.ts";

const args = {
  name: "web",
  image: "registry.example/web@sha256:00",
  port: 8080,
  environment: [
    { name: "ZONE", value: "b" },
    { name: "ACCENT", value: "a" },
  ],
  secrets: [
    { name: "TOKEN", valueFrom: "arn:b" },
    { name: "DATABASE_URL", valueFrom: "arn:a" },
  ],
  logGroup: "web-1",
  region: "eu-west-1",
};

it("writes the same JSON however the settings order their variables", () => {
  const reversed = { ...args, environment: [...args.environment].reverse(), secrets: [...args.secrets].reverse() };
  expect(containerDefinitions(reversed)).toBe(containerDefinitions(args));
});

it("tells the container its port and injects secrets by reference, never by value", () => {
  const [container] = JSON.parse(containerDefinitions(args));
  expect(container.environment).toContainEqual({ name: "PORT", value: "8080" });
  expect(container.secrets.map((secret: { name: string }) => secret.name)).toEqual(["DATABASE_URL", "TOKEN"]);
});

it("has a placeholder that really answers 200 on the service's port and stops when told to", async () => {
  const port = await freePort();
  const [, ...commandLine] = placeholderCommand(port);
  const child = spawn(process.execPath, commandLine, { stdio: "ignore" });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  try {
    expect(await statusOnceListening(`http://127.0.0.1:${port}/any/health`)).toBe(200);
  } finally {
    child.kill("SIGTERM");
  }
  expect(await exited).toBe(0);
});

async function statusOnceListening(url: string): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      return (await fetch(url)).status;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`${url} never answered`);
}
