import { type Properties, Refusal } from "../cloud.ts";
import { type RandomType, SOURCE } from "./types.ts";

/** The number a property holds; 0 where it holds none. */
export function numberAt(properties: Properties, name: string): number {
  const value = properties[name];
  return typeof value === "number" ? value : 0;
}

/** The text a property holds; empty where it holds none. */
export function textAt(properties: Properties, name: string): string {
  const value = properties[name];
  return typeof value === "string" ? value : "";
}

/** What the provider's validators refuse beyond missing and mistyped inputs. */
export function refuseInputs(type: RandomType, inputs: Properties): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const lengthName = type === "random:index/randomId:RandomId" ? "byteLength" : "length";
  const length = inputs[lengthName];
  if (typeof length === "number" && (length < 1 || !Number.isInteger(length))) {
    const why = `"${lengthName}" is ${length}; it must be a whole number of at least 1`;
    refusals.push(new Refusal("InvalidValue", why, SOURCE, lengthName));
  }
  if (type === "random:index/randomPassword:RandomPassword" || type === "random:index/randomString:RandomString") {
    refusals.push(...refuseText(inputs));
  }
  return refusals;
}

function refuseText(inputs: Properties): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const least = ["minLower", "minNumeric", "minSpecial", "minUpper"].reduce(
    (sum, name) => sum + numberAt(inputs, name),
    0,
  );
  const length = inputs.length;
  if (typeof length === "number" && length < least) {
    const why = `"length" is ${length}; it must be at least the sum of the minimums, ${least}`;
    refusals.push(new Refusal("InvalidValue", why, SOURCE, "length"));
  }
  if (inputs.lower === false && inputs.upper === false && inputs.special === false && inputs.numeric === false) {
    const why = 'at least one of "special", "upper", "lower" and "numeric" must be true';
    refusals.push(new Refusal("InvalidAttributeCombination", why, SOURCE, "special"));
  }
  const { number, numeric } = inputs;
  if (typeof number === "boolean" && typeof numeric === "boolean" && number !== numeric) {
    const why = '"number" (deprecated) and "numeric" contradict each other; write "numeric" only';
    refusals.push(new Refusal("InvalidAttributeCombination", why, SOURCE, "number"));
  }
  return refusals;
}
