import ipaddr from "ipaddr.js";
import { type Properties, Refusal, UNKNOWN } from "../cloud.ts";
import type { Rule } from "./model.ts";
import { valuesAt } from "./values.ts";

function each(path: string, code: string, source: string, wrong: (value: unknown) => string | undefined): Rule {
  return (inputs) =>
    valuesAt(inputs, path).flatMap(({ at, value }) => {
      const why = value === UNKNOWN ? undefined : wrong(value);
      return why === undefined ? [] : [new Refusal(code, `${at}: ${why}`, source, at)];
    });
}

/** The texts at a path match a pattern; `expected` says in words what it wants. */
export function pattern(
  path: string,
  expression: RegExp,
  expected: string,
  source: string,
  code = "InvalidParameterValue",
): Rule {
  return each(path, code, source, (value) =>
    expression.test(String(value)) ? undefined : `"${String(value)}" must be ${expected}`,
  );
}

/** The texts at a path don't match a pattern. */
export function not(
  path: string,
  expression: RegExp,
  why: string,
  source: string,
  code = "InvalidParameterValue",
): Rule {
  return each(path, code, source, (value) =>
    expression.test(String(value)) ? `"${String(value)}" ${why}` : undefined,
  );
}

/** The texts at a path have a length in this range. */
export function length(
  path: string,
  minimum: number,
  maximum: number,
  source: string,
  code = "InvalidParameterValue",
): Rule {
  return each(path, code, source, (value) => {
    const size = String(value).length;
    return size >= minimum && size <= maximum
      ? undefined
      : `must have ${minimum} to ${maximum} characters, has ${size}`;
  });
}

/** The numbers at a path are in this range. */
export function range(
  path: string,
  minimum: number,
  maximum: number,
  source: string,
  code = "InvalidParameterValue",
): Rule {
  return each(path, code, source, (value) => {
    const size = Number(value);
    return size >= minimum && size <= maximum ? undefined : `${String(value)} must be from ${minimum} to ${maximum}`;
  });
}

/** The values at a path are among these. */
export function oneOf(
  path: string,
  allowed: readonly (string | number)[],
  source: string,
  code = "InvalidParameterValue",
): Rule {
  const texts = allowed.map(String);
  return each(path, code, source, (value) =>
    texts.includes(String(value)) ? undefined : `"${String(value)}" must be one of ${texts.join(", ")}`,
  );
}

/** At most one of these inputs is given, or exactly one where `needed`. */
export function exclusive(
  names: readonly string[],
  source: string,
  needed = false,
  code = "InvalidParameterCombination",
): Rule {
  return (inputs) => {
    const given = names.filter((name) => inputs[name] !== undefined && inputs[name] !== null);
    if (given.length > 1) return [new Refusal(code, `${given.join(" and ")} exclude each other`, source, given[1])];
    return needed && given.length === 0
      ? [new Refusal(code, `one of ${names.join(", ")} is needed`, source, names[0])]
      : [];
  };
}

/** The texts at a path are JSON objects or arrays. */
export function json(path: string, source: string, code = "InvalidParameterValue"): Rule {
  return each(path, code, source, (value) => {
    try {
      JSON.parse(String(value));
      return undefined;
    } catch (error) {
      return `contains an invalid JSON: ${error instanceof Error ? error.message : String(error)}`;
    }
  });
}

/** The texts at a path are network ranges of this family, with no bits set beyond the prefix. */
export function cidr(path: string, family: "ipv4" | "ipv6", source: string, code = "InvalidParameterValue"): Rule {
  return each(path, code, source, (value) => {
    const text = String(value);
    if (!ipaddr.isValidCIDR(text)) return `"${text}" is not a valid CIDR block`;
    const [address] = ipaddr.parseCIDR(text);
    if (address.kind() !== family) return `"${text}" is not an ${family} CIDR block`;
    const network =
      family === "ipv4" ? ipaddr.IPv4.networkAddressFromCIDR(text) : ipaddr.IPv6.networkAddressFromCIDR(text);
    return network.toString() === address.toString()
      ? undefined
      : `"${text}" is not its network: write ${network.toString()}/${text.split("/")[1]}`;
  });
}

/** The texts at a path are ARNs. */
export function arn(path: string, source: string): Rule {
  const expression = /^arn:[\w-]+:[a-zA-Z0-9-]+:[a-z0-9-]*:(\d{12}|aws)?:.+$/;
  return pattern(path, expression, "an ARN", source);
}

/** A rule of more than one input; return why it is refused. */
export function together(
  property: string,
  code: string,
  source: string,
  wrong: (inputs: Properties) => string | undefined,
): Rule {
  return (inputs) => {
    const why = wrong(inputs);
    return why === undefined ? [] : [new Refusal(code, why, source, property)];
  };
}
