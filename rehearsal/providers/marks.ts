/**
 * The marks by which Pulumi tells plain values, secrets, unknowns and references apart on the wire.
 * Source: `sdk/go/common/resource/sig/sig.go` and `resource/plugin/rpc.go` of pulumi/pulumi 3.274.
 */

/** The key that says an object is more than a map. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** `SIGNATURE`'s value for a secret. */
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
/** `SIGNATURE`'s value for an output with its dependencies. */
export const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** `SIGNATURE`'s value for a reference to a resource. */
export const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
/** `SIGNATURE`'s values for an asset and an archive. */
export const FILES: readonly string[] = ["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"];

/** Strings that stand for an unknown bool, number, string, array, asset, archive and object. */
export const UNKNOWNS: ReadonlySet<string> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
/** The one this side sends. */
export const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
