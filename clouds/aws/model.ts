import type { Properties, Refusal, Subject, Value } from "../cloud.ts";
import type { AwsType } from "./types.ts";
import type { World } from "./world.ts";

/** A rule over inputs alone, as the provider checks it without asking AWS; unknown values pass. */
export type Rule = (inputs: Properties) => readonly Refusal[];

/** An input that names another resource. */
export interface Reference {
  /** Where it stands: `vpcId`, `subnets[]`, `defaultActions[].targetGroupArn`. */
  readonly path: string;
  readonly to: AwsType;
  /** Which property of the other resource it holds; the resource id unless said. */
  readonly by?: string;
  /** What AWS answers when there is no such thing. */
  readonly missing: string;
  /** What AWS answers when the other one is deleted while this one refers to it; absent where it doesn't mind. */
  readonly holds?: string;
  /** Values that AWS itself provides, so nothing in the world needs to match. */
  readonly provided?: (value: string) => boolean;
  /** Where it was read. */
  readonly source: string;
}

/** A request to make or change a resource. */
export interface Request {
  readonly world: World;
  readonly subject: Subject;
  /** Normalised, defaults filled in; may hold unknown values while planning. */
  readonly inputs: Properties;
  /** The present state, when this is an update. */
  readonly present?: Properties;
}

/** What AWS computes at creation; `id` is the Pulumi id. */
export interface Made {
  readonly id: string;
  readonly outputs: Properties;
}

/** How one type behaves beyond what its table says. */
export interface Model {
  /** How the provider makes up a name; `lowerCase` where it lowers the logical name. */
  readonly naming?: { readonly property: string; readonly limit: number; readonly lowerCase?: true };
  /** What the provider fills into the state where the program says nothing. */
  readonly defaults?: Properties;
  readonly rules?: readonly Rule[];
  readonly references?: readonly Reference[];
  /** Puts values into the form the provider compares and keeps them in. */
  readonly normalise?: (inputs: Properties) => Properties;
  /** What AWS gives back where that isn't what was written: until the program writes it so, every `up` sees a difference. */
  readonly readBack?: (inputs: Properties) => Properties;
  /** Whether two values of an input mean the same to the provider. */
  readonly same?: (property: string, wanted: Value, there: Value) => boolean;
  /** Refuses what can be known while planning already, when others may not exist yet; throws `Refusal`. */
  readonly refuse?: (request: Request) => void;
  /** Refuses what depends on what stands in the account at that moment: taken names, missing associations. */
  readonly occupied?: (request: Request) => void;
  readonly make: (request: Request) => Made;
  /** Outputs an update changes; their names are unknown while planning. */
  readonly changes?: { readonly outputs: readonly string[]; readonly make: (request: Request) => Properties };
  /** Refuses a deletion, or records what stays behind; `state` is what the engine remembers. */
  readonly remove?: (world: World, subject: Subject, id: string, state: Properties) => void;
  /** Whether a deletion leaves it in the account, forgotten by the engine. */
  readonly keeps?: (state: Properties) => boolean;
  /** What tells two resources of this type apart, where the Pulumi id doesn't. */
  readonly key?: (state: Properties) => string;
}
