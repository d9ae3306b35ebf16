import { FILES, OUTPUT, REFERENCE, SECRET, SIGNATURE, UNKNOWNS } from "../../rehearsal/providers/marks.ts";
import { isWireObject, type Wire, type WireObject } from "../../rehearsal/providers/properties.ts";
import type { PlannedProperties, PlannedValue } from "../plan-file.ts";

/** Turns properties as the SDK sends them into what the plan may show: a secret's value never leaves this function. */
export function plannedProperties(wire: WireObject): PlannedProperties {
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, plannedValue(value)]));
}

function plannedValue(wire: Wire): PlannedValue {
  if (typeof wire === "string") return UNKNOWNS.has(wire) ? { $unknown: true } : wire;
  if (typeof wire !== "object" || wire === null) return wire;
  if (!isWireObject(wire)) return wire.map(plannedValue);
  const signature = wire[SIGNATURE];
  if (signature === undefined) return plannedProperties(wire);
  if (signature === SECRET) return { $secret: true };
  if (signature === REFERENCE) return { $resource: wire.urn === undefined ? null : plannedValue(wire.urn) };
  if (signature === OUTPUT) {
    if (wire.secret === true) return { $secret: true };
    return wire.value === undefined ? { $unknown: true } : plannedValue(wire.value);
  }
  if (typeof signature === "string" && FILES.includes(signature)) return { $file: true };
  throw new Error(`the SDK sent a value with the unfamiliar signature ${JSON.stringify(signature)}`);
}
