import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider.js";
import { ComponentResource } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { Database } from "../components/database.ts";
import { EdgeRules } from "../components/edge-rules.ts";
import { Hosts } from "../components/hosts.ts";
import { Network } from "../components/network.ts";
import { Origin } from "../components/origin.ts";
import type { Protection } from "../components/protection.ts";
import { Secrets } from "../components/secrets.ts";
import { Services } from "../components/services.ts";
import { Zone } from "../components/zone.ts";
import type { Settings } from "../declaration/settings.ts";
import { compileEdge } from "../edge/compile.ts";

/** What the whole launch is derived from. */
export interface LaunchArgs {
  readonly settings: Settings;
  readonly protection: Protection;
}

/** The root of the stack. Its inputs and outputs carry the facts that checks over the whole stack need. */
export class Launch extends ComponentResource {
  /** The addresses members can open, canonical host first. */
  readonly addresses: string[];

  constructor(name: string, { settings, protection }: LaunchArgs) {
    const facts = launchFacts(settings);
    super("launch:infra:Launch", name, facts, { providers: providers(settings) });
    const parent = { parent: this };
    const { hosts } = settings;
    const zone = new Zone("zone", { ...settings.cloudflare, apex: settings.domain.apex }, parent);
    const proof = new RandomPassword("origin-proof", { length: 48, special: false }, parent).result;
    const network = new Network("network", settings.aws, parent);
    const origin = new Origin("origin", { apex: settings.domain.apex, zoneId: zone.zoneId, network }, parent);
    const { variables } = new Secrets("secrets", { secrets: settings.secrets, protection }, parent);
    const database = new Database("database", { database: settings.database, network, protection }, parent);
    new Services("services", { ...settings, network, origin, database, variables, proof }, parent);
    new EdgeRules(
      "edge",
      { zoneId: zone.zoneId, edge: compileEdge(settings), secrets: { "origin-proof": proof } },
      parent,
    );
    new Hosts("hosts", { zoneId: zone.zoneId, hosts, origin: origin.dnsName }, parent);
    this.addresses = facts.addresses;
    this.registerOutputs(facts);
  }
}

/** The two clouds, held to the account and region that the settings name. */
function providers({ aws }: Settings): { aws: AwsProvider; cloudflare: CloudflareProvider } {
  return {
    aws: new AwsProvider("aws", { region: aws.region, allowedAccountIds: [aws.accountId] }),
    cloudflare: new CloudflareProvider("cloudflare", {}),
  };
}

/** What checks over the whole stack may rely on, without reading any configuration. */
function launchFacts({ hosts, routes, cloudflare, domain }: Settings) {
  const canonical = hosts.filter(({ label }) => label === domain.canonical);
  const others = hosts.filter((host) => "service" in host.serves && host.label !== domain.canonical);
  return {
    plan: cloudflare.plan,
    hosts: hosts.map(({ label, name, serves }) => ({ label, name, ...serves })),
    routes: routes.map(({ name, host, kind, path }) => ({ name, host, kind, path: path.path, form: path.form })),
    addresses: [...canonical, ...others].map((host) => `https://${host.name}`),
  };
}
