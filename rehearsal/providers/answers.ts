import { Metadata, type ServiceError, type StatusObject, status } from "@grpc/grpc-js";
import protocol from "@pulumi/pulumi/proto/provider_pb.js";
import statusProtocol from "@pulumi/pulumi/proto/status_pb.js";
import anyProtocol from "google-protobuf/google/protobuf/any_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { Refusal, UnmodelledError } from "../../clouds/cloud.ts";
import type { WireObject } from "./properties.ts";

/** An error as gRPC sends it. */
export type WireError = Partial<StatusObject> & Pick<ServiceError, "code">;

/** Reads a Struct; an absent one is empty. */
export function fromStruct(message: struct.Struct | undefined): WireObject {
  // `toJavaScript` is typed with `{}` and `any[]`; a Struct holds nothing but JSON.
  return (message?.toJavaScript() ?? {}) as WireObject;
}

/** Writes a Struct. */
export function toStruct(wire: WireObject): struct.Struct {
  return struct.Struct.fromJavaScript(wire);
}

/** What a person reads of a refusal: the service's own code, then why. */
export function describeRefusal(refusal: Refusal): string {
  return `${refusal.code}: ${refusal.message}`;
}

/** One refused input of a Check. */
export function checkFailure(property: string, reason: string) {
  const failure = new protocol.CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}

/** Turns what a cloud threw into the error the engine prints; a fault of our own keeps its stack. */
export function toWireError(thrown: unknown): WireError {
  // Never UNIMPLEMENTED: the engine takes that for "go on without me".
  return { code: status.UNKNOWN, details: describeThrown(thrown) };
}

function describeThrown(thrown: unknown): string {
  if (thrown instanceof Refusal) {
    return `${describeRefusal(thrown)}${thrown.property === undefined ? "" : ` (${thrown.property})`}`;
  }
  if (thrown instanceof UnmodelledError) return thrown.message;
  return `the simulated cloud itself failed: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
}

/** Says that a resource was made and then failed, so that the engine keeps it in its state (`ErrorResourceInitFailed`). */
export function failedAfterCreation(id: string, properties: WireObject, inputs: WireObject, reason: string): WireError {
  const failure = new protocol.ErrorResourceInitFailed();
  failure.setId(id);
  failure.setProperties(toStruct(properties));
  failure.setInputs(toStruct(inputs));
  failure.setReasonsList([reason]);
  const detail = new anyProtocol.Any();
  detail.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const message = new statusProtocol.Status();
  message.setCode(status.UNKNOWN);
  message.setMessage(reason);
  message.addDetails(detail);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(message.serializeBinary()));
  return { code: status.UNKNOWN, details: reason, metadata };
}
