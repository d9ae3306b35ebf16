import { z } from "zod";
import { explainDomain } from "../names.ts";
import { matching, text } from "./text.ts";

/** `launch:domain` as written. */
export const domain = z
  .strictObject({
    name: text(explainDomain)
      .describe("The domain as it was registered, without www; one zone per stack.")
      .meta({ examples: ["example.com"] }),
    canonical: z
      .enum(["apex", "www"])
      .default("apex")
      .describe("Which of the two usual addresses members see; the other one redirects to it."),
  })
  .describe("The registered domain, and the address members see.");

const CLOUDFLARE_ID = {
  why: "Cloudflare's ids are 32 hexadecimal digits.",
  write: "the id from the zone's Overview page in the dashboard, in quotes",
};

const cloudflareId = (what: string, example: string) =>
  matching(/^[0-9a-f]{32}$/, CLOUDFLARE_ID)
    .describe(what)
    .meta({ examples: [example] });

/** `launch:cloudflare` as written. */
export const cloudflare = z
  .strictObject({
    accountId: cloudflareId("The account the zone belongs to.", "0123456789abcdef0123456789abcdef"),
    zoneId: cloudflareId("The zone of the domain; it is looked up, never created.", "023e105f4ecef8ad9ca31a8372d0c353"),
    plan: z
      .enum(["free", "pro", "business"])
      .describe("The plan the zone is on; it decides how many rules there may be and what they may look at.")
      .meta({ examples: ["pro"] }),
  })
  .describe("The zone that exists at Cloudflare.");

/** `launch:aws` as written. */
export const aws = z
  .strictObject({
    accountId: matching(/^[0-9]{12}$/, {
      why: "An AWS account id is 12 digits.",
      write: 'the 12 digits, in quotes, such as "123456789012"',
    })
      .describe("The account everything lives in: 12 digits in quotes.")
      .meta({ examples: ["123456789012"] }),
    region: matching(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, {
      why: "It is not the name of a region.",
      write: "a region's code, such as us-east-1 or eu-central-1",
    })
      .describe("The region everything lives in; changing it later replaces all of it.")
      .meta({ examples: ["us-east-1"] }),
    availabilityZones: z
      .tuple([z.string(), z.string()])
      .describe(
        "Two different zones of that region with ARM64 capacity; named, so that a look-up never moves the stack.",
      )
      .meta({ examples: [["us-east-1a", "us-east-1b"]] }),
  })
  .describe("The AWS account and region.");
