import type { Settings } from "../declaration/settings.ts";
import { parseConsent } from "./consent.ts";
import { Launch } from "./launch.ts";
import { Rails } from "./rails.ts";

/** Declares the launch that the settings describe, guarded by the consents of this moment. */
export function declareLaunch(settings: Settings): Launch {
  const today = new Date().toISOString().slice(0, 10);
  const protection = new Rails(parseConsent(process.env.LAUNCH_CONSENT, today), today);
  return new Launch("launch", { settings, protection });
}
