import { join } from "node:path";
import { UserError } from "../../declaration/faults.ts";
import { BUILD_MINUTES, type BuildProgress, buildEngine } from "./build.ts";
import { fetchEngine, type Miss } from "./fetch.ts";
import { type Engine, findEngine, pulumiHome } from "./find.ts";
import { withLock } from "./lock.ts";
import { engineVersion } from "./version.ts";

/** What is told while an engine is being got. */
export interface EngineTalk {
  /** A step begins, in a sentence. */
  say(text: string): void;
  /** The build moves on. */
  building(at: BuildProgress): void;
}

/** No engine is to be had on this machine; the plan needs none. */
class NoEngineError extends UserError {
  readonly misses: readonly Miss[];

  constructor(misses: readonly Miss[]) {
    const tried = misses.map((miss) => `${miss.way}: ${miss.why}`).join("; ");
    super(
      "no-engine",
      `There is no Pulumi engine here to rehearse with (${tried})`,
      `Install Pulumi ${engineVersion()} (https://www.pulumi.com/docs/iac/download-install/), or Go (https://go.dev/dl/) and run this again. \`npx launch plan\` needs neither.`,
    );
    this.misses = misses;
  }
}

/**
 * The engine: found, else downloaded, else built, one process of this machine at a time. An abort stops the download or
 * build and leaves nothing half-made. Throws NoEngineError with every way that was tried.
 */
export async function obtainEngine(talk: EngineTalk, signal: AbortSignal): Promise<Engine> {
  const found = await findEngine();
  if (found !== undefined) return found;
  const lock = join(pulumiHome(), "versions", ".launch-engine.lock");
  const waiting = () => talk.say("Waiting for another run that is getting the Pulumi engine");
  return withLock(lock, waiting, async () => (await findEngine()) ?? (await get(talk, signal)));
}

async function get(talk: EngineTalk, signal: AbortSignal): Promise<Engine> {
  const misses: Miss[] = [];
  const ways = [
    { text: `Downloading the Pulumi engine ${engineVersion()} (about 100 MB, once)`, get: () => fetchEngine(signal) },
    {
      text: `Building the Pulumi engine ${engineVersion()} from its Go modules (${BUILD_MINUTES}, once)`,
      get: () => buildEngine(signal, (at) => talk.building(at)),
    },
  ];
  for (const way of ways) {
    talk.say(way.text);
    const miss = await way.get();
    signal.throwIfAborted();
    if (miss !== undefined) {
      talk.say(`That failed: ${miss.why}`);
      misses.push(miss);
      continue;
    }
    const engine = await findEngine();
    if (engine !== undefined) return engine;
    misses.push({ way: way.text, why: "what it made doesn't start, or lacks the language host for Node" });
  }
  throw new NoEngineError(misses);
}
