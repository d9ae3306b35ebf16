import type { Settings } from "../../declaration/settings.ts";

/** Something no program can do for the founder. */
export interface PersonTask {
  /** What to do, as an instruction. */
  readonly task: string;
  /** Where or with which command. */
  readonly how: string;
}

/** What a person has to do for this stack, in the order it is needed. Reads the settings only. */
export function personTasks(settings: Settings, stack: string): PersonTask[] {
  const { domain, cloudflare, aws, secrets, services } = settings;
  const external = secrets.filter((secret) => secret.from === "external");
  return [
    ...exampleValues(settings).map(({ key, value, where }) => ({
      task: `Replace the example ${key} = ${value} in Pulumi.${stack}.yaml`,
      how: where,
    })),
    {
      task: `Have ${domain.apex} on Cloudflare's name servers, on the plan ${cloudflare.plan}`,
      how: `set the two name servers of zone ${cloudflare.zoneId} at your registrar; a zone that isn't active stops \`pulumi up\``,
    },
    {
      task: `Give \`pulumi up\` credentials for AWS ${aws.accountId} and Cloudflare`,
      how: "AWS_PROFILE or AWS_ACCESS_KEY_ID, and CLOUDFLARE_API_TOKEN, in the environment; never in this repository",
    },
    ...external.map(({ name }) => ({
      task: `Set the secret ${name} after the first up; until then it holds a placeholder`,
      how: `aws secretsmanager put-secret-value --region ${aws.region} --secret-id <ARN of "The variable ${name}"> --secret-string file:///dev/stdin`,
    })),
    {
      task: `Put your own image in place of the placeholder (${services.map(({ name }) => name).join(", ")})`,
      how: "until then a placeholder answers the health check on the service's own port",
    },
  ];
}

interface ExampleValue {
  readonly key: string;
  readonly value: string;
  readonly where: string;
}

/** Values that can belong to nobody: documentation's account, runs of one digit, reserved domains (RFC 2606). */
export function exampleValues({ domain, cloudflare, aws }: Settings): ExampleValue[] {
  const candidates: (ExampleValue & { readonly example: boolean })[] = [
    {
      key: "launch:domain",
      value: domain.apex,
      where: "a domain you have registered",
      example: /(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|net|org)$/.test(domain.apex),
    },
    {
      key: "launch:cloudflare.zoneId",
      value: cloudflare.zoneId,
      where: "Cloudflare's dashboard, overview of the zone, at the right",
      example: isMadeUp(cloudflare.zoneId),
    },
    {
      key: "launch:cloudflare.accountId",
      value: cloudflare.accountId,
      where: "Cloudflare's dashboard, overview of the zone, at the right",
      example: isMadeUp(cloudflare.accountId),
    },
    {
      key: "launch:aws.accountId",
      value: aws.accountId,
      where: "aws sts get-caller-identity",
      example: isMadeUp(aws.accountId) || aws.accountId === "123456789012",
    },
  ];
  return candidates.filter(({ example }) => example).map(({ key, value, where }) => ({ key, value, where }));
}

/** One group of at most four characters over and over, or `0123456789abcdef` counted up: no real id looks so. */
function isMadeUp(id: string): boolean {
  return /^(.{1,4})\1+$/.test(id) || "0123456789abcdef".repeat(3).includes(id);
}
