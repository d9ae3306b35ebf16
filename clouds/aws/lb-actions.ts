import { type Properties, Refusal, type Value } from "../cloud.ts";
import type { Reference, Rule } from "./model.ts";
import { length, oneOf, pattern, range } from "./rules.ts";
import { isList, isProperties, mapsAt, textOf, textsAt } from "./values.ts";
import type { World } from "./world.ts";

const elb = "botocore elbv2 service model";

const ACTION_TYPES = ["forward", "authenticate-oidc", "authenticate-cognito", "redirect", "fixed-response"] as const;

/** What an action of each type must carry. */
const ACTION_BODIES: Readonly<Record<string, readonly string[]>> = {
  forward: ["targetGroupArn", "forward"],
  redirect: ["redirect"],
  "fixed-response": ["fixedResponse"],
  "authenticate-oidc": ["authenticateOidc"],
  "authenticate-cognito": ["authenticateCognito"],
};

/** What the provider checks of a list of actions at a path such as `actions[]`. */
export function actionRules(path: string, source: string): readonly Rule[] {
  return [
    oneOf(`${path}.type`, ACTION_TYPES, source),
    range(`${path}.order`, 1, 50000, source),
    oneOf(`${path}.redirect.statusCode`, ["HTTP_301", "HTTP_302"], source),
    oneOf(`${path}.redirect.protocol`, ["#{protocol}", "HTTP", "HTTPS"], source),
    oneOf(
      `${path}.fixedResponse.contentType`,
      ["text/plain", "text/css", "text/html", "application/javascript", "application/json"],
      source,
    ),
    pattern(`${path}.fixedResponse.statusCode`, /^[245]\d\d$/, "2XX, 4XX or 5XX", source),
    length(`${path}.fixedResponse.messageBody`, 0, 1024, source),
    range(`${path}.forward.targetGroups[].weight`, 0, 999, source),
    (inputs) =>
      mapsAt(inputs, path).flatMap(({ at, value }) => {
        const needed = ACTION_BODIES[textOf(value, "type") ?? ""];
        if (!needed || needed.some((name) => value[name] !== undefined)) return [];
        const why = `${at}: an action of type ${String(value.type)} needs ${needed.join(" or ")}`;
        return [new Refusal("InvalidParameterCombination", why, source, `${at}.${needed[0]}`)];
      }),
  ];
}

/** The target groups that a list of actions forwards to. */
export function actionReferences(path: string): readonly Reference[] {
  const group = {
    to: "aws:lb/targetGroup:TargetGroup",
    missing: "TargetGroupNotFound",
    holds: "ResourceInUse",
    source: elb,
  } as const;
  return [
    { ...group, path: `${path}.targetGroupArn` },
    { ...group, path: `${path}.forward.targetGroups[].arn` },
  ];
}

/** Numbers the actions as the provider does. */
export function withOrder(name: string): (inputs: Properties) => Properties {
  return (inputs) => {
    const list = inputs[name];
    if (!isList(list)) return inputs;
    const ordered = list.map(
      (action, index): Value => (isProperties(action) ? { order: index + 1, ...action } : action),
    );
    return { ...inputs, [name]: ordered };
  };
}

/** The load balancers whose listeners or rules forward to a target group. */
export function loadBalancersOf(world: World, group: string): ReadonlySet<string> {
  const forwards = (state: Properties, path: string): boolean =>
    [...textsAt(state, `${path}.targetGroupArn`), ...textsAt(state, `${path}.forward.targetGroups[].arn`)].includes(
      group,
    );
  const listeners = world.all("aws:lb/listener:Listener");
  const rules = world.all("aws:lb/listenerRule:ListenerRule").filter(({ state }) => forwards(state, "actions[]"));
  const found = listeners.filter(
    ({ id, state }) => forwards(state, "defaultActions[]") || rules.some((rule) => rule.state.listenerArn === id),
  );
  return new Set(found.map(({ state }) => String(state.loadBalancerArn)));
}

/** A target group belongs to one load balancer only, from the moment something forwards to it. */
export function refuseSharedGroup(world: World, loadBalancer: string, inputs: Properties, path: string): void {
  for (const arn of [
    ...textsAt(inputs, `${path}.targetGroupArn`),
    ...textsAt(inputs, `${path}.forward.targetGroups[].arn`),
  ]) {
    if ([...loadBalancersOf(world, arn)].every((one) => one === loadBalancer)) continue;
    throw new Refusal(
      "TargetGroupAssociationLimit",
      `'${arn}' is associated with another load balancer already`,
      elb,
      path,
    );
  }
}
