import { cloudflareCloud } from "../../../clouds/cloudflare/cloud.ts";
import { randomCloud } from "../../../clouds/random/cloud.ts";
import type { FailureMode } from "../../../rehearsal/providers/failures.ts";
import { type ServedClouds, serveClouds } from "../../../rehearsal/providers/serve.ts";
import { makeProject, type Project } from "./engine.ts";

/** The zone of the program. */
export const ZONE_ID = "0123456789abcdef0123456789abcdef";

/** A project with its served clouds. */
export interface Rehearsal {
  readonly project: Project;
  readonly served: ServedClouds;
  /** The text that is secret in the program. */
  readonly canary: string;
  end(): Promise<void>;
}

/** Serves Cloudflare and random, and makes a project for them. */
export async function rehearse(failures: FailureMode = "none"): Promise<Rehearsal> {
  const account = { accountId: "a".repeat(32), zoneId: ZONE_ID, zoneName: "example.com", plan: "pro" } as const;
  const served = await serveClouds([cloudflareCloud({ cloudflare: account }), randomCloud()], { failures });
  const project = await makeProject(served.debugProviders);
  const end = async () => {
    await project.remove();
    await served.close();
  };
  return { project, served, canary: "canary-3f2a9c", end };
}

/** A rule of a rate limit, as source text. */
export function limitRule(ref: string): string {
  const ratelimit = `{ characteristics: ["cf.colo.id", "ip.src"], period: 60, requestsPerPeriod: 10, mitigationTimeout: 60 }`;
  return `{ ref: "${ref}", action: "block", expression: 'http.request.uri.path eq "/${ref}"', ratelimit: ${ratelimit} }`;
}

/** A small edge with one resource of each kind; `extra` is more source text. */
export function program(canary: string, limits: readonly string[], extra = ""): string {
  return `
const zoneId = cloudflare.getZoneOutput({ zoneId: "${ZONE_ID}" }).id;
const proof = new random.RandomPassword("proof", { length: 24, special: false });
const record = (name, args) => new cloudflare.DnsRecord(name, { zoneId, ...args });
record("apex", { name: "example.com", type: "A", content: "192.0.2.1", ttl: 1, proxied: true });
record("caa", { name: "example.com", type: "CAA", ttl: 300, data: { flags: 0, tag: "issue", value: "letsencrypt.org" } });
new cloudflare.ZoneSetting("tls", { zoneId, settingId: "ssl", value: "strict" });
new cloudflare.UrlNormalizationSettings("norm", { zoneId, type: "cloudflare", scope: "both" });
const ruleset = (name, phase, rules) => new cloudflare.Ruleset(name, { zoneId, kind: "zone", phase, name, rules });
const header = (value) => ({ operation: "set", value });
ruleset("headers", "http_request_late_transform", [{ ref: "proof", action: "rewrite", expression: "true",
  actionParameters: { headers: { "x-origin-proof": header(proof.result), "x-canary": header(pulumi.secret("${canary}")) } } }]);
const limits = ruleset("limits", "http_ratelimit", [${limits.join(", ")}]);
export const ids = limits.rules.apply((rules) => Object.fromEntries(rules.map(({ ref, id }) => [ref, id])));
${extra}`;
}
