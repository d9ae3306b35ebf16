import type { Accounts } from "../../clouds/cloud.ts";
import type { Settings } from "../../declaration/settings.ts";

/** The accounts as the settings describe them: a plan takes the settings' word, the real preview compares. */
export function accountsOf({ aws, cloudflare, domain }: Settings): Accounts {
  return { aws, cloudflare: { ...cloudflare, zoneName: domain.apex } };
}
