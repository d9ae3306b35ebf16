import { z } from "zod";
import { database } from "./schema/database.ts";
import { aws, cloudflare, domain } from "./schema/domain.ts";
import { edge } from "./schema/edge.ts";
import { hosts } from "./schema/hosts.ts";
import { routes } from "./schema/routes.ts";
import { secrets } from "./schema/secrets.ts";
import { services } from "./schema/services.ts";

/**
 * The settings as they are written under `config:` of `Pulumi.<stack>.yaml`. Every top-level value is a map or a
 * list: the engine hands these on as they are, whereas it alters numbers, dates and switches at the top.
 */
export const settingsSchema = z.strictObject({
  "launch:domain": domain,
  "launch:cloudflare": cloudflare,
  "launch:aws": aws,
  "launch:hosts": hosts,
  "launch:routes": routes,
  "launch:services": services,
  "launch:database": database,
  "launch:secrets": secrets,
  "launch:edge": edge,
});

/** The settings as written, checked and with every default filled in. */
export type WrittenSettings = z.output<typeof settingsSchema>;
