import type {
  CloudflarePlan,
  EdgeSettings,
  Host,
  Limit,
  Route,
  RouteKind,
  Settings,
} from "../../declaration/settings.ts";

/** A route of a test; a path that ends with `/` and isn't the home page is a prefix. */
export function route(name: string, host: string, kind: RouteKind, path: string, more: Partial<Route> = {}): Route {
  const form = path.endsWith("/") && path !== "/" ? "prefix" : "exact";
  return { name, host, kind, path: { form, path }, ...more };
}

/** For example `limit(5, 10, 60)`: five requests in 10 s, blocked for 60 s. */
export function limit(requests: number, periodSeconds: number, blockSeconds: number): Limit {
  return { requests, periodSeconds, blockSeconds };
}

/** The hosts of the tests: apex, app and api serve, www leads to the apex. */
export const HOSTS: readonly Host[] = [
  { label: "apex", name: "example.com", serves: { service: "web" } },
  { label: "www", name: "www.example.com", serves: { redirectTo: "apex" } },
  { label: "app", name: "app.example.com", serves: { service: "web" } },
  { label: "api", name: "api.example.com", serves: { service: "web" } },
];

/** A route of each kind, with neighbours that a careless rule would hit. */
export const ROUTES: readonly Route[] = [
  route("home", "apex", "page", "/", { cacheSeconds: 7200 }),
  { name: "site", host: "apex", kind: "page", path: { form: "prefix", path: "/" }, cacheSeconds: 7200 },
  route("profile", "apex", "private", "/account"),
  route("apex-health", "apex", "health", "/healthz"),
  route("app-home", "app", "private", "/"),
  route("app-account", "app", "private", "/account"),
  route("app-assets", "app", "asset", "/assets/"),
  route("app-uploads", "app", "private", "/assets/uploads/"),
  route("app-login", "app", "auth", "/login"),
  route("app-signup", "app", "auth", "/signup"),
  route("app-help", "app", "page", "/login/help"),
  route("app-chat", "app", "chat", "/chat/"),
  route("app-health", "app", "health", "/healthz"),
  route("api-posts", "api", "api", "/v1/"),
  route("api-hooks", "api", "webhook", "/hooks/"),
  route("api-login-hook", "api", "webhook", "/login"),
];

/** Settings with everything the edge reads; the rest is there because it must be. */
export function settings(
  plan: CloudflarePlan,
  changes: {
    readonly hosts?: readonly Host[];
    readonly routes?: readonly Route[];
    readonly edge?: Partial<EdgeSettings>;
  } = {},
): Settings {
  return {
    domain: { apex: "example.com", canonical: "apex" },
    cloudflare: { accountId: "0".repeat(32), zoneId: "1".repeat(32), plan },
    aws: { accountId: "123456789012", region: "eu-central-1", availabilityZones: ["eu-central-1a", "eu-central-1b"] },
    hosts: changes.hosts ?? HOSTS,
    routes: changes.routes ?? ROUTES,
    services: [
      {
        name: "web",
        cpuUnits: 256,
        memoryMiB: 512,
        port: 3000,
        healthPath: "/healthz",
        tasks: { minimum: 1, maximum: 2 },
        logRetentionDays: 30,
        environment: {},
      },
    ],
    database: {
      majorVersion: 17,
      instanceClass: "db.t4g.small",
      storageGiB: 20,
      maximumStorageGiB: 100,
      multiAz: false,
      backupDays: 7,
    },
    secrets: [],
    edge: { hsts: "day", sessionCookies: ["session", "__Host-sid"], ...changes.edge },
  };
}
