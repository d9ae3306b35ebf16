import type { handleUnaryCall } from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb.js";
import pluginProtocol from "@pulumi/pulumi/proto/plugin_pb.js";
import type {
  CheckRequest,
  CheckResponse,
  ConfigureRequest,
  ConfigureResponse,
  DiffRequest,
  DiffResponse,
  GetSchemaRequest,
  GetSchemaResponse,
  ProviderHandshakeRequest,
  ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import protocol from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { type Cloud, type Properties, Refusal, UNKNOWN, type Value } from "../../clouds/cloud.ts";
import { checkFailure, describeRefusal, fromStruct, toStruct, toWireError } from "./answers.ts";
import { decode, isList, type WireObject } from "./properties.ts";

/** The methods by which the engine gets to know a provider and sets it up. */
export interface ConfigurationMethods {
  readonly handshake: handleUnaryCall<ProviderHandshakeRequest, ProviderHandshakeResponse>;
  readonly attach: handleUnaryCall<PluginAttach, empty.Empty>;
  readonly cancel: handleUnaryCall<empty.Empty, empty.Empty>;
  readonly getPluginInfo: handleUnaryCall<empty.Empty, pluginProtocol.PluginInfo>;
  readonly getSchema: handleUnaryCall<GetSchemaRequest, GetSchemaResponse>;
  readonly checkConfig: handleUnaryCall<CheckRequest, CheckResponse>;
  readonly diffConfig: handleUnaryCall<DiffRequest, DiffResponse>;
  readonly configure: handleUnaryCall<ConfigureRequest, ConfigureResponse>;
}

/** Answers them for one cloud; a configuration the cloud refuses is refused at preview already. */
export function configurationMethods(cloud: Cloud): ConfigurationMethods {
  return {
    handshake: (_call, answer) => {
      const response = new protocol.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      answer(null, response);
    },
    attach: (_call, answer) => answer(null, new empty.Empty()),
    cancel: (_call, answer) => answer(null, new empty.Empty()),
    getPluginInfo: (_call, answer) => {
      const response = new pluginProtocol.PluginInfo();
      response.setVersion(cloud.version);
      answer(null, response);
    },
    getSchema: (_call, answer) => {
      const response = new protocol.GetSchemaResponse();
      response.setSchema(JSON.stringify({ name: cloud.name, version: cloud.version }));
      answer(null, response);
    },
    checkConfig: ({ request }, answer) => {
      const response = new protocol.CheckResponse();
      const news = fromStruct(request.getNews());
      response.setInputs(toStruct(news));
      try {
        cloud.configure(readConfiguration(news));
        answer(null, response);
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) return answer(toWireError(thrown));
        response.setFailuresList([checkFailure(thrown.property ?? "", describeRefusal(thrown))]);
        answer(null, response);
      }
    },
    diffConfig: ({ request }, answer) => {
      const response = new protocol.DiffResponse();
      const [before, after] = [request.getOldInputs() ?? request.getOlds(), request.getNews()].map(fromStruct);
      const { DIFF_NONE, DIFF_SOME } = protocol.DiffResponse.DiffChanges;
      response.setChanges(JSON.stringify(before) === JSON.stringify(after) ? DIFF_NONE : DIFF_SOME);
      answer(null, response);
    },
    configure: ({ request }, answer) => {
      try {
        cloud.configure(readConfiguration(fromStruct(request.getArgs())));
      } catch (thrown) {
        return answer(toWireError(thrown));
      }
      const response = new protocol.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setSupportspreview(true);
      answer(null, response);
    },
  };
}

/**
 * A provider's configuration with its types: SDKs send everything but strings as JSON text. Unknown values and the
 * SDK's own `version` are left out.
 */
export function readConfiguration(wire: WireObject): Properties {
  return Object.fromEntries(
    Object.entries(decode(wire).values)
      .filter(([name, value]) => name !== "version" && value !== UNKNOWN)
      .map(([name, value]) => [name, typeof value === "string" ? readText(value) : value]),
  );
}

function readText(text: string): Value {
  if (text === "true" || text === "false") return text === "true";
  if (!/^[[{]/.test(text)) return text;
  try {
    // JSON.parse yields JSON, which is a Value; secrets nested in the text are unwrapped below.
    const parsed = JSON.parse(text) as WireObject;
    return isList(parsed) ? parsed : decode(parsed).values;
  } catch {
    return text;
  }
}
