import { z } from "zod";
import { explainLabel } from "../names.ts";
import { text } from "./text.ts";

/** A host by its label, as routes and redirects name it. */
export const label = (what: string, example: string) =>
  text(explainLabel)
    .describe(what)
    .meta({ examples: [example] });

const host = z.strictObject({
  name: label("`apex` for the domain itself, else the one label before it.", "app"),
  service: z
    .string()
    .optional()
    .describe("The service of launch:services that answers here; a host has either this or redirectTo.")
    .meta({ examples: ["web"] }),
  redirectTo: label("The host of this list that every request is sent to, path and query kept.", "apex").optional(),
});

/** `launch:hosts` as written. */
export const hosts = z
  .array(host.meta({ oneOf: [{ required: ["service"] }, { required: ["redirectTo"] }] }))
  .min(1)
  .describe("Every public web host, each with one owner. `apex` is always among them.");
