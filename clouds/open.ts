import { type AwsCloud, awsCloud } from "./aws/cloud.ts";
import type { Accounts, Cloud } from "./cloud.ts";
import { cloudflareCloud } from "./cloudflare/cloud.ts";
import { randomCloud } from "./random/cloud.ts";

/** One simulated provider for each package the stack uses. */
export interface Clouds {
  readonly aws: AwsCloud;
  readonly cloudflare: Cloud;
  readonly random: Cloud;
}

/** Empty clouds in which only the accounts exist: the AWS account, and the Cloudflare zone. */
export function openClouds(accounts: Accounts): Clouds {
  return { aws: awsCloud(accounts), cloudflare: cloudflareCloud(accounts), random: randomCloud() };
}
