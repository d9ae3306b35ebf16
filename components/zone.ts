import { getZoneOutput } from "@pulumi/cloudflare/getZone.js";
import { UrlNormalizationSettings } from "@pulumi/cloudflare/urlNormalizationSettings.js";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting.js";
import { ComponentResource, type ComponentResourceOptions, type Output, RunError } from "@pulumi/pulumi";
import type { Cloudflare, HostName } from "../declaration/settings.ts";

/** What the settings say of the zone; all of it is compared with the real one at preview. */
export interface ZoneArgs extends Cloudflare {
  readonly apex: HostName;
}

/** What Cloudflare says of a zone, as far as the settings can contradict it. */
export interface FoundZone {
  readonly name: string;
  readonly accountId: string;
  readonly plan: string;
  readonly status: string;
}

/**
 * The zone that exists already: looked up by id, compared with the settings, and set to the encryption the rest
 * relies on. Every record and rule takes its id from here, so a wrong zone stops the update before anything is made.
 */
export class Zone extends ComponentResource {
  /** Known at preview; throws there when the zone isn't the one the settings describe. */
  readonly zoneId: Output<string>;

  constructor(name: string, args: ZoneArgs, opts: ComponentResourceOptions) {
    super("launch:components:Zone", name, {}, opts);
    const found = getZoneOutput({ zoneId: args.zoneId }, { parent: this });
    this.zoneId = found.apply((zone) => {
      const faults = zoneFaults(args, {
        name: zone.name,
        accountId: zone.account.id,
        plan: zone.plan.legacyId,
        status: zone.status,
      });
      if (faults.length > 0) throw new RunError(faults.join("\n"));
      return args.zoneId;
    });
    const zoneId = this.zoneId;
    // `strict` checks the load balancer's certificate; anything less could loop with an origin that insists on https.
    new ZoneSetting(`${name}-tls-mode`, { zoneId, settingId: "ssl", value: "strict" }, { parent: this });
    new ZoneSetting(`${name}-tls-minimum`, { zoneId, settingId: "min_tls_version", value: "1.2" }, { parent: this });
    // The limits and cache rules judge the normalised path, so the origin must receive that same path.
    new UrlNormalizationSettings(
      `${name}-url-normalization`,
      { zoneId, type: "cloudflare", scope: "both" },
      { parent: this },
    );
    this.registerOutputs({ zoneId });
  }
}

/** Every way in which the zone found isn't the zone the settings describe, in words; empty when it is. */
export function zoneFaults(args: ZoneArgs, found: FoundZone): string[] {
  const differences: [setting: string, written: string, real: string][] = [
    ["launch:domain.name", args.apex, found.name],
    ["launch:cloudflare.accountId", args.accountId, found.accountId],
    ["launch:cloudflare.plan", args.plan, found.plan],
  ];
  const faults = differences
    .filter(([, written, real]) => written !== real)
    .map(
      ([setting, written, real]) =>
        `${setting} is ${written}, but the zone ${args.zoneId} has ${real}. Write ${real}, or the id of the zone you mean in launch:cloudflare.zoneId.`,
    );
  if (found.status !== "active") {
    faults.push(
      `The zone ${args.apex} is ${found.status}, not active: set Cloudflare's two name servers at your registrar, wait until the dashboard says active, and run this again.`,
    );
  }
  return faults;
}
