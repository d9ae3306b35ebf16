import type {
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb.js";
import protocol from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { type Cloud, type Properties, type Subject, UnmodelledError } from "../../clouds/cloud.ts";
import { refuseSecrets } from "../../clouds/secretless.ts";
import { fromStruct, toStruct } from "../../rehearsal/providers/answers.ts";
import { readConfiguration } from "../../rehearsal/providers/configuration.ts";
import { decode, encode, type WireObject } from "../../rehearsal/providers/properties.ts";
import type { PlannedProperties, PlannedResource } from "../plan-file.ts";
import { type PlannedRefusal, planCreation, plannedRefusal, seedOf } from "./answer.ts";
import type { Identity } from "./internals.ts";
import { plannedOptions } from "./planned-options.ts";
import { plannedProperties } from "./planned-values.ts";

const ROOT = "pulumi:pulumi:Stack";
const PROVIDERS = "pulumi:providers:";

type Respond<Response> = (error: unknown, response?: Response) => void;

/**
 * Stands where the engine's resource monitor stands, answers from the simulated clouds as a first preview would, and
 * keeps every registration whole: inputs, options, parents, dependencies, hooks.
 */
export class PlanMonitor extends MockMonitor {
  readonly registered = new Map<string, PlannedResource>();
  /** What components and the stack itself registered as outputs, by URN. */
  readonly outputs = new Map<string, PlannedProperties>();
  readonly refusals: PlannedRefusal[] = [];
  readonly #clouds: ReadonlyMap<string, Cloud>;
  readonly #identity: Identity;

  constructor(clouds: readonly Cloud[], identity: Identity) {
    // Every method that would ask these is overridden below.
    super({ call: unreachable, newResource: unreachable });
    this.#clouds = new Map(clouds.map((cloud) => [cloud.name, cloud]));
    this.#identity = identity;
  }

  override async registerResource(
    request: RegisterResourceRequest,
    respond: Respond<protocol.RegisterResourceResponse>,
  ): Promise<void> {
    await answering(respond, () => {
      const urn = this.#urn(request.getParent(), request.getType(), request.getName());
      const subject = { urn, type: request.getType(), name: request.getName(), randomSeed: seedOf(urn) };
      const wire = fromStruct(request.getObject());
      this.#record(subject, wire, request);
      const response = new protocol.RegisterResourceResponse();
      response.setUrn(urn);
      response.setId(request.getImportid());
      response.setObject(toStruct(request.getCustom() ? this.#answer(subject, wire, request) : wire));
      return response;
    });
  }

  override registerResourceOutputs(request: RegisterResourceOutputsRequest, respond: Respond<object>): void {
    this.outputs.set(request.getUrn(), plannedProperties(fromStruct(request.getOutputs())));
    respond(null, {});
  }

  override async readResource(request: ReadResourceRequest, respond: Respond<protocol.ReadResourceResponse>) {
    await answering(respond, () => {
      throw new UnmodelledError(`reading an existing ${request.getType()} by \`get\``);
    });
  }

  override async invoke(request: ResourceInvokeRequest, respond: Respond<protocol.ResourceInvokeResponse>) {
    await answering(respond, () => {
      const token = request.getTok();
      try {
        const returned = this.#cloud(token).invoke(token, decode(fromStruct(request.getArgs())).values);
        const response = new protocol.ResourceInvokeResponse();
        response.setReturn(toStruct(encode(returned, new Set())));
        return response;
      } catch (thrown) {
        this.refusals.push(plannedRefusal({ urn: token, type: token, name: token }, thrown));
        throw thrown;
      }
    });
  }

  #record(subject: Subject, wire: WireObject, request: RegisterResourceRequest): void {
    const { urn, type, name } = subject;
    if (this.registered.has(urn)) {
      const message = `two resources are called ${name}; the second would take the first one's place`;
      this.refusals.push({ urn, type, name, code: "duplicate-urn", message });
    }
    this.registered.set(urn, { urn, type, name, inputs: plannedProperties(wire), options: plannedOptions(request) });
  }

  #answer(subject: Subject, wire: WireObject, request: RegisterResourceRequest): WireObject {
    const { type } = subject;
    try {
      if (type.startsWith(PROVIDERS)) {
        this.#cloud(type.slice(PROVIDERS.length)).configure(readConfiguration(wire));
        return wire;
      }
      const cloud = this.#cloud(type);
      const { values, secrets } = decode(wire);
      const secretOutputs = [...secrets, ...cloud.secretOutputs(type), ...request.getAdditionalsecretoutputsList()];
      const { state, refusals } = planCreation(cloud, subject, values);
      const misplaced = refuseSecrets(cloud, type, secrets).map((refusal) => plannedRefusal(subject, refusal));
      this.refusals.push(...refusals, ...misplaced);
      return encode(known(state), new Set(secretOutputs));
    } catch (thrown) {
      this.refusals.push(plannedRefusal(subject, thrown));
      return {};
    }
  }

  #cloud(token: string): Cloud {
    const [name = ""] = token.split(":");
    const cloud = this.#clouds.get(name);
    if (cloud === undefined) throw new UnmodelledError(`the package ${name} (${token})`);
    return cloud;
  }

  /** A child's type carries its ancestors' types, except the stack's own (`resource/urn` of pulumi/pulumi). */
  #urn(parent: string, type: string, name: string): string {
    const above = parent.split("::")[2] ?? ROOT;
    const { stack, project } = this.#identity;
    return `urn:pulumi:${stack}::${project}::${above === ROOT ? type : `${above}$${type}`}::${name}`;
  }
}

/** Without `id` and `urn`, which travel beside the properties. */
function known(state: Properties): Properties {
  return Object.fromEntries(Object.entries(state).filter(([name]) => name !== "id" && name !== "urn"));
}

async function answering<Response>(respond: Respond<Response>, answer: () => Response): Promise<void> {
  let response: Response;
  try {
    response = answer();
  } catch (error) {
    return respond(error);
  }
  respond(null, response);
}

function unreachable(): never {
  throw new Error("the plan's monitor asked Pulumi's mocks");
}
