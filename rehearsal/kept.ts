import type { World } from "../clouds/aws/world.ts";
import type { Cloud, Subject } from "../clouds/cloud.ts";
import type { Recorder } from "./providers/recorder.ts";

/** Something that a destroyed stack leaves behind on purpose. */
export interface Kept {
  readonly what: string;
  /** Why it stays, and for how long. */
  readonly why: string;
}

/** The simulated clouds a stack was taken down on. */
export interface Emptied {
  readonly aws: Cloud & { readonly world: Pick<World, "databaseSnapshots" | "secretsAwaitingDeletion"> };
  readonly cloudflare: Cloud;
}

/** What is left in the simulated accounts after the stack is gone, from what the clouds themselves remember. */
export function keptOnPurpose(clouds: Emptied, log: Pick<Recorder, "all">): Kept[] {
  const { databaseSnapshots, secretsAwaitingDeletion } = clouds.aws.world;
  const standing = stillStanding([clouds.aws, clouds.cloudflare], log);
  const settings = standing.filter(({ type }) => type === "cloudflare:index/zoneSetting:ZoneSetting");
  const others = standing.filter((one) => !settings.includes(one));
  const zone = {
    what: `zone settings ${settings.map(({ id }) => id).join(", ")}`,
    why: "as the stack set them: Cloudflare has no deletion of a setting; change them in the dashboard",
  };
  return [
    ...[...databaseSnapshots].sort().map((name) => ({
      what: `database snapshot ${name}`,
      why: "the last state of the database; yours until you delete it",
    })),
    ...[...secretsAwaitingDeletion].sort().map((name) => ({
      what: `secret ${name}`,
      why: "scheduled for deletion; it can be restored until then, and its name is taken",
    })),
    ...(settings.length === 0 ? [] : [zone]),
    ...others.map(({ type, id, isDeclared }) => ({
      what: `${type.split(":").at(-1)} ${id}`,
      why: isDeclared
        ? "declared with skipDestroy, so that a rollback finds it; delete it by hand when nobody needs it"
        : "it stands although it was deleted",
    })),
  ];
}

interface Standing {
  readonly type: string;
  readonly id: string;
  /** Whether the program asked for it to be left. */
  readonly isDeclared: boolean;
}

/** What the engine had deleted and a cloud still shows. */
function stillStanding(clouds: readonly Cloud[], log: Pick<Recorder, "all">): Standing[] {
  return log.all().flatMap(({ urn, deleted }) => {
    const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const cloud = clouds.find(({ name }) => type.startsWith(`${name}:`));
    const subject: Subject = { type, urn, name: urn.split("::").at(-1) ?? "", randomSeed: new Uint8Array() };
    return deleted.flatMap((id) => {
      const found = cloud?.read(subject, id);
      return found === undefined ? [] : [{ type, id, isDeclared: found.state.skipDestroy === true }];
    });
  });
}
