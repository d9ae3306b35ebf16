import { Server, ServerCredentials, type ServerReadableStream, type sendUnaryData } from "@grpc/grpc-js";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import services from "@pulumi/pulumi/proto/events_grpc_pb.js";
import type { EventRequest } from "@pulumi/pulumi/proto/events_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { parseEvent } from "./events.ts";

/** A place for the engine to tell its events, in memory. */
export interface EventStream {
  /** What `--event-log` takes. */
  readonly address: string;
  /** Everything that was told so far, in order. */
  readonly events: readonly EngineEvent[];
  close(): void;
}

/**
 * Listens on 127.0.0.1 for one engine's events. They aren't taken from a file, because the engine writes its debugging
 * messages there too, in which secrets stand in clear (3.274.1); so nothing of them reaches the disk.
 */
export async function listenForEvents(): Promise<EventStream> {
  const events: EngineEvent[] = [];
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  server.addService(services.EventsService, {
    streamEvents(call: ServerReadableStream<EventRequest, unknown>, answer: sendUnaryData<unknown>) {
      call.on("data", (request: EventRequest) => {
        const event = parseEvent(request.getEvent());
        if (event !== undefined) events.push(event);
      });
      call.on("end", () => answer(null, new empty.Empty()));
      // A cancelled engine breaks off; what it told until then counts.
      call.on("error", () => undefined);
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `tcp://127.0.0.1:${port}`, events, close: () => server.forceShutdown() };
}
