import { Refusal } from "../cloud.ts";
import { actionReferences, actionRules, refuseSharedGroup, withOrder } from "./lb-actions.ts";
import type { Model, Request } from "./model.ts";
import { length, oneOf, pattern, range, together } from "./rules.ts";
import { isList, isProperties, mapsAt, numberOf, textOf } from "./values.ts";

const elb = "botocore elbv2 service model";
const provider = "aws provider elbv2/listener.go";
const ruleProvider = "aws provider elbv2/listener_rule.go";

function refuseCertificate({ world, inputs }: Request): void {
  const arn = textOf(inputs, "certificateArn");
  const certificate = arn === undefined ? undefined : world.find("aws:acm/certificate:Certificate", "id", arn);
  if (!certificate || certificate.state.status === "ISSUED") return;
  const why = `The certificate '${certificate.id}' must have a fully-qualified domain name, a supported signature, and be issued: it is ${String(certificate.state.status)}`;
  throw new Refusal("UnsupportedCertificate", why, elb, "certificateArn");
}

const listener: Model = {
  normalise: withOrder("defaultActions"),
  rules: [
    range("port", 1, 65535, provider),
    oneOf("protocol", ["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"], provider),
    ...actionRules("defaultActions[]", provider),
    together("certificateArn", "CertificateNotFound", elb, ({ protocol, certificateArn }) =>
      protocol === "HTTPS" && certificateArn === undefined
        ? "A certificate must be specified for HTTPS listeners"
        : undefined,
    ),
    together("sslPolicy", "InvalidParameterCombination", elb, ({ protocol, sslPolicy }) =>
      protocol === "HTTP" && sslPolicy !== undefined ? "sslPolicy is for HTTPS and TLS listeners only" : undefined,
    ),
    oneOf("mutualAuthentication.mode", ["off", "passthrough", "verify"], provider),
    oneOf("alpnPolicy", ["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"], provider),
  ],
  references: [
    { path: "loadBalancerArn", to: "aws:lb/loadBalancer:LoadBalancer", missing: "LoadBalancerNotFound", source: elb },
    {
      path: "certificateArn",
      to: "aws:acm/certificate:Certificate",
      missing: "CertificateNotFound",
      holds: "ResourceInUseException",
      source: elb,
    },
    ...actionReferences("defaultActions[]"),
  ],
  occupied: (request) => {
    const { world, inputs, present } = request;
    refuseCertificate(request);
    const twin = world
      .all("aws:lb/listener:Listener")
      .find(
        ({ state }) =>
          state.loadBalancerArn === inputs.loadBalancerArn && state.port === inputs.port && state.arn !== present?.arn,
      );
    if (twin)
      throw new Refusal(
        "DuplicateListener",
        "A listener already exists on this port for this load balancer",
        elb,
        "port",
      );
    refuseSharedGroup(world, String(inputs.loadBalancerArn), inputs, "defaultActions[]");
  },
  make: ({ world, subject, inputs }) => {
    const arn = `${String(inputs.loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${world.hex(subject.urn, 16)}`;
    const secure = inputs.protocol === "HTTPS";
    return {
      id: arn,
      outputs: {
        arn,
        protocol: "HTTP",
        sslPolicy: secure ? "ELBSecurityPolicy-2016-08" : "",
        routingHttpResponseServerEnabled: true,
      },
    };
  },
  remove: (world, _subject, id) => {
    for (const rule of world.all("aws:lb/listenerRule:ListenerRule")) {
      if (rule.state.listenerArn === id) world.forget("aws:lb/listenerRule:ListenerRule", rule.id);
    }
  },
};

const CONDITION_FIELDS = ["hostHeader", "httpHeader", "httpRequestMethod", "pathPattern", "queryStrings", "sourceIp"];

/** Values a rule may hold over all of its conditions (AWS Application Load Balancer quotas). */
const VALUES_PER_RULE = 5;

const listenerRule: Model = {
  normalise: withOrder("actions"),
  rules: [
    range("priority", 1, 50000, ruleProvider),
    ...actionRules("actions[]", ruleProvider),
    length("conditions[].hostHeader.values[]", 1, 128, ruleProvider),
    length("conditions[].pathPattern.values[]", 1, 128, ruleProvider),
    pattern(
      "conditions[].httpHeader.httpHeaderName",
      /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,40}$/,
      "a header name of at most 40 characters",
      ruleProvider,
    ),
    pattern("conditions[].httpRequestMethod.values[]", /^[A-Za-z_-]{1,40}$/, "an HTTP method", ruleProvider),
    (inputs) =>
      mapsAt(inputs, "conditions[]").flatMap(({ at, value }) => {
        const set = CONDITION_FIELDS.filter((name) => value[name] !== undefined);
        if (set.length === 1) return [];
        return [
          new Refusal(
            "InvalidParameterCombination",
            `${at}: exactly one of ${CONDITION_FIELDS.join(", ")} must be set`,
            ruleProvider,
            at,
          ),
        ];
      }),
  ],
  references: [
    { path: "listenerArn", to: "aws:lb/listener:Listener", missing: "ListenerNotFound", source: elb },
    ...actionReferences("actions[]"),
  ],
  refuse: ({ inputs }) => {
    const values = mapsAt(inputs, "conditions[]").flatMap(({ value }) =>
      CONDITION_FIELDS.flatMap((name) => {
        const condition = value[name];
        if (isList(condition)) return condition;
        return isProperties(condition) && isList(condition.values) ? condition.values : [];
      }),
    );
    if (values.length <= VALUES_PER_RULE) return;
    const why = `A rule can have at most ${VALUES_PER_RULE} condition values, this one has ${values.length}`;
    throw new Refusal("TooManyConditionValues", why, "AWS ALB quotas, condition values per rule", "conditions");
  },
  occupied: ({ world, inputs, present }) => {
    const twin = world
      .all("aws:lb/listenerRule:ListenerRule")
      .some(
        ({ state }) =>
          state.listenerArn === inputs.listenerArn && state.priority === inputs.priority && state.arn !== present?.arn,
      );
    if (twin && inputs.priority !== undefined) {
      throw new Refusal(
        "PriorityInUse",
        `Priority '${numberOf(inputs, "priority")}' is currently in use`,
        elb,
        "priority",
      );
    }
    const loadBalancer = world.find("aws:lb/listener:Listener", "id", inputs.listenerArn)?.state.loadBalancerArn;
    refuseSharedGroup(world, String(loadBalancer), inputs, "actions[]");
  },
  make: ({ world, subject, inputs }) => {
    const arn = `${String(inputs.listenerArn).replace(":listener/", ":listener-rule/")}/${world.hex(subject.urn, 16)}`;
    const taken = world
      .all("aws:lb/listenerRule:ListenerRule")
      .flatMap(({ state }) => (state.listenerArn === inputs.listenerArn ? (numberOf(state, "priority") ?? []) : []));
    return { id: arn, outputs: { arn, priority: Math.max(0, ...taken) + 1 } };
  },
};

/** What a load balancer does with a request. */
export const LISTENERS = {
  "aws:lb/listener:Listener": listener,
  "aws:lb/listenerRule:ListenerRule": listenerRule,
} as const;
