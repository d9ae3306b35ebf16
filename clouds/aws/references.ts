import { type Properties, Refusal } from "../cloud.ts";
import type { Model } from "./model.ts";
import type { AwsType } from "./types.ts";
import { valuesAt } from "./values.ts";
import type { Entry, World } from "./world.ts";

/** Refuses an input that names something the account doesn't have; what isn't known yet passes. */
export function checkReferences(world: World, model: Model, inputs: Properties): void {
  for (const reference of model.references ?? []) {
    for (const { at, value } of valuesAt(inputs, reference.path)) {
      if (typeof value !== "string" || value === "" || reference.provided?.(value)) continue;
      if (world.find(reference.to, reference.by ?? "id", value)) continue;
      throw new Refusal(reference.missing, `${at}: '${value}' does not exist`, reference.source, at);
    }
  }
}

/** Refuses the deletion of something that others in the account still refer to. */
export function refuseWhileHeld(world: World, entry: Entry, models: Readonly<Record<AwsType, Model>>): void {
  for (const other of world.all()) {
    if (other === entry) continue;
    for (const { to, by, holds, path, source } of models[other.type].references ?? []) {
      if (to !== entry.type || holds === undefined) continue;
      const held = by === undefined || by === "id" ? entry.id : entry.state[by];
      if (!valuesAt(other.state, path).some(({ value }) => value === held)) continue;
      // A newer one under the same name takes its place: nothing would dangle.
      if (
        world
          .all(to)
          .some((twin) => twin !== entry && (by === undefined || by === "id" ? twin.id : twin.state[by]) === held)
      )
        continue;
      throw new Refusal(holds, `'${String(held)}' has a dependent object: ${path} of ${other.id}`, source);
    }
  }
}
