import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { PlannedOptions } from "../plan-file.ts";

/** Reads the resource options off a registration; lists are sorted where their order means nothing. */
export function plannedOptions(request: RegisterResourceRequest): PlannedOptions {
  const propertyDependencies = [...request.getPropertydependenciesMap().entries()]
    .map(([property, dependencies]) => [property, dependencies.getUrnsList().sort()] as const)
    .filter(([, urns]) => urns.length > 0);
  const timeouts = request.getCustomtimeouts();
  return present({
    parent: request.getParent(),
    provider: providerUrn(request.getProvider()),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList().sort(),
    dependencies: request.getDependenciesList().sort(),
    propertyDependencies: Object.fromEntries(propertyDependencies),
    hooks: boundHooks(request.getHooks()),
    import: request.getImportid(),
    deletedWith: request.getDeletedwith(),
    customTimeouts: present({
      create: timeouts?.getCreate(),
      update: timeouts?.getUpdate(),
      delete: timeouts?.getDelete(),
    }),
  });
}

/** A provider travels as `<urn>::<id>`, and before it is made its id is only a mark for "unknown". */
function providerUrn(reference: string): string {
  return reference.split("::").slice(0, 4).join("::");
}

/** Names of the hooks by the moment they run. */
function boundHooks(hooks: RegisterResourceRequest.ResourceHooksBinding | undefined): Record<string, string[]> {
  if (hooks === undefined) return {};
  return present({
    beforeCreate: hooks.getBeforeCreateList(),
    afterCreate: hooks.getAfterCreateList(),
    beforeUpdate: hooks.getBeforeUpdateList(),
    afterUpdate: hooks.getAfterUpdateList(),
    beforeDelete: hooks.getBeforeDeleteList(),
    afterDelete: hooks.getAfterDeleteList(),
    onError: hooks.getOnErrorList(),
  });
}

/** Leaves out what is at its default: undefined, false, and empty texts, lists and maps. */
function present<Options extends object>(
  options: Options,
): { [Key in keyof Options]?: Exclude<Options[Key], undefined> } {
  const kept = Object.entries(options).filter(
    ([, value]) => value && (typeof value !== "object" || Object.keys(value).length > 0),
  );
  // fromEntries forgets the names that entries had; the filter above only ever takes some away.
  return Object.fromEntries(kept) as { [Key in keyof Options]?: Exclude<Options[Key], undefined> };
}
