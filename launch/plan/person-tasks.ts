import type { Settings } from "../../declaration/settings.ts";

/** What no program can do for the founder, for this stack, in the order it is needed: one sentence each. */
export function personTasks(settings: Settings, stack: string): string[] {
  const { domain, cloudflare, aws, secrets, services } = settings;
  const examples = exampleValues(settings);
  const external = secrets.filter((secret) => secret.from === "external").map(({ name }) => name);
  const names = services.map(({ name }) => name).join(", ");
  return [
    ...(examples.length === 0
      ? []
      : [`Put your own values for the examples in Pulumi.${stack}.yaml: ${examples.join(", ")}`]),
    `Set Cloudflare's two name servers for ${domain.apex} at your registrar: a zone that is not active stops \`pulumi up\``,
    `Have the zone on Cloudflare's plan ${cloudflare.plan}`,
    `Give \`pulumi up\` credentials for AWS ${aws.accountId} and a CLOUDFLARE_API_TOKEN, in its environment only`,
    ...external.map(
      (name) => `After the first up, set ${name} (aws secretsmanager put-secret-value); it holds a placeholder`,
    ),
    `After the first up, release your image: ${names} runs a placeholder that only answers the health check`,
  ];
}

/** The zone id in the examples of Cloudflare's API documentation. */
const DOCUMENTED_ZONE = "023e105f4ecef8ad9ca31a8372d0c353";
/** The account id in the examples of AWS's documentation. */
const DOCUMENTED_ACCOUNT = "123456789012";

/** Keys of the settings whose value can be nobody's: reserved domains (RFC 2606), documentation's ids, made-up ids. */
export function exampleValues({ domain, cloudflare, aws }: Settings): string[] {
  const reserved = /(^|\.)(example|test|invalid|localhost)$|(^|\.)example\.(com|net|org)$/.test(domain.apex);
  const examples: Record<string, boolean> = {
    "launch:domain": reserved,
    "launch:cloudflare.accountId": isMadeUp(cloudflare.accountId),
    // A domain that is nobody's has no zone.
    "launch:cloudflare.zoneId": reserved || cloudflare.zoneId === DOCUMENTED_ZONE || isMadeUp(cloudflare.zoneId),
    "launch:aws.accountId": aws.accountId === DOCUMENTED_ACCOUNT || isMadeUp(aws.accountId),
  };
  return Object.keys(examples).filter((key) => examples[key]);
}

/** At most four characters over and over, or the digits counted up: no real id looks so. */
function isMadeUp(id: string): boolean {
  return /^(.{1,4})\1+$/.test(id) || "0123456789abcdef".repeat(3).includes(id);
}
