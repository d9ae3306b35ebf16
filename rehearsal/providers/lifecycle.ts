import type { handleUnaryCall } from "@grpc/grpc-js";
import type {
  CheckRequest,
  CheckResponse,
  CreateRequest,
  CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  InvokeRequest,
  InvokeResponse,
  ReadRequest,
  ReadResponse,
  UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import protocol from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Cloud, Subject } from "../../clouds/cloud.ts";
import { refuseSecrets } from "../../clouds/secretless.ts";
import { checkFailure, describeRefusal, failedAfterCreation, fromStruct, toStruct, toWireError } from "./answers.ts";
import { inputsAsRead, toDiffResponse } from "./difference.ts";
import { FAILED_AFTER, type Failures, REFUSED } from "./failures.ts";
import { type Decoded, decode, encode, type WireObject } from "./properties.ts";
import { type Recorder, withPlanMarks } from "./recorder.ts";

/** The methods by which the engine looks after resources. */
export interface LifecycleMethods {
  readonly invoke: handleUnaryCall<InvokeRequest, InvokeResponse>;
  readonly check: handleUnaryCall<CheckRequest, CheckResponse>;
  readonly diff: handleUnaryCall<DiffRequest, DiffResponse>;
  readonly create: handleUnaryCall<CreateRequest, CreateResponse>;
  readonly update: handleUnaryCall<UpdateRequest, UpdateResponse>;
  readonly read: handleUnaryCall<ReadRequest, ReadResponse>;
  readonly delete: handleUnaryCall<DeleteRequest, empty.Empty>;
}

/** A call that answers with what `work` returns, or with what it throws. */
function answering<Request, Response>(work: (request: Request) => Response): handleUnaryCall<Request, Response> {
  return ({ request }, answer) => {
    let response: Response;
    try {
      response = work(request);
    } catch (thrown) {
      return answer(thrown instanceof CreationFailed ? thrown.wire : toWireError(thrown));
    }
    answer(null, response);
  };
}

/** Carries a ready-made wire error out of a handler. */
class CreationFailed extends Error {
  readonly wire: ReturnType<typeof failedAfterCreation>;

  constructor(wire: ReturnType<typeof failedAfterCreation>) {
    super(wire.details);
    this.wire = wire;
  }
}

/** Answers them for one cloud. */
export function lifecycleMethods(cloud: Cloud, failures: Failures, recorder: Recorder): LifecycleMethods {
  /** Outputs as the engine keeps them: secret are those that came from a secret and those the cloud calls secret. */
  const encodeState = (urn: string, state: Decoded["values"], secrets: ReadonlySet<string>): WireObject =>
    encode(state, new Set([...secrets, ...cloud.secretOutputs(subjectOf(urn).type)]));

  return {
    invoke: answering((request) => {
      const response = new protocol.InvokeResponse();
      const { values, secrets } = decode(fromStruct(request.getArgs()));
      const result = cloud.invoke(request.getTok(), values);
      response.setReturn(toStruct(encode(result, secrets)));
      return response;
    }),

    check: answering((request) => {
      const news = fromStruct(request.getNews());
      recorder.of(request.getUrn()).inputs.push(withPlanMarks(news));
      const { values, secrets } = decode(news);
      const previous = request.hasOlds() ? decode(fromStruct(request.getOlds())).values : undefined;
      const subject = { ...subjectOf(request.getUrn()), randomSeed: request.getRandomseed_asU8() };
      const checked = cloud.check(subject, values, previous);
      const refusals = [...refuseSecrets(cloud, subject.type, secrets), ...checked.refusals];
      const response = new protocol.CheckResponse();
      response.setInputs(toStruct(encode(checked.inputs, secrets)));
      response.setFailuresList(
        refusals.map((refusal) => checkFailure(refusal.property ?? "", describeRefusal(refusal))),
      );
      return response;
    }),

    diff: answering((request) => {
      const state = decode(fromStruct(request.getOlds())).values;
      const inputs = decode(fromStruct(request.getNews())).values;
      const oldInputs = decode(fromStruct(request.getOldInputs())).values;
      const difference = cloud.diff(subjectOf(request.getUrn()).type, request.getId(), state, inputs);
      return toDiffResponse(difference, oldInputs, inputs);
    }),

    create: answering((request) => {
      const urn = request.getUrn();
      const wire = fromStruct(request.getProperties());
      const { values, secrets } = decode(wire);
      const response = new protocol.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(toStruct(encodeState(urn, cloud.plan(subjectOf(urn), values), secrets)));
        return response;
      }
      const record = recorder.of(urn);
      const fate = failures.next(urn);
      if (fate === "refuse") {
        record.failures += 1;
        throw REFUSED;
      }
      const { id, state } = cloud.create(subjectOf(urn), values);
      record.created.push(id);
      const properties = encodeState(urn, state, secrets);
      if (fate === "fail-after") {
        record.failures += 1;
        throw new CreationFailed(failedAfterCreation(id, properties, wire, FAILED_AFTER));
      }
      response.setId(id);
      response.setProperties(toStruct(properties));
      return response;
    }),

    update: answering((request) => {
      const urn = request.getUrn();
      const present = { id: request.getId(), state: decode(fromStruct(request.getOlds())).values };
      const { values, secrets } = decode(fromStruct(request.getNews()));
      const state = request.getPreview()
        ? cloud.plan(subjectOf(urn), values, present)
        : cloud.update(subjectOf(urn), present, values);
      if (!request.getPreview()) recorder.of(urn).updated.push(present.id);
      const response = new protocol.UpdateResponse();
      response.setProperties(toStruct(encodeState(urn, state, secrets)));
      return response;
    }),

    read: answering((request) => {
      const urn = request.getUrn();
      const old = decode(fromStruct(request.getProperties()));
      const oldInputs = decode(fromStruct(request.getInputs()));
      const found = cloud.read(subjectOf(urn), request.getId());
      const response = new protocol.ReadResponse();
      if (found === undefined) return response;
      const imported = Object.keys(oldInputs.values).length === 0;
      const inputs = imported ? found.state : inputsAsRead(oldInputs.values, found.state);
      const secrets = new Set([...old.secrets, ...oldInputs.secrets]);
      response.setId(found.id);
      response.setProperties(toStruct(encodeState(urn, found.state, secrets)));
      response.setInputs(toStruct(encode(inputs, secrets)));
      return response;
    }),

    delete: answering((request) => {
      const urn = request.getUrn();
      const state = decode(fromStruct(request.getProperties())).values;
      cloud.delete(subjectOf(urn), { id: request.getId(), state });
      recorder.of(urn).deleted.push(request.getId());
      return new empty.Empty();
    }),
  };
}

/** What a URN says of a resource; it ends in `::<parent types $-joined>$<type>::<name>`. */
export function subjectOf(urn: string): Subject {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", urn, name: name.join("::"), randomSeed: new Uint8Array() };
}
