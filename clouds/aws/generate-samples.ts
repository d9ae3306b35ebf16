/** An ARN of the made-up account. */
export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-central-1:123456789012:${resource}`;
/** A policy that allows one action. */
export const policy = (action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
/** A trust policy of one service. */
export const trust = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });
/** A lifecycle policy that keeps so many images. */
export const lifecycle = (count: number): string =>
  JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: count },
        action: { type: "expire" },
      },
    ],
  });
/** Container definitions with one image. */
export const container = (image: string): string => JSON.stringify([{ name: "app", image, essential: true }]);

const forward = (name: string): unknown => [
  { type: "forward", target_group_arn: arn("elasticloadbalancing", `targetgroup/${name}/1`), order: 1 },
];

/** Two values of an input, where made-up words would be refused. */
export const SAMPLES: Readonly<Record<string, readonly [unknown, unknown]>> = {
  "aws_acm_certificate.key_algorithm": ["RSA_2048", "EC_prime256v1"],
  "aws_acm_certificate.options": [
    [{ certificate_transparency_logging_preference: "ENABLED" }],
    [{ certificate_transparency_logging_preference: "DISABLED" }],
  ],
  "aws_acm_certificate.validation_method": ["DNS", "EMAIL"],
  "aws_cloudwatch_log_group.log_group_class": ["STANDARD", "INFREQUENT_ACCESS"],
  "aws_cloudwatch_log_group.retention_in_days": [1, 3],
  "aws_db_instance.enabled_cloudwatch_logs_exports": [["postgresql"], ["postgresql", "upgrade"]],
  "aws_db_instance.database_insights_mode": ["standard", "advanced"],
  "aws_db_instance.engine_lifecycle_support": [
    "open-source-rds-extended-support",
    "open-source-rds-extended-support-disabled",
  ],
  "aws_db_instance.monitoring_interval": [5, 10],
  "aws_db_instance.backup_window": ["03:00-04:00", "04:00-05:00"],
  "aws_db_instance.maintenance_window": ["sun:05:00-sun:06:00", "mon:05:00-mon:06:00"],
  "aws_db_instance.backup_target": ["region", "outposts"],
  "aws_db_instance.network_type": ["IPV4", "DUAL"],
  "aws_db_instance.performance_insights_retention_period": [7, 731],
  "aws_db_instance.replica_mode": ["mounted", "open-read-only"],
  "aws_db_instance.allocated_storage": [20, 30],
  "aws_db_instance.engine": ["postgres", "mysql"],
  "aws_db_parameter_group.parameter": [
    [{ name: "a", value: "1", apply_method: "immediate" }],
    [{ name: "a", value: "2", apply_method: "immediate" }],
  ],
  "aws_ec2_managed_prefix_list.address_family": ["IPv4", "IPv6"],
  "aws_ec2_managed_prefix_list.entry": [
    [{ cidr: "10.0.0.0/8", description: "" }],
    [{ cidr: "11.0.0.0/8", description: "" }],
  ],
  "aws_ecr_lifecycle_policy.policy": [lifecycle(1), lifecycle(2)],
  "aws_ecr_repository.encryption_configuration": [
    [{ encryption_type: "AES256", kms_key: "" }],
    [{ encryption_type: "KMS", kms_key: arn("kms", "key/a") }],
  ],
  "aws_ecr_repository.image_tag_mutability": ["MUTABLE", "IMMUTABLE"],
  "aws_ecs_cluster.service_connect_defaults": [
    [{ namespace: arn("servicediscovery", "namespace/a") }],
    [{ namespace: arn("servicediscovery", "namespace/b") }],
  ],
  "aws_ecs_cluster.setting": [
    [{ name: "containerInsights", value: "enabled" }],
    [{ name: "containerInsights", value: "disabled" }],
  ],
  "aws_ecs_service.availability_zone_rebalancing": ["ENABLED", "DISABLED"],
  "aws_ecs_service.capacity_provider_strategy": [
    [{ base: 0, capacity_provider: "FARGATE", weight: 1 }],
    [{ base: 0, capacity_provider: "FARGATE_SPOT", weight: 1 }],
  ],
  "aws_ecs_service.deployment_controller": [[{ type: "ECS" }], [{ type: "EXTERNAL" }]],
  "aws_ecs_service.launch_type": ["EC2", "FARGATE"],
  "aws_ecs_service.ordered_placement_strategy": [[{ type: "random", field: "" }], [{ type: "spread", field: "host" }]],
  "aws_ecs_service.placement_constraints": [
    [{ type: "distinctInstance", expression: "" }],
    [{ type: "memberOf", expression: "attribute:a == b" }],
  ],
  "aws_ecs_service.propagate_tags": ["SERVICE", "TASK_DEFINITION"],
  "aws_ecs_service.scheduling_strategy": ["REPLICA", "DAEMON"],
  "aws_ecs_task_definition.container_definitions": [container("a"), container("b")],
  "aws_ecs_task_definition.ephemeral_storage": [[{ size_in_gib: 21 }], [{ size_in_gib: 22 }]],
  "aws_ecs_task_definition.ipc_mode": ["host", "task"],
  "aws_ecs_task_definition.network_mode": ["bridge", "awsvpc"],
  "aws_ecs_task_definition.pid_mode": ["host", "task"],
  "aws_ecs_task_definition.placement_constraints": [
    [{ type: "memberOf", expression: "a" }],
    [{ type: "memberOf", expression: "b" }],
  ],
  "aws_ecs_task_definition.requires_compatibilities": [["EC2"], ["FARGATE"]],
  "aws_ecs_task_definition.runtime_platform": [
    [{ cpu_architecture: "X86_64", operating_system_family: "LINUX" }],
    [{ cpu_architecture: "ARM64", operating_system_family: "LINUX" }],
  ],
  "aws_iam_role.assume_role_policy": [trust("ecs-tasks.amazonaws.com"), trust("ec2.amazonaws.com")],
  "aws_iam_role.max_session_duration": [3600, 7200],
  "aws_iam_role.path": ["/first/", "/second/"],
  "aws_iam_role_policy.policy": [policy("s3:GetObject"), policy("s3:PutObject")],
  "aws_lb.client_keep_alive": [60, 120],
  "aws_lb.desync_mitigation_mode": ["monitor", "defensive"],
  "aws_lb.dns_record_client_routing_policy": ["any_availability_zone", "availability_zone_affinity"],
  "aws_lb.enforce_security_group_inbound_rules_on_private_link_traffic": ["on", "off"],
  "aws_lb.ip_address_type": ["ipv4", "dualstack"],
  "aws_lb.load_balancer_type": ["application", "network"],
  "aws_lb.xff_header_processing_mode": ["append", "preserve"],
  "aws_lb_listener.alpn_policy": ["HTTP1Only", "HTTP2Only"],
  "aws_lb_listener.default_action": [forward("a"), forward("b")],
  "aws_lb_listener.mutual_authentication": [[{ mode: "off" }], [{ mode: "passthrough" }]],
  "aws_lb_listener.protocol": ["HTTP", "HTTPS"],
  "aws_lb_listener.tcp_idle_timeout_seconds": [60, 120],
  "aws_lb_listener_rule.action": [forward("a"), forward("b")],
  "aws_lb_listener_rule.condition": [
    [{ host_header: [{ values: ["a.example.com"] }] }],
    [{ host_header: [{ values: ["b.example.com"] }] }],
  ],
  "aws_lb_target_group.ip_address_type": ["ipv4", "ipv6"],
  "aws_lb_target_group.load_balancing_algorithm_type": ["round_robin", "least_outstanding_requests"],
  "aws_lb_target_group.load_balancing_anomaly_mitigation": ["on", "off"],
  "aws_lb_target_group.load_balancing_cross_zone_enabled": ["true", "false"],
  "aws_lb_target_group.preserve_client_ip": ["true", "false"],
  "aws_lb_target_group.protocol": ["HTTP", "HTTPS"],
  "aws_lb_target_group.protocol_version": ["HTTP1", "HTTP2"],
  "aws_lb_target_group.slow_start": [30, 60],
  "aws_lb_target_group.stickiness": [
    [{ type: "lb_cookie", enabled: true, cookie_duration: 60 }],
    [{ type: "lb_cookie", enabled: true, cookie_duration: 120 }],
  ],
  "aws_lb_target_group.target_failover": [
    [{ on_deregistration: "rebalance", on_unhealthy: "rebalance" }],
    [{ on_deregistration: "no_rebalance", on_unhealthy: "no_rebalance" }],
  ],
  "aws_lb_target_group.target_type": ["instance", "ip"],
  "aws_secretsmanager_secret.policy": [
    policy("secretsmanager:GetSecretValue"),
    policy("secretsmanager:PutSecretValue"),
  ],
  "aws_secretsmanager_secret.recovery_window_in_days": [7, 30],
  "aws_secretsmanager_secret_version.secret_binary": ["Zmlyc3Q=", "c2Vjb25k"],
  "aws_subnet.private_dns_hostname_type_on_launch": ["ip-name", "resource-name"],
  "aws_vpc.instance_tenancy": ["default", "dedicated"],
  "aws_vpc_endpoint.dns_options": [[{ dns_record_ip_type: "ipv4" }], [{ dns_record_ip_type: "dualstack" }]],
  "aws_vpc_endpoint.ip_address_type": ["ipv4", "dualstack"],
  "aws_vpc_endpoint.policy": [policy("s3:GetObject"), policy("s3:PutObject")],
  "aws_vpc_endpoint.vpc_endpoint_type": ["Gateway", "Interface"],
};
