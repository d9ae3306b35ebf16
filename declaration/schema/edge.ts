import { z } from "zod";
import { matching } from "./text.ts";

const cookieName = matching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, {
  why: "It is not a cookie's name (RFC 6265, section 4.1.1).",
  write: "the name alone, such as session",
});

/** `launch:edge` as written. */
export const edge = z
  .strictObject({
    hsts: z
      .enum(["off", "five-minutes", "day", "month", "year"])
      .default("five-minutes")
      .describe(
        "How long browsers insist on https after a visit: raise it step by step, it can't be taken back sooner.",
      ),
    sessionCookies: z
      .array(cookieName)
      .default([])
      .describe(
        "Cookies that carry a session: a request with one is never answered from the cache. Needed before a page may be cached.",
      )
      .meta({ examples: [["session"]] }),
  })
  .prefault({})
  .describe("Choices about the edge that are not a route's.");
