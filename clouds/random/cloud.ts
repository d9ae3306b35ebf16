import { type Checked, type Cloud, type Properties, type Resource, type Subject, UnmodelledError } from "../cloud.ts";
import { checkShape, differ, foresee, settle, type TypeRow } from "../property-table.ts";
import { sameValue, withoutNulls } from "../values.ts";
import { bcryptForm, randomBytes, randomText } from "./generate-values.ts";
import { numberAt, refuseInputs, textAt } from "./inputs.ts";
import { type RandomType, SOURCE, TYPES } from "./types.ts";

/** Generates passwords, strings, bytes and ids as @pulumi/random does; nothing leaves the process. */
export function randomCloud(): Cloud {
  const standing = new Map<string, Resource>();
  return {
    name: "random",
    version: "4.21.2",
    secretOutputs: (type) => rowOf(type).secretOutputs ?? [],
    configure: () => {},
    check: (subject, inputs) => check(subject, inputs),
    diff: (type, _id, state, inputs) => differ(rowOf(type), settle(rowOf(type), twin(inputs)), state),
    plan: (subject, inputs, present) => {
      const row = rowOf(subject.type);
      return foresee(row, inputs, settle(row, twin(inputs)), present?.state, false);
    },
    create: (subject, inputs) => {
      const made = create(knownType(subject.type), settle(rowOf(subject.type), twin(inputs)));
      standing.set(subject.urn, made);
      return made;
    },
    update: (subject, present, inputs) => ({ ...present.state, ...settle(rowOf(subject.type), twin(inputs)) }),
    read: (subject) => standing.get(subject.urn),
    delete: (subject, present) => {
      // A replacement stands under the same URN by now, and passwords all have the id "none".
      if (sameValue(standing.get(subject.urn)?.state, present.state)) standing.delete(subject.urn);
    },
    invoke: (token) => {
      throw new UnmodelledError(`the function ${token}`);
    },
  };
}

function knownType(type: string): RandomType {
  if (type in TYPES) return type as RandomType; // Narrowed by `in`, which TypeScript doesn't do for keys.
  throw new UnmodelledError(`the resource type ${type}`);
}

function rowOf(type: string): TypeRow {
  return TYPES[knownType(type)];
}

/** `number` is the old name of `numeric`; the provider keeps both equal. */
function twin(inputs: Properties): Properties {
  const numeric = inputs.numeric ?? inputs.number;
  return numeric === undefined || numeric === null ? inputs : { ...inputs, numeric, number: numeric };
}

function check(subject: Subject, inputs: Properties): Checked {
  const given = withoutNulls(inputs);
  const type = knownType(subject.type);
  return { inputs: given, refusals: [...checkShape(type, TYPES[type], given, SOURCE), ...refuseInputs(type, given)] };
}

function create(type: RandomType, settled: Properties): Resource {
  switch (type) {
    case "random:index/randomPassword:RandomPassword":
      return { id: "none", state: { ...settled, result: randomText(settled), bcryptHash: bcryptForm() } };
    case "random:index/randomString:RandomString": {
      const result = randomText(settled);
      return { id: result, state: { ...settled, result } };
    }
    case "random:index/randomBytes:RandomBytes": {
      const bytes = randomBytes(numberAt(settled, "length"));
      return { id: "none", state: { ...settled, base64: base64(bytes), hex: hex(bytes) } };
    }
    case "random:index/randomId:RandomId": {
      const bytes = randomBytes(numberAt(settled, "byteLength"));
      const prefix = textAt(settled, "prefix");
      const b64Std = base64(bytes);
      const id = b64Std.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
      const names = { b64Std, b64Url: id, dec: BigInt(`0x${hex(bytes)}`).toString(), hex: hex(bytes) };
      const prefixed = Object.entries(names).map(([name, text]) => [name, prefix + text]);
      return { id, state: { ...settled, ...Object.fromEntries(prefixed) } };
    }
  }
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
