/**
 * The settings of one stack after parsing: every default filled in, every name lower-case, every reference resolved.
 * `schema.ts` says how they are written in `Pulumi.<stack>.yaml`; nothing below this room sees the raw form.
 */

/** A fully qualified host name: lower-case ASCII (IDNA applied), no trailing dot. */
export type HostName = string;

/** The Cloudflare plan of the zone; it decides quotas and fields (see `edge/entitlements.ts`). */
export type CloudflarePlan = "free" | "pro" | "business";

/** What a route is for; the kind decides cache, limit, challenge and checks (see `edge/kinds.ts`). */
export type RouteKind = "page" | "private" | "asset" | "api" | "auth" | "chat" | "webhook" | "health";

/** All settings of a stack. */
export interface Settings {
  readonly domain: Domain;
  readonly cloudflare: Cloudflare;
  readonly aws: Aws;
  /** In the order written; labels and names are unique. Exactly one host has the label `apex`. */
  readonly hosts: readonly Host[];
  /** In the order written; names are unique, and no two routes of a host have the same path. */
  readonly routes: readonly Route[];
  /** By name, since the engine hands maps on sorted; names are unique. */
  readonly services: readonly Service[];
  readonly database: Database;
  /** In the order written; names are unique. */
  readonly secrets: readonly Secret[];
  readonly edge: EdgeSettings;
}

/** The registered domain and which of its two usual addresses members see. */
export interface Domain {
  readonly apex: HostName;
  readonly canonical: "apex" | "www";
}

/** The zone that exists already at Cloudflare; it is looked up, never created. */
export interface Cloudflare {
  readonly accountId: string;
  readonly zoneId: string;
  readonly plan: CloudflarePlan;
}

/** The one AWS account and region everything lives in. */
export interface Aws {
  readonly accountId: string;
  readonly region: string;
  /** Two zones of that region, named, because a look-up at preview may return one without ARM64 capacity. */
  readonly availabilityZones: readonly [string, string];
}

/** One public web host: either a service answers on it, or it redirects to another declared host. */
export interface Host {
  /** `apex`, or the part before the domain, such as `app`. */
  readonly label: string;
  readonly name: HostName;
  readonly serves: { readonly service: string } | { readonly redirectTo: string };
}

/** A path as a route matches it: one path, or everything below a prefix that ends with `/`. */
export type PathPattern =
  | { readonly form: "exact"; readonly path: string }
  | { readonly form: "prefix"; readonly path: string };

/** A rate limit: more than `requests` within `periodSeconds` from one address are refused for `blockSeconds`. */
export interface Limit {
  readonly requests: number;
  readonly periodSeconds: number;
  readonly blockSeconds: number;
}

/** One line of the route table. */
export interface Route {
  /** Unique, lower-case, stable: rule references and alarm names derive from it. */
  readonly name: string;
  /** The label of the host it belongs to. */
  readonly host: string;
  readonly path: PathPattern;
  readonly kind: RouteKind;
  /** Present when the settings give one; a limit that comes from the kind is not repeated here. */
  readonly limit?: Limit;
  /** How long the edge keeps an answer, in seconds; present when the settings give it. Only for `page` and `asset`. */
  readonly cacheSeconds?: number;
}

/** One container service on Fargate (ARM64, Linux). */
export interface Service {
  readonly name: string;
  /** 1024 is one vCPU. With `memoryMiB` it is one of Fargate's pairs. */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  /** The port the container listens on. */
  readonly port: number;
  /** The path the load balancer asks; it must answer 200 without touching the database. */
  readonly healthPath: string;
  readonly tasks: { readonly minimum: number; readonly maximum: number };
  /** How long its logs are kept; one of CloudWatch's steps. */
  readonly logRetentionDays: number;
  /** Plain variables; a value that must stay secret belongs in `secrets`. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The one PostgreSQL database. */
export interface Database {
  /** The major version only, for example `17`: pinned minors become uncreatable. */
  readonly majorVersion: number;
  /** For example `db.t4g.small`. */
  readonly instanceClass: string;
  readonly storageGiB: number;
  /** Storage grows by itself up to this. */
  readonly maximumStorageGiB: number;
  readonly multiAz: boolean;
  /** 1 to 35. */
  readonly backupDays: number;
}

/** A secret the services receive as an environment variable from Secrets Manager. */
export interface Secret {
  /** The variable's name, for example `OPENAI_API_KEY`. */
  readonly name: string;
  /** `generated`: made by the stack; `external`: a person sets it, the stack holds a placeholder only. */
  readonly from: "generated" | "external";
}

/** Choices about the edge that are not a route's. */
export interface EdgeSettings {
  /** How long browsers insist on https: raise it step by step. Never preloaded. */
  readonly hsts: "off" | "five-minutes" | "day" | "month" | "year";
  /** Names of the cookies that carry a session; needed before any `page` may be cached. */
  readonly sessionCookies: readonly string[];
}
