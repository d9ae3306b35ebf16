import { z } from "zod";
import { explainRoutePath } from "../path.ts";
import { label } from "./hosts.ts";
import { matching, text, whole } from "./text.ts";

/** Counting periods that every description of Cloudflare's API agrees on, in seconds (WAF, rate limiting parameters). */
const PERIODS = [10, 60, 120, 300, 600, 3600] as const;

/** Blocking times, likewise. */
const BLOCKS = [10, 60, 120, 300, 600, 3600, 86_400] as const;

const limit = z.strictObject({
  requests: whole(1, 1_000_000)
    .describe("How many requests one address may send within the period.")
    .meta({ examples: [10] }),
  periodSeconds: z
    .literal(PERIODS)
    .describe("The counting period in seconds; Free counts 10 only, Pro at most 60, Business at most 600.")
    .meta({ examples: [60] }),
  blockSeconds: z
    .literal(BLOCKS)
    .describe("How long more requests are refused, in seconds; Free 10 only, Pro at most 3600, Business at most 86400.")
    .meta({ examples: [60] }),
});

const route = z.strictObject({
  host: label("The host of launch:hosts it belongs to; that host serves, it doesn't redirect.", "app"),
  path: text(explainRoutePath)
    .describe("One path, or everything below a prefix, written with `/*` at the end.")
    .meta({ examples: ["/login", "/assets/*"], pattern: "^/[^?#\\s]*$" }),
  kind: z
    .enum(["page", "private", "asset", "api", "auth", "chat", "webhook", "health"])
    .describe("What the route is for; cache, limit, challenge and checks follow from it.")
    .meta({ examples: ["page"] }),
  name: matching(/^[a-z][a-z0-9-]{0,62}$/, {
    why: "A route's name has lower-case letters, digits and hyphens, starts with a letter and has at most 63.",
    write: "a name such as app-login, or leave it out",
  })
    .optional()
    .describe("Names the route in rules and alarms; left out, it is the host and the words of the path.")
    .meta({ examples: ["app-login"] }),
  limit: limit.optional().describe("A rate limit instead of the kind's own; not for asset, webhook and health."),
  cacheSeconds: whole(1, 31_536_000)
    .optional()
    .describe("How long the edge keeps an answer, in seconds; only for page and asset.")
    .meta({ examples: [300] }),
});

/** `launch:routes` as written. */
export const routes = z
  .array(route)
  .min(1)
  .describe(
    "The route table: which paths there are and what each is for. Write paths as the app has them; limits catch their other spellings too.",
  );
