import { Cluster } from "@pulumi/aws/ecs/cluster.js";
import { ClusterCapacityProviders } from "@pulumi/aws/ecs/clusterCapacityProviders.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type { Host, Service as ServiceSetting } from "../declaration/settings.ts";
import { rulePriorities } from "./priorities.ts";
import { Service, type ServiceSurroundings } from "./service.ts";

/** All services, and what they share. */
export interface ServicesArgs extends ServiceSurroundings {
  readonly services: readonly ServiceSetting[];
  readonly hosts: readonly Host[];
}

/** One cluster, and a service for each entry of `launch:services`. */
export class Services extends ComponentResource {
  constructor(name: string, args: ServicesArgs, opts: ComponentResourceOptions) {
    super("launch:components:Services", name, {}, opts);
    const cluster = new Cluster(
      name,
      { settings: [{ name: "containerInsights", value: "disabled" }] },
      { parent: this },
    );
    const capacity = new ClusterCapacityProviders(
      name,
      { clusterName: cluster.name, capacityProviders: ["FARGATE", "FARGATE_SPOT"] },
      { parent: this },
    );
    const priorities = rulePriorities(args.hosts.map((host) => host.label));
    for (const service of args.services) {
      const hosts = args.hosts
        .filter((host) => "service" in host.serves && host.serves.service === service.name)
        .map((host) => ({ ...host, priority: priorities.get(host.label) ?? 1 }));
      new Service(
        service.name,
        // Through the capacity providers: ECS refuses a service that asks for one its cluster doesn't have yet.
        { ...args, service, hosts, cluster: { arn: cluster.arn, name: capacity.clusterName } },
        { parent: this },
      );
    }
    this.registerOutputs({ cluster: cluster.name });
  }
}
