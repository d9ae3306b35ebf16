import type { Settings } from "../declaration/settings.ts";
import { type Contribution, onServingHosts } from "./rulebook.ts";

/** The header the origin asks for; Cloudflare's addresses are shared by all its customers, this value isn't. */
export const ORIGIN_PROOF_HEADER = "x-origin-proof";

/**
 * Every request that reaches the origin carries the proof. It is set, not added, so a client's own value is lost; and only for
 * our hosts, so that no other origin in the zone learns it.
 */
export function requestHeaders(settings: Settings): readonly Contribution[] {
  const ours = onServingHosts(settings);
  if (ours === undefined) return [];
  return [
    {
      phase: "http_request_late_transform",
      precedence: 10,
      rule: {
        ref: "origin-proof",
        description: "Proves to the origin that a request came through this zone",
        owner: "settings edge",
        expression: ours,
        action: { kind: "request-headers", set: { [ORIGIN_PROOF_HEADER]: { secret: "origin-proof" } } },
      },
    },
  ];
}
