import type { EdgeSettings, Settings } from "../declaration/settings.ts";
import { and, ssl } from "./expression.ts";
import { type Contribution, onServingHosts } from "./rulebook.ts";

/**
 * The ramp, in seconds. `off` says zero instead of nothing: a browser forgets an earlier promise only when told so (RFC 6797
 * section 6.1.1), and an app that sends a year by itself must not overtake the ramp. Never `preload` or `includeSubDomains`:
 * both bind hosts that this stack doesn't know, and the first can't be taken back.
 */
const HSTS_SECONDS: Readonly<Record<EdgeSettings["hsts"], number>> = {
  off: 0,
  "five-minutes": 300,
  day: 86_400,
  month: 2_592_000,
  year: 31_536_000,
};

/** Headers of every answer of our hosts, Cloudflare's own error pages included. */
export function responseHeaders(settings: Settings): readonly Contribution[] {
  const ours = onServingHosts(settings);
  if (ours === undefined) return [];
  const maxAge = HSTS_SECONDS[settings.edge.hsts];
  return [
    {
      phase: "http_response_headers_transform",
      precedence: 10,
      rule: {
        ref: "answer-headers",
        description: "Browsers keep to the declared type and tell other sites the origin only",
        owner: "settings edge",
        expression: ours,
        action: {
          kind: "response-headers",
          set: { "x-content-type-options": "nosniff", "referrer-policy": "strict-origin-when-cross-origin" },
          remove: ["x-powered-by"],
        },
      },
    },
    {
      phase: "http_response_headers_transform",
      precedence: 20,
      rule: {
        ref: "hsts",
        description: `Browsers insist on https: ${settings.edge.hsts}`,
        owner: "settings edge.hsts",
        // Over http the header means nothing and must not be sent (RFC 6797 section 7.2).
        expression: and(ours, ssl),
        action: { kind: "response-headers", set: { "strict-transport-security": `max-age=${maxAge}` }, remove: [] },
      },
    },
  ];
}
