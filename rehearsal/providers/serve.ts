import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { Cloud } from "../../clouds/cloud.ts";
import { configurationMethods } from "./configuration.ts";
import { type FailureMode, Failures } from "./failures.ts";
import { lifecycleMethods } from "./lifecycle.ts";
import { Recorder } from "./recorder.ts";

/** How the servers behave. */
export interface ServeOptions {
  /** Which creations fail. @default "none" */
  readonly failures?: FailureMode;
}

/** Provider servers that are running. */
export interface ServedClouds {
  /** The value of `PULUMI_DEBUG_PROVIDERS`: `aws:PORT,cloudflare:PORT,random:PORT`. */
  readonly debugProviders: string;
  /** What the engine asked of them. */
  readonly log: Recorder;
  /** Stops all of them at once; calls under way are cut off. */
  close(): Promise<void>;
}

/**
 * Serves every cloud as a Pulumi provider of its own on a free port of 127.0.0.1. One process and one state for any
 * number of engine runs; the simulated accounts live as long as it does.
 */
export async function serveClouds(clouds: readonly Cloud[], options: ServeOptions = {}): Promise<ServedClouds> {
  const log = new Recorder();
  const failures = new Failures(options.failures ?? "none");
  const running: { readonly name: string; readonly server: Server; readonly port: number }[] = [];
  const close = async () => {
    for (const { server } of running) server.forceShutdown();
  };
  try {
    for (const cloud of clouds) {
      const methods = { ...configurationMethods(cloud), ...lifecycleMethods(cloud, failures, log) };
      const { server, port } = await listen(methods);
      running.push({ name: cloud.name, server, port });
    }
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return { debugProviders: running.map(({ name, port }) => `${name}:${port}`).join(","), log, close };
}

/** What is missing here (components, lists, mappings) gRPC answers with UNIMPLEMENTED, as the engine expects. */
async function listen(methods: UntypedServiceImplementation): Promise<{ server: Server; port: number }> {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(services.ResourceProviderService, methods);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { server, port };
}
