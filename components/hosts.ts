import { DnsRecord, type DnsRecordArgs } from "@pulumi/cloudflare/dnsRecord.js";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import type { Host } from "../declaration/settings.ts";

/** What the records of the web hosts are made of. */
export interface HostsArgs {
  readonly zoneId: Input<string>;
  readonly hosts: readonly Host[];
  /** The load balancer's own DNS name, which every serving host points at. */
  readonly origin: Input<string>;
}

/**
 * A documentation address (RFC 5737) for hosts that only redirect: the record must exist to be proxied, and Cloudflare
 * answers before anything would be sent there.
 */
const NOWHERE = "192.0.2.1";

/** One proxied record for every web host. Settings with two owners for a name were refused before this. */
export class Hosts extends ComponentResource {
  constructor(name: string, args: HostsArgs, opts: ComponentResourceOptions) {
    super("launch:components:Hosts", name, {}, opts);
    for (const host of args.hosts) {
      new DnsRecord(
        `host-${host.label}`,
        { zoneId: args.zoneId, ...hostRecord(host, args.origin) },
        // A change of type would otherwise meet the old record (81053).
        { parent: this, deleteBeforeReplace: true },
      );
    }
    this.registerOutputs({ names: args.hosts.map((host) => host.name) });
  }
}

/** The record of one host; a proxied record's TTL is always 1, which means automatic. */
export function hostRecord(host: Host, origin: Input<string>): Omit<DnsRecordArgs, "zoneId"> {
  const common = { name: host.name, proxied: true, ttl: 1 };
  return "redirectTo" in host.serves
    ? { ...common, type: "A", content: NOWHERE, comment: `redirects to ${host.serves.redirectTo}` }
    : { ...common, type: "CNAME", content: origin, comment: `service ${host.serves.service}` };
}
