/** One plain environment variable. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** A variable whose value ECS reads from Secrets Manager when the task starts. */
export interface SecretReference {
  readonly name: string;
  readonly valueFrom: string;
}

/** What decides a service's container. */
export interface ContainerArgs {
  readonly name: string;
  readonly image: string;
  /** Left out when the image's own command is to run. */
  readonly command?: readonly string[];
  readonly port: number;
  readonly environment: readonly Variable[];
  readonly secrets: readonly SecretReference[];
  readonly logGroup: string;
  readonly region: string;
}

/** Fargate's longest time between SIGTERM and SIGKILL, in seconds (ECS, ContainerDefinition.stopTimeout). */
export const STOP_SECONDS = 120;

/** A public Node image for ARM64, which runs until the first release. */
export const PLACEHOLDER_IMAGE = "public.ecr.aws/docker/library/node:24-alpine";

/** A command that answers every path with 200 on the given port, so that the first deployment becomes healthy. */
export function placeholderCommand(port: number): string[] {
  const script = `require("node:http").createServer((_, answer) => answer.end("The first release has not been deployed yet.\\n")).listen(${port}); process.on("SIGTERM", () => process.exit(0));`;
  return ["node", "-e", script];
}

/**
 * The JSON that ECS stores: every default written out, variables sorted by name and nothing undefined. Any other
 * form comes back changed and makes a difference on every update.
 */
export function containerDefinitions(args: ContainerArgs): string {
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  return JSON.stringify([
    {
      ...(args.command === undefined ? {} : { command: args.command }),
      cpu: 0,
      environment: [{ name: "PORT", value: String(args.port) }, ...args.environment].sort(byName),
      essential: true,
      image: args.image,
      linuxParameters: { initProcessEnabled: true },
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": args.logGroup,
          "awslogs-region": args.region,
          "awslogs-stream-prefix": args.name,
        },
      },
      mountPoints: [],
      name: args.name,
      portMappings: [{ containerPort: args.port, hostPort: args.port, protocol: "tcp" }],
      readonlyRootFilesystem: true,
      secrets: [...args.secrets].sort(byName),
      stopTimeout: STOP_SECONDS,
      systemControls: [],
      volumesFrom: [],
    },
  ]);
}
