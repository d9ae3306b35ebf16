import { execa, execaSync } from "execa";
import { freePort } from "../free-port.ts";
import type { Recording } from "./record-program.ts";
import { TerraformFolder } from "./terraform.ts";
import { addressOf, translate } from "./terraform-translation.ts";

/** Types that can't be applied on moto 5.2, each with what it does instead. */
const LACKING: Readonly<Record<string, string>> = {
  "aws:appautoscaling/target:Target":
    "moto's application-autoscaling has no ListTagsForResource: the provider waits for ever",
  "aws:appautoscaling/policy:Policy": "needs a target",
};

/** Attributes that moto 5.2 takes and doesn't give back; the provider would want to write them again for ever. */
const FORGOTTEN: Readonly<Record<string, readonly string[]>> = {
  aws_db_instance: ["engine_lifecycle_support"],
  aws_db_parameter_group: ["parameter"],
  aws_ecs_service: [
    "capacity_provider_strategy",
    "health_check_grace_period_seconds",
    "availability_zone_rebalancing",
    "enable_ecs_managed_tags",
  ],
};

/** Services of the endpoints a provider must be told, by the provider's own names. */
const SERVICES = [
  "acm",
  "applicationautoscaling",
  "cloudwatch",
  "ec2",
  "ecr",
  "ecs",
  "elbv2",
  "iam",
  "logs",
  "rds",
  "secretsmanager",
  "sts",
];

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/moto-api/data.json`)).ok;
  } catch {
    return false;
  }
}

async function startMoto() {
  const port = await freePort();
  const environment = { MOTO_ACM_VALIDATION_WAIT: "1", MOTO_IAM_LOAD_MANAGED_POLICIES: "true" };
  const server = execa("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
    env: environment,
    reject: false,
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 60; tries += 1) {
    if (await answers(url)) return { server, url };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  server.kill();
  throw new Error("moto_server didn't answer within 30 s");
}

/** How an application went. */
export interface Applied {
  /** What the second plan would still change; empty when it would change nothing. */
  readonly changes: string;
  /** How many types were applied, of how many there are in the stack. */
  readonly types: readonly [applied: number, all: number];
  readonly leftOut: readonly string[];
}

/** Applies the AWS half of a stack with the real provider on moto and plans again. */
export async function applyOnMoto({ made, region }: Recording): Promise<Applied> {
  const able = made.filter(({ type }) => LACKING[type] === undefined);
  const { resource, leftOut } = translate(able);
  for (const [type, attributes] of Object.entries(FORGOTTEN)) {
    for (const one of Object.values(resource[type] ?? {})) one.lifecycle = { ignore_changes: attributes };
  }
  // No task runs on moto, so no service ever becomes steady there.
  for (const service of Object.values(resource.aws_ecs_service ?? {})) service.wait_for_steady_state = false;
  const { server, url } = await startMoto();
  try {
    const terraform = new TerraformFolder();
    const endpoints = [Object.fromEntries(SERVICES.map((service) => [service, url]))];
    await terraform.prepare({ stack: { resource } }, { region, access_key: "test", secret_key: "test", endpoints });
    const applied = await terraform.run("apply", "-auto-approve", "-input=false", "-no-color", "-parallelism=4");
    if (applied.exitCode !== 0) throw new Error(applied.output.slice(-6000));
    const second = await terraform.run("plan", "-detailed-exitcode", "-input=false", "-no-color");
    const out = made.filter((one) => !able.includes(one)).map((one) => `${addressOf(one)}: ${LACKING[one.type]}`);
    const forgotten = Object.entries(FORGOTTEN).map(
      ([type, names]) => `${type}: moto doesn't give back ${names.join(", ")}`,
    );
    const kinds = (resources: Recording["made"]) => new Set(resources.map(({ type }) => type)).size;
    const types = [kinds(able), kinds(made)] as const;
    return { changes: second.exitCode === 0 ? "" : second.output, types, leftOut: [...leftOut, ...out, ...forgotten] };
  } finally {
    server.kill();
  }
}

/** Why nothing can be applied on moto here; undefined where it can. */
export function whyNoMoto(): string | undefined {
  const { failed } = execaSync("moto_server", ["--help"], { reject: false });
  return failed ? "there is no moto_server; pip install -r tests/oracle/requirements.txt" : undefined;
}
