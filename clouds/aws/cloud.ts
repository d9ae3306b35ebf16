import {
  type Accounts,
  type Checked,
  type Cloud,
  type Difference,
  holdsUnknown,
  type Properties,
  Refusal,
  type Resource,
  type Subject,
  UNKNOWN,
  UnmodelledError,
  type Value,
} from "../cloud.ts";
import { compare } from "./compare.ts";
import { type Configuration, readConfiguration } from "./configuration.ts";
import { checkShape, nameAutomatically } from "./inputs.ts";
import { invoke } from "./invoke.ts";
import type { Model, Request } from "./model.ts";
import { MODELS } from "./models.ts";
import { checkReferences, refuseWhileHeld } from "./references.ts";
import { TABLE, type TableEntry } from "./table.ts";
import { type AwsType, isAwsType } from "./types.ts";
import { isProperties } from "./values.ts";
import { World } from "./world.ts";

/** A simulated AWS whose account can be looked into. */
export interface AwsCloud extends Cloud {
  readonly world: World;
}

interface Known {
  readonly type: AwsType;
  readonly entry: TableEntry;
  readonly model: Model;
}

function known(type: string): Known {
  if (!isAwsType(type)) throw new UnmodelledError(type);
  return { type, entry: TABLE[type], model: MODELS[type] };
}

/** The inputs as they will stand in the state: defaults filled in, texts normalised, write-only values gone. */
function settle({ entry, model }: Known, inputs: Properties): Properties {
  const given = Object.entries(inputs).filter(([name, value]) => value !== null && entry.properties[name]?.input);
  const all: Properties = { ...model.defaults, ...Object.fromEntries(given) };
  return model.normalise?.(all) ?? all;
}

function givenBack({ model }: Known, inputs: Properties): Properties {
  return model.readBack?.(inputs) ?? inputs;
}

/** Makes the simulated AWS of one account and region; everything lives in memory. */
export function awsCloud(accounts: Accounts): AwsCloud {
  const world = new World(accounts);
  let configuration: Configuration = { defaultTags: {} };

  const tagsOf = ({ entry }: Known, inputs: Properties): Properties => {
    if (!entry.properties.tagsAll) return {};
    const { tags } = inputs;
    if (tags === UNKNOWN) return { tagsAll: UNKNOWN };
    return { tagsAll: { ...configuration.defaultTags, ...(isProperties(tags) ? tags : {}) } };
  };

  /** What an update leaves as it was: computed values the program doesn't set. */
  const kept = ({ entry }: Known, present: Properties): Properties =>
    Object.fromEntries(Object.entries(present).filter(([name]) => entry.properties[name]?.computed));

  const visible = ({ entry }: Known, state: Properties): Properties =>
    Object.fromEntries(Object.entries(state).filter(([name]) => !entry.properties[name]?.writeOnly));

  /** Refuses what can be known before anything is made. */
  const ask = (found: Known, subject: Subject, inputs: Properties, present?: Properties): Request => {
    const asked: Request = { world, subject, inputs: settle(found, inputs), ...(present && { present }) };
    found.model.refuse?.(asked);
    return asked;
  };

  /** Refuses what the account decides at the moment something is made or changed. */
  const request = (found: Known, subject: Subject, inputs: Properties, present?: Properties): Request => {
    const asked = ask(found, subject, inputs, present);
    checkReferences(world, found.model, asked.inputs);
    found.model.occupied?.(asked);
    return asked;
  };

  return {
    name: "aws",
    version: "7.48.0",
    world,

    secretOutputs: (type) =>
      Object.entries(known(type).entry.properties)
        .filter(([, property]) => property.sensitive)
        .map(([name]) => name),

    configure(properties) {
      configuration = readConfiguration(properties, accounts);
    },

    check(subject, inputs, previous): Checked {
      const found = known(subject.type);
      const { region } = inputs;
      if (typeof region === "string" && region !== world.region)
        throw new UnmodelledError(`${subject.type} in ${region}`);
      const named = nameAutomatically(found.model, subject, inputs, previous);
      const refusals = [...checkShape(found.entry, inputs), ...(named instanceof Refusal ? [named] : [])];
      const checked = named instanceof Refusal ? inputs : named;
      // Rules over values assume that the shapes are right.
      if (refusals.length > 0) return { inputs: checked, refusals };
      return { inputs: checked, refusals: (found.model.rules ?? []).flatMap((rule) => rule(checked)) };
    },

    diff(type, _id, state, inputs): Difference {
      const found = known(type);
      return compare(found.entry, found.model, state, settle(found, inputs));
    },

    plan(subject, inputs, present) {
      const found = known(subject.type);
      // What it refers to by name may be made in the same update: only creation asks whether that exists.
      const asked = ask(found, subject, inputs, present?.state);
      const settled = asked.inputs;
      const computed = present
        ? { ...kept(found, present.state), ...changedOutputs(found, present.state, settled) }
        : Object.fromEntries(
            Object.entries(found.entry.properties).flatMap(([name, property]): [string, Value][] =>
              property.computed ? [[name, UNKNOWN]] : [],
            ),
          );
      return visible(found, { ...computed, ...settled, ...tagsOf(found, settled) });
    },

    create(subject, inputs): Resource {
      const found = known(subject.type);
      if (holdsUnknown(inputs)) throw new Error(`${subject.urn} was to be created with unknown inputs`);
      const asked = request(found, subject, inputs);
      const made = found.model.make(asked);
      const state = visible(found, {
        ...made.outputs,
        ...givenBack(found, asked.inputs),
        ...tagsOf(found, asked.inputs),
      });
      const key = found.model.key?.(state) ?? made.id;
      world.put(key, { type: found.type, urn: subject.urn, id: made.id, state });
      return { id: made.id, state };
    },

    update(subject, present, inputs) {
      const found = known(subject.type);
      const entry = world.get(found.type, found.model.key?.(present.state) ?? present.id);
      if (!entry)
        throw new Refusal("NotFound", `${present.id} doesn't exist any more`, "AWS: every update reads first");
      const asked = request(found, subject, inputs, present.state);
      const changed = compare(found.entry, found.model, present.state, asked.inputs).changed.length > 0;
      const outputs = changed ? (found.model.changes?.make(asked) ?? {}) : {};
      entry.state = visible(found, {
        ...kept(found, entry.state),
        ...outputs,
        ...givenBack(found, asked.inputs),
        ...tagsOf(found, asked.inputs),
      });
      return entry.state;
    },

    read(subject, id) {
      const { type } = known(subject.type);
      const entry = world.get(type, id) ?? world.find(type, "id", id);
      return entry && { id: entry.id, state: entry.state };
    },

    delete(subject, present) {
      const found = known(subject.type);
      const key = found.model.key?.(present.state) ?? present.id;
      const entry = world.get(found.type, key);
      if (!entry) return;
      found.model.remove?.(world, subject, present.id, present.state);
      refuseWhileHeld(world, entry, MODELS);
      if (!found.model.keeps?.(present.state)) world.forget(found.type, key);
    },

    invoke: (token, args) => invoke(world, token, args),
  };

  function changedOutputs({ entry, model }: Known, state: Properties, inputs: Properties): Properties {
    if (compare(entry, model, state, inputs).changed.length === 0) return {};
    return Object.fromEntries((model.changes?.outputs ?? []).map((name) => [name, UNKNOWN]));
  }
}
