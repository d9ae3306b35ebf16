import type { RegisterResourceRequest, ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import protocol from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack.js";
import type { Cloud } from "../../clouds/cloud.ts";
import { openClouds } from "../../clouds/open.ts";
import { declareLaunch } from "../../infra/declare.ts";
import { accountsOf } from "../../launch/plan/accounts.ts";
import { seedOf } from "../../launch/plan/answer.ts";
import { planCallbacks } from "../../launch/plan/callbacks.ts";
import { runAgainst } from "../../launch/plan/internals.ts";
import { readSettings } from "../../launch/project.ts";
import { fromStruct, toStruct } from "../../rehearsal/providers/answers.ts";
import { readConfiguration } from "../../rehearsal/providers/configuration.ts";
import { decode, encode } from "../../rehearsal/providers/properties.ts";
import type { MadeResource } from "./terraform-translation.ts";

type Respond = (error: unknown, response?: protocol.RegisterResourceResponse) => void;

/** Makes each resource in the simulated clouds as it is registered, so that every id is known to the next. */
class RecordingMonitor extends MockMonitor {
  readonly made: MadeResource[] = [];
  readonly #clouds: ReadonlyMap<string, Cloud>;

  constructor(clouds: readonly Cloud[]) {
    const unreachable = (): never => {
      throw new Error("the recording asked Pulumi's mocks");
    };
    super({ call: unreachable, newResource: unreachable });
    this.#clouds = new Map(clouds.map((cloud) => [cloud.name, cloud]));
  }

  override async registerResource(request: RegisterResourceRequest, respond: Respond): Promise<void> {
    const response = new protocol.RegisterResourceResponse();
    try {
      response.setUrn(`urn:pulumi:oracle::launch::${request.getType()}::${request.getName()}`);
      response.setObject(request.getObject());
      if (request.getCustom()) this.#make(request, response);
      respond(null, response);
    } catch (error) {
      respond(error);
    }
  }

  override async invoke(
    request: ResourceInvokeRequest,
    respond: (error: unknown, response?: protocol.ResourceInvokeResponse) => void,
  ) {
    const response = new protocol.ResourceInvokeResponse();
    const returned = this.#cloud(request.getTok()).invoke(
      request.getTok(),
      decode(fromStruct(request.getArgs())).values,
    );
    response.setReturn(toStruct(encode(returned, new Set())));
    respond(null, response);
  }

  override registerResourceOutputs(_request: unknown, respond: (error: unknown, response?: object) => void): void {
    respond(null, {});
  }

  #make(request: RegisterResourceRequest, response: protocol.RegisterResourceResponse): void {
    const [type, name, urn] = [request.getType(), request.getName(), response.getUrn()];
    const wire = fromStruct(request.getObject());
    if (type.startsWith("pulumi:providers:")) {
      this.#cloud(type.replace("pulumi:providers:", "")).configure(readConfiguration(wire));
      response.setId(`${name}-provider`);
      return;
    }
    const cloud = this.#cloud(type);
    const subject = { urn, type, name, randomSeed: seedOf(urn) };
    const { values, secrets } = decode(wire);
    const { inputs, refusals } = cloud.check(subject, values);
    if (refusals[0]) throw refusals[0];
    const { id, state } = cloud.create(subject, inputs);
    this.made.push({ type, name, id, inputs, state });
    response.setId(id);
    response.setObject(toStruct(encode(state, new Set(secrets))));
  }

  #cloud(token: string): Cloud {
    const cloud = this.#clouds.get(token.split(":")[0] ?? "");
    if (!cloud) throw new Error(`no simulated cloud for ${token}`);
    return cloud;
  }
}

/** What the program of a stack made, in order, and the region it made it in. */
export interface Recording {
  readonly made: readonly MadeResource[];
  readonly region: string;
}

/** Runs the program of a stack of this repository over the simulated clouds. */
export async function recordProgram(stack: string): Promise<Recording> {
  const settings = readSettings(process.cwd(), stack);
  const monitor = new RecordingMonitor(Object.values(openClouds(accountsOf(settings))));
  await runAgainst(monitor, planCallbacks(), { project: "launch", stack }, () =>
    runInPulumiStack(async () => {
      declareLaunch(settings);
      return {};
    }),
  );
  return { made: monitor.made, region: settings.aws.region };
}
