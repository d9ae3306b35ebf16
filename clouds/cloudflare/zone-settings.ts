import type { Properties, Refusal } from "../cloud.ts";
import { type Model, settleBy } from "./model.ts";
import { normalizationBody, settingBody } from "./setting-body.ts";
import { TYPES } from "./types.ts";
import type { Zone } from "./zone.ts";

/** Zone settings: creation is a PATCH over whatever stands, deletion does nothing (`zone_setting/resource.go`). */
export function zoneSettingModel(zone: Zone): Model {
  const patch = (inputs: Properties): Properties => {
    const state = { ...inputs, editable: true, modifiedOn: zone.now() };
    zone.settings.set(String(inputs.settingId), state);
    return state;
  };
  return {
    refuse: (inputs) => {
      const refusals: Refusal[] = [];
      settingBody(inputs, refusals);
      return refusals;
    },
    settle: settleBy(TYPES["cloudflare:index/zoneSetting:ZoneSetting"]),
    create: (_subject, inputs) => ({ id: String(inputs.settingId), state: patch(inputs) }),
    // The real provider sends only what changed, so an update without a change is an empty body and a 1007
    // (pulumi/pulumi-cloudflare#1319). Only a creation that failed halfway leads there; here it is let through.
    update: (_subject, _present, inputs) => patch(inputs),
    read: (id) => {
      // An import names the setting as <zone>/<setting>.
      const settingId = id.split("/").at(-1) ?? id;
      const state = zone.settings.get(settingId);
      return state === undefined ? undefined : { id: settingId, state };
    },
    delete: () => {},
  };
}

/** URL normalization: one for the zone, whose id it has; deletion goes back to the default. */
export function urlNormalizationModel(zone: Zone): Model {
  const put = (inputs: Properties): Properties => {
    zone.normalization = inputs;
    return inputs;
  };
  return {
    refuse: (inputs) => {
      const refusals: Refusal[] = [];
      normalizationBody(inputs, refusals);
      return refusals;
    },
    settle: settleBy(TYPES["cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings"]),
    create: (_subject, inputs) => ({ id: String(inputs.zoneId), state: put(inputs) }),
    update: (_subject, _present, inputs) => put(inputs),
    read: (id) => (zone.normalization === undefined ? undefined : { id, state: zone.normalization }),
    delete: () => {
      zone.normalization = undefined;
    },
  };
}
