import type { Properties } from "../../../clouds/cloud.ts";
import { Bench, type MadeResource } from "./bench.ts";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** The container of the service `app`, in the form AWS gives back. */
export function container(group: string, secret: string): Properties {
  return {
    name: "app",
    image: "public.ecr.aws/docker/library/node:22-alpine",
    cpu: 0,
    essential: true,
    environment: [{ name: "PORT", value: "3000" }],
    secrets: [{ name: "DATABASE_URL", valueFrom: secret }],
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    portMappings: [{ containerPort: 3000, hostPort: 3000, protocol: "tcp" }],
    logConfiguration: {
      logDriver: "awslogs",
      options: { "awslogs-group": group, "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "app" },
    },
  };
}

function network(bench: Bench) {
  const vpc = bench.make("aws:ec2/vpc:Vpc", "net", {
    cidrBlock: "10.20.0.0/16",
    enableDnsHostnames: true,
    tags: { Name: "net" },
  });
  const vpcId = vpc.id;
  const gateway = bench.make("aws:ec2/internetGateway:InternetGateway", "net", { vpcId });
  const routes = bench.make("aws:ec2/routeTable:RouteTable", "public", { vpcId });
  bench.make("aws:ec2/route:Route", "out", {
    routeTableId: routes.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  const subnets = ["a", "b"].map((letter, index) => {
    const subnet = bench.make("aws:ec2/subnet:Subnet", `public-${letter}`, {
      vpcId,
      availabilityZone: `eu-central-1${letter}`,
      cidrBlock: `10.20.${index * 16}.0/20`,
    });
    bench.make("aws:ec2/routeTableAssociation:RouteTableAssociation", letter, {
      subnetId: subnet.id,
      routeTableId: routes.id,
    });
    return subnet.id;
  });
  bench.make("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", {
    vpcId,
    vpcEndpointType: "Gateway",
    serviceName: "com.amazonaws.eu-central-1.s3",
    routeTableIds: [routes.id],
  });
  const list = bench.make("aws:ec2/managedPrefixList:ManagedPrefixList", "cloudflare", {
    addressFamily: "IPv4",
    maxEntries: 20,
    entries: [{ cidr: "173.245.48.0/20", description: "Cloudflare" }],
  });
  return { vpcId, subnets, listId: list.id };
}

function group(bench: Bench, name: string, vpcId: string): string {
  return bench.make("aws:ec2/securityGroup:SecurityGroup", name, { vpcId, description: `${name} in and out` }).id;
}

function origin(bench: Bench, { vpcId, subnets, listId }: ReturnType<typeof network>) {
  const groupId = group(bench, "origin", vpcId);
  bench.make("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "cloudflare", {
    securityGroupId: groupId,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    prefixListId: listId,
  });
  bench.make("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "out", {
    securityGroupId: groupId,
    ipProtocol: "-1",
    cidrIpv4: "10.20.0.0/16",
  });
  const balancer = bench.make("aws:lb/loadBalancer:LoadBalancer", "origin", {
    loadBalancerType: "application",
    subnets,
    securityGroups: [groupId],
    dropInvalidHeaderFields: true,
    idleTimeout: 120,
  });
  const certificate = bench.make("aws:acm/certificate:Certificate", "origin", {
    domainName: "example.com",
    subjectAlternativeNames: ["*.example.com"],
    validationMethod: "DNS",
  });
  // The type of these options is the simulation's own.
  const [option] = certificate.state.domainValidationOptions as readonly { readonly resourceRecordName: string }[];
  const issued = bench.make("aws:acm/certificateValidation:CertificateValidation", "origin", {
    certificateArn: certificate.id,
    validationRecordFqdns: [option?.resourceRecordName.replace(/\.$/, "") ?? ""],
  });
  const listener = bench.make("aws:lb/listener:Listener", "origin", {
    loadBalancerArn: balancer.id,
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificateArn: issued.state.certificateArn ?? "",
    defaultActions: [
      { type: "fixed-response", fixedResponse: { contentType: "text/plain", messageBody: "No.", statusCode: "403" } },
    ],
  });
  return { groupId, listenerArn: listener.id };
}

function database(bench: Bench, { vpcId, subnets }: ReturnType<typeof network>): MadeResource {
  const groupId = group(bench, "database", vpcId);
  const subnetGroup = bench.make("aws:rds/subnetGroup:SubnetGroup", "database", { subnetIds: subnets });
  const parameters = bench.make("aws:rds/parameterGroup:ParameterGroup", "database-17", {
    family: "postgres17",
    description: "PostgreSQL 17",
    parameters: [{ name: "rds.force_ssl", value: "1" }],
  });
  return bench.make("aws:rds/instance:Instance", "database", {
    engine: "postgres",
    engineVersion: "17",
    instanceClass: "db.t4g.small",
    storageType: "gp3",
    allocatedStorage: 20,
    maxAllocatedStorage: 100,
    storageEncrypted: true,
    dbName: "app",
    username: "app_owner",
    password: "correct-horse-battery",
    dbSubnetGroupName: subnetGroup.id,
    vpcSecurityGroupIds: [groupId],
    parameterGroupName: parameters.id,
    backupRetentionPeriod: 7,
    backupWindow: "03:00-04:00",
    maintenanceWindow: "sun:04:30-sun:05:30",
    copyTagsToSnapshot: true,
    finalSnapshotIdentifier: "launch-database-final-1a2b3c4d",
    deletionProtection: true,
  });
}

function service(
  bench: Bench,
  net: ReturnType<typeof network>,
  front: ReturnType<typeof origin>,
  address: string,
): void {
  const groupId = group(bench, "app", net.vpcId);
  bench.make("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "app", {
    securityGroupId: groupId,
    ipProtocol: "tcp",
    fromPort: 3000,
    toPort: 3000,
    referencedSecurityGroupId: front.groupId,
  });
  const secret = bench.make("aws:secretsmanager/secret:Secret", "database-url", {
    description: "The variable DATABASE_URL",
  });
  bench.make("aws:secretsmanager/secretVersion:SecretVersion", "database-url", {
    secretId: secret.id,
    secretString: `postgresql://${address}`,
  });
  const logs = bench.make("aws:cloudwatch/logGroup:LogGroup", "app", { retentionInDays: 30 });
  const role = bench.make("aws:iam/role:Role", "app-execution", { assumeRolePolicy: trust });
  bench.make("aws:iam/rolePolicy:RolePolicy", "app-execution", {
    role: role.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "logs:PutLogEvents",
          Resource: `arn:aws:logs:eu-central-1:123456789012:log-group:${logs.id}:*`,
        },
        { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: [secret.id] },
      ],
    }),
  });
  bench.make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "app", {
    role: role.id,
    policyArn: "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess",
  });
  const definition = bench.make("aws:ecs/taskDefinition:TaskDefinition", "app", {
    family: "app",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
    executionRoleArn: role.state.arn ?? "",
    containerDefinitions: JSON.stringify([container(logs.id, secret.id)]),
  });
  const cluster = bench.make("aws:ecs/cluster:Cluster", "services", {
    settings: [{ name: "containerInsights", value: "disabled" }],
  });
  const clusterName = String(cluster.state.name);
  bench.make("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "services", {
    clusterName,
    capacityProviders: ["FARGATE"],
  });
  const targets = bench.make("aws:lb/targetGroup:TargetGroup", "app", {
    vpcId: net.vpcId,
    targetType: "ip",
    port: 3000,
    protocol: "HTTP",
    deregistrationDelay: 120,
    healthCheck: {
      path: "/healthz",
      matcher: "200",
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
  });
  bench.make("aws:lb/listenerRule:ListenerRule", "app", {
    listenerArn: front.listenerArn,
    priority: 100,
    conditions: [
      { hostHeader: { values: ["app.example.com"] } },
      { httpHeader: { httpHeaderName: "x-origin-proof", values: ["proof"] } },
    ],
    actions: [{ type: "forward", targetGroupArn: targets.id }],
  });
  const running = bench.make("aws:ecs/service:Service", "app", {
    cluster: cluster.id,
    taskDefinition: definition.state.arn ?? "",
    desiredCount: 1,
    capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1, base: 0 }],
    platformVersion: "1.4.0",
    deploymentCircuitBreaker: { enable: true, rollback: true },
    healthCheckGracePeriodSeconds: 60,
    loadBalancers: [{ targetGroupArn: targets.id, containerName: "app", containerPort: 3000 }],
    networkConfiguration: { subnets: net.subnets, securityGroups: [groupId], assignPublicIp: true },
  });
  const scaled = {
    serviceNamespace: "ecs",
    scalableDimension: "ecs:service:DesiredCount",
    resourceId: `service/${clusterName}/${String(running.state.name)}`,
  };
  bench.make("aws:appautoscaling/target:Target", "app", { ...scaled, minCapacity: 1, maxCapacity: 4 });
  bench.make("aws:appautoscaling/policy:Policy", "app-cpu", {
    ...scaled,
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
      targetValue: 60,
    },
  });
}

/** Makes one of every type a launch needs, wired as the components wire them. */
export function makeStack(bench: Bench = new Bench()): Bench {
  const net = network(bench);
  const front = origin(bench, net);
  const { state } = database(bench, net);
  service(bench, net, front, String(state.endpoint));
  const repository = bench.make("aws:ecr/repository:Repository", "app", {
    imageTagMutability: "IMMUTABLE",
    encryptionConfigurations: [{ encryptionType: "AES256" }],
  });
  bench.make("aws:ecr/lifecyclePolicy:LifecyclePolicy", "app", {
    repository: repository.id,
    policy: JSON.stringify({
      rules: [
        {
          rulePriority: 1,
          selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 10 },
          action: { type: "expire" },
        },
      ],
    }),
  });
  return bench;
}
