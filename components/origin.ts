import { Certificate } from "@pulumi/aws/acm/certificate.js";
import { CertificateValidation } from "@pulumi/aws/acm/certificateValidation.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Listener } from "@pulumi/aws/lb/listener.js";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord.js";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type { HostName } from "../declaration/settings.ts";
import { ADDRESSES, type Network } from "./network.ts";

/** What the load balancer stands on. */
export interface OriginArgs {
  readonly apex: HostName;
  readonly zoneId: Input<string>;
  readonly network: Network;
}

/** Seconds a connection may be silent: above the longest pause between two heartbeats of a chat's stream. */
export const IDLE_SECONDS = 120;

/**
 * The load balancer that only this zone reaches: its addresses are open to Cloudflare alone, it speaks TLS 1.2 and
 * above, and it answers 403 unless a service's rule recognises the zone's proof.
 */
export class Origin extends ComponentResource {
  readonly dnsName: Output<string>;
  readonly listenerArn: Output<string>;
  readonly securityGroupId: Output<string>;

  constructor(name: string, args: OriginArgs, opts: ComponentResourceOptions) {
    super("launch:components:Origin", name, {}, opts);
    this.securityGroupId = this.securityGroup(name, args.network);
    const balancer = new LoadBalancer(
      name,
      {
        loadBalancerType: "application",
        subnets: args.network.publicSubnetIds,
        securityGroups: [this.securityGroupId],
        dropInvalidHeaderFields: true,
        idleTimeout: IDLE_SECONDS,
        // Cloudflare keeps idle connections for 900 s; closing them earlier here shows as sporadic 520s there.
        clientKeepAlive: 3600,
      },
      { parent: this },
    );
    this.dnsName = balancer.dnsName;
    const listener = new Listener(
      name,
      {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificateArn: this.certificate(name, args),
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: {
              contentType: "text/plain",
              messageBody: "Not reached through the zone.",
              statusCode: "403",
            },
          },
        ],
      },
      { parent: this },
    );
    this.listenerArn = listener.arn;
    this.registerOutputs({ dnsName: this.dnsName });
  }

  private securityGroup(name: string, network: Network): Output<string> {
    const { id } = new SecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Load balancer: Cloudflare in, services out" },
      { parent: this },
    );
    for (const { family, id: prefixListId } of network.cloudflarePrefixLists) {
      new SecurityGroupIngressRule(
        `${name}-from-cloudflare-${family.toLowerCase()}`,
        { securityGroupId: id, ipProtocol: "tcp", fromPort: 443, toPort: 443, prefixListId },
        { parent: this },
      );
    }
    new SecurityGroupEgressRule(
      `${name}-to-network`,
      { securityGroupId: id, ipProtocol: "-1", cidrIpv4: ADDRESSES.vpc },
      { parent: this },
    );
    return id;
  }

  /** The certificate's ARN once it is issued: a listener refuses one that isn't. */
  private certificate(name: string, { apex, zoneId }: OriginArgs): Output<string> {
    const certificate = new Certificate(
      name,
      { domainName: apex, subjectAlternativeNames: [`*.${apex}`], validationMethod: "DNS" },
      { parent: this },
    );
    // The apex and its wildcard share one validation record, so the apex's is the only one to create.
    const validation = certificate.domainValidationOptions.apply((options) => {
      const option = options.find(({ domainName }) => domainName === apex);
      if (option === undefined) throw new Error(`ACM gave no validation record for ${apex}`);
      return option;
    });
    const record = new DnsRecord(
      `${name}-certificate-validation`,
      {
        zoneId,
        name: validation.resourceRecordName.apply(withoutTrailingDot),
        type: validation.resourceRecordType,
        content: validation.resourceRecordValue.apply(withoutTrailingDot),
        ttl: 60,
        // A proxied record would answer with Cloudflare's addresses, and the certificate would wait for ever.
        proxied: false,
        comment: "AWS checks and renews the load balancer's certificate by this",
      },
      { parent: this, deleteBeforeReplace: true },
    );
    return new CertificateValidation(
      name,
      { certificateArn: certificate.arn, validationRecordFqdns: [record.name] },
      { parent: this },
    ).certificateArn;
  }
}

/** ACM writes names with a trailing dot, which Cloudflare strips; kept, it would differ on every update. */
export function withoutTrailingDot(name: string): string {
  return name.endsWith(".") ? name.slice(0, -1) : name;
}
