import {
  type Accounts,
  type Checked,
  type Cloud,
  holdsUnknown,
  type Properties,
  type Subject,
  UnmodelledError,
} from "../cloud.ts";
import { checkShape, differ, foresee } from "../property-table.ts";
import { withoutNulls } from "../values.ts";
import { dnsRecordModel } from "./dns-record.ts";
import { getZone, refuseZone } from "./get-zone.ts";
import type { Model } from "./model.ts";
import { rulesetModel } from "./ruleset.ts";
import { type CloudflareType, knownType, TYPES } from "./types.ts";
import { Zone } from "./zone.ts";
import { urlNormalizationModel, zoneSettingModel } from "./zone-settings.ts";

const SOURCE = "@pulumi/cloudflare 6.22.1";
const SETTINGS = ["apiToken", "apiKey", "apiEmail", "email", "apiUserServiceKey"];

/** Cloudflare with one active zone, empty at first: what the provider sends is checked as the service would. */
export function cloudflareCloud({ cloudflare: account }: Pick<Accounts, "cloudflare">): Cloud {
  const zone = new Zone();
  const models: Readonly<Record<CloudflareType, Model>> = {
    "cloudflare:index/dnsRecord:DnsRecord": dnsRecordModel(zone, account),
    "cloudflare:index/ruleset:Ruleset": rulesetModel(zone, account.plan),
    "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings": urlNormalizationModel(zone),
    "cloudflare:index/zoneSetting:ZoneSetting": zoneSettingModel(zone),
  };
  const check = (subject: Subject, inputs: Properties): Checked => {
    const type = knownType(subject.type);
    const given = withoutNulls(inputs);
    const shape = checkShape(type, TYPES[type], given, SOURCE);
    const wrongZone = refuseZone(given.zoneId, account);
    // With a property of the wrong shape there is no body to look at.
    const refused = shape.length > 0 ? shape : models[type].refuse(given);
    return { inputs: given, refusals: wrongZone === undefined ? refused : [wrongZone, ...refused] };
  };
  /** Once more, with the values that were unknown at the check. */
  const checked = (subject: Subject, inputs: Properties): Properties => {
    const result = check(subject, inputs);
    const [first] = result.refusals;
    if (first !== undefined) throw first;
    return result.inputs;
  };
  return {
    name: "cloudflare",
    version: "6.22.1",
    secretOutputs: (type) => TYPES[knownType(type)].secretOutputs ?? [],
    secretlessInputs: (type) => (knownType(type) === "cloudflare:index/zoneSetting:ZoneSetting" ? ["value"] : []),
    configure: (configuration) => {
      for (const name of Object.keys(configuration)) {
        if (!SETTINGS.includes(name)) throw new UnmodelledError(`the Cloudflare provider's setting ${name}`);
      }
    },
    check,
    diff: (type, _id, state, inputs) => {
      const known = knownType(type);
      return differ(TYPES[known], models[known].settle(withoutNulls(inputs), state), state);
    },
    plan: (subject, inputs, present) => {
      const type = knownType(subject.type);
      const given = checked(subject, inputs);
      if (!holdsUnknown(given)) models[type].refuseBeside?.(subject, given, present?.id);
      const settled = models[type].settle(given, present?.state);
      const changed = present === undefined || differ(TYPES[type], settled, present.state).changed.length > 0;
      return foresee(TYPES[type], given, settled, present?.state, changed);
    },
    create: (subject, inputs) => models[knownType(subject.type)].create(subject, checked(subject, inputs)),
    update: (subject, present, inputs) =>
      models[knownType(subject.type)].update(subject, present, checked(subject, inputs)),
    read: (subject, id) => models[knownType(subject.type)].read(id),
    delete: (subject, present) => models[knownType(subject.type)].delete(present.id),
    invoke: (token, args) => {
      if (token !== "cloudflare:index/getZone:getZone") throw new UnmodelledError(`the function ${token}`);
      return getZone(withoutNulls(args), account);
    },
  };
}
