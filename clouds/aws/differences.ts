import type { AwsType } from "./types.ts";

/** A fact of the generated table that the provider behind `@pulumi/aws` 7.48 answers differently, or that couldn't be asked. */
export interface Correction {
  readonly type: AwsType;
  readonly property: string;
  readonly replaces: boolean;
  readonly why: string;
}

/** Corrections by hand, applied on top of the generated table. */
export const CORRECTIONS: readonly Correction[] = [
  {
    type: "aws:ecs/service:Service",
    property: "capacityProviderStrategies",
    replaces: false,
    why: "5.100 replaces unless a new deployment is forced; from 6.x the plan is refused instead (aws provider ecs/service.go, CustomizeDiff)",
  },
  {
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    property: "secretStringWoVersion",
    replaces: true,
    why: "write-only values can't stand in a made-up state (aws provider secretsmanager/secret_version.go, ForceNew)",
  },
  {
    type: "aws:acm/certificate:Certificate",
    property: "certificateAuthorityArn",
    replaces: true,
    why: "excludes the validation method the made-up state has (aws provider acm/certificate.go, ForceNew)",
  },
  {
    type: "aws:rds/instance:Instance",
    property: "customIamInstanceProfile",
    replaces: true,
    why: "only with RDS Custom, which the made-up state isn't (aws provider rds/instance.go, ForceNew)",
  },
  {
    type: "aws:rds/instance:Instance",
    property: "restoreToPointInTime",
    replaces: true,
    why: "a restore needs surroundings of its own (aws provider rds/instance.go, ForceNew)",
  },
];

/**
 * Properties that `@pulumi/aws` 7.48 has and the AWS provider 5.100 lacks, besides `region`, which every regional type
 * has since 6.0. They came with 6.x; the simulation knows their shape from the SDK only, and takes every change of them
 * for one in place.
 */
export const ONLY_IN_SDK: Partial<Readonly<Record<AwsType, readonly string[]>>> = {
  "aws:acm/certificate:Certificate": ["privateKeyWo", "privateKeyWoVersion"],
  "aws:appautoscaling/policy:Policy": ["predictiveScalingPolicyConfiguration"],
  "aws:cloudwatch/logGroup:LogGroup": ["deletionProtectionEnabled"],
  "aws:ec2/route:Route": ["odbNetworkArn"],
  "aws:ec2/subnet:Subnet": ["ipv4IpamPoolId", "ipv4NetmaskLength", "ipv6IpamPoolId", "ipv6NetmaskLength"],
  "aws:ecr/repository:Repository": ["imageTagMutabilityExclusionFilters"],
  "aws:ecs/service:Service": ["deploymentConfiguration", "sigintRollback", "arn"],
  "aws:lb/listenerRule:ListenerRule": ["transforms"],
  "aws:lb/loadBalancer:LoadBalancer": [
    "enablePrefixForIpv6SourceNat",
    "healthCheckLogs",
    "secondaryIpsAutoAssignedPerSubnet",
  ],
  "aws:lb/targetGroup:TargetGroup": ["targetControlPort"],
  "aws:rds/instance:Instance": ["warningEventCategories", "upgradeRolloutOrder"],
  "aws:secretsmanager/secret:Secret": ["type"],
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretArn"],
};
