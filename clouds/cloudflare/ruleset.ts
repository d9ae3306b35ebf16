import type { CloudflarePlan } from "../../declaration/settings.ts";
import { type Properties, Refusal, UNKNOWN, type Value } from "../cloud.ts";
import { settle } from "../property-table.ts";
import { isList, isProperties, withoutNulls } from "../values.ts";
import type { Model } from "./model.ts";
import { rulesetBody } from "./ruleset-body.ts";
import { TYPES } from "./types.ts";
import type { Zone } from "./zone.ts";

const ROW = TYPES["cloudflare:index/ruleset:Ruleset"];

/** Entry-point rulesets: created by POST, changed by PUT of the whole, one for each phase of the zone. */
export function rulesetModel(zone: Zone, plan: CloudflarePlan): Model {
  const put = (id: string, owner: string, inputs: Properties, before: Properties | undefined): Properties => {
    const body = rulesetBody(inputs, plan, []);
    zone.checkEntryPoint(body, id);
    const settled = settleRuleset(inputs, before);
    const state = {
      ...settled,
      rules: (isList(settled.rules) ? settled.rules : []).map((rule) => decided(rule, zone)),
      version: String(Number(before?.version ?? 0) + 1),
      lastUpdated: zone.now(),
    };
    zone.rulesets.set(id, { id, owner, body, state });
    return state;
  };
  return {
    refuse: (inputs) => {
      const refusals: Refusal[] = [];
      rulesetBody(inputs, plan, refusals);
      return refusals;
    },
    refuseBeside: (subject, inputs, id) => {
      const standing = [...zone.rulesets.values()].find((one) => one.body.phase === inputs.phase);
      // A standing one with the same URN may be on its way out: a replacement that deletes first.
      if (standing !== undefined && standing.id !== id && standing.owner !== subject.urn) {
        zone.checkEntryPoint(rulesetBody(inputs, plan, []), id);
      }
    },
    settle: settleRuleset,
    create: (subject, inputs) => {
      const id = zone.newId();
      return { id, state: put(id, subject.urn, inputs, undefined) };
    },
    update: (subject, present, inputs) => {
      const before = zone.rulesets.get(present.id);
      if (before === undefined)
        throw new Refusal(
          "10003",
          "could not find ruleset",
          "cloudflare API, rulesets; the code is from memory, unconfirmed",
        );
      return put(present.id, subject.urn, inputs, before.state);
    },
    read: (id) => {
      // An import names the ruleset as zones/<zone>/<ruleset>.
      const standing = zone.rulesets.get(id.split("/").at(-1) ?? id);
      return standing === undefined ? undefined : { id: standing.id, state: standing.state };
    },
    delete: (id) => {
      zone.rulesets.delete(id);
    },
  };
}

/** Fills in the provider's nested defaults, and the ids of rules whose `ref` stands (`ruleset/resource.go`, ModifyPlan). */
function settleRuleset(inputs: Properties, state: Properties | undefined): Properties {
  const settled = settle(ROW, inputs, state);
  const { rules } = settled;
  if (!isList(rules)) return settled;
  const before = isList(state?.rules) ? state.rules.filter(isProperties) : [];
  return { ...settled, rules: rules.map((rule) => (isProperties(rule) ? settleRule(rule, before) : rule)) };
}

function settleRule(rule: Properties, before: readonly Properties[]): Properties {
  const given = withoutNulls(rule);
  const same = before.find((one) => one.ref === given.ref);
  const { actionParameters = {}, ratelimit } = given;
  return {
    description: "",
    enabled: true,
    id: same?.id ?? UNKNOWN,
    ...(same !== undefined && same.action === given.action ? pick(same, "logging") : { logging: UNKNOWN }),
    ...given,
    actionParameters: settleParameters(actionParameters),
    ...(isProperties(ratelimit) ? { ratelimit: settleLimit(ratelimit, same?.ratelimit) } : {}),
  };
}

function settleParameters(parameters: Value): Value {
  if (!isProperties(parameters)) return parameters;
  const given = withoutNulls(parameters);
  const { fromValue } = given;
  return isProperties(fromValue)
    ? { ...given, fromValue: { preserveQueryString: false, ...withoutNulls(fromValue) } }
    : given;
}

function settleLimit(ratelimit: Properties, before: Value | undefined): Properties {
  const kept: Properties = isProperties(before) ? pick(before, "mitigationTimeout") : { mitigationTimeout: UNKNOWN };
  return { requestsToOrigin: false, ...kept, ...withoutNulls(ratelimit) };
}

function pick(properties: Properties, name: string): Properties {
  const value = properties[name];
  return value === undefined ? {} : { [name]: value };
}

/** A settled rule with what the service decides: the id of a new rule, logging (skip rules log), no mitigation. */
function decided(rule: Value, zone: Zone): Value {
  if (!isProperties(rule)) return rule;
  const { id, logging, ratelimit } = rule;
  const logged = logging === UNKNOWN ? (rule.action === "skip" ? { enabled: true } : null) : (logging ?? null);
  const limit =
    isProperties(ratelimit) && ratelimit.mitigationTimeout === UNKNOWN
      ? { ...ratelimit, mitigationTimeout: 0 }
      : ratelimit;
  return withoutNulls({
    ...rule,
    id: id === UNKNOWN || id === undefined ? zone.newId() : id,
    logging: logged,
    ratelimit: limit ?? null,
  });
}
