import type { RewriteRuleParam } from "cloudflare/resources/rulesets/rules.js";
import { UnmodelledError } from "../cloud.ts";
import { checkExpression, type RulePlace } from "./check-expression.ts";
import { INVALID, type Reader } from "./reader.ts";

type Header = NonNullable<RewriteRuleParam.ActionParameters["headers"]>[string];

const SOURCE = "cloudflare-docs, rules/transform (request and response header modification)";
/** Headers no rule may change in the response phase; `cf-*` and `x-cf-*` are refused in both. */
const FIXED_IN_RESPONSES: ReadonlySet<string> = new Set(["server", "eh-cache-tag", "eh-cdn-cache-control"]);

/** The parameters of a rewrite as they are sent; URL rewrites aren't modelled. */
export function rewriteParameters(parameters: Reader, place: RulePlace): RewriteRuleParam.ActionParameters {
  if (parameters.has("uri")) throw new UnmodelledError(parameters.at("uri"));
  parameters.only(["headers"], 'is no parameter of the action "rewrite"');
  const headers = parameters.map("headers");
  const names = Object.keys(headers.values);
  if (names.length === 0 && parameters.has("headers") && !parameters.isUnknown("headers")) {
    parameters.refuse("headers", INVALID, "must name at least one header");
  }
  return { headers: Object.fromEntries(names.map((name) => [name, header(headers, name, place)])) };
}

function header(headers: Reader, name: string, place: RulePlace): Header {
  if (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) headers.refuse(name, "400", `"${name}" is no header name`, SOURCE);
  const lower = name.toLowerCase();
  if (/^(x-)?cf-/.test(lower) || (place.phase === "http_response_headers_transform" && FIXED_IN_RESPONSES.has(lower))) {
    headers.refuse(name, "400", `the header "${name}" is Cloudflare's own and can't be changed`, SOURCE);
  }
  const change = headers.map(name);
  change.only(["expression", "operation", "value"], "is no property of a header");
  const operation = change.choice("operation", ["add", "set", "remove"]);
  if (operation === "remove") {
    if (change.has("value") || change.has("expression")) change.refuse("", INVALID, '"remove" takes no value');
    return { operation };
  }
  if (change.has("value") === change.has("expression")) {
    change.refuse("", INVALID, 'give exactly one of "value" and "expression"');
  }
  if (change.has("expression")) {
    checkExpression(change, "expression", place.plan);
    const expression = change.text("expression");
    return operation === "set" ? { operation, expression } : { operation, expression };
  }
  const value = change.optionalText("value") ?? "";
  if (value === "" && change.has("value") && !change.isUnknown("value")) {
    change.refuse("value", "400", 'an empty value is refused; use the operation "remove"', SOURCE);
  }
  // Each branch is one of the API's own shapes; TypeScript doesn't distribute over the operation.
  return operation === "set" ? { operation, value } : { operation, value };
}
