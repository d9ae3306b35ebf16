import type { Written } from "./written.ts";

/** A mistake that can be made in the right settings beside any of the others, and where it must be reported. */
export interface Mutation {
  readonly key: string;
  readonly make: (all: Written) => void;
}

/** In the order of the file. Each is wrong by itself and changes nothing that another one looks at. */
export const MUTATIONS: readonly Mutation[] = [
  { key: "launch:domain.name", make: (all) => (all["launch:domain"].name = "www.example.com") },
  { key: "launch:domain.colour", make: (all) => (all["launch:domain"].colour = "blue") },
  { key: "launch:cloudflare.accountId", make: (all) => (all["launch:cloudflare"].accountId = "0123") },
  { key: "launch:cloudflare.plan", make: (all) => (all["launch:cloudflare"].plan = "por") },
  { key: "launch:aws.accountId", make: (all) => (all["launch:aws"].accountId = 123456789012) },
  { key: "launch:aws.availabilityZones[1]", make: (all) => (all["launch:aws"].availabilityZones[1] = "eu-west-1a") },
  { key: "launch:hosts[4].name", make: (all) => all["launch:hosts"].push({ name: "WWW", service: "web" }) },
  { key: "launch:routes[0].kind", make: (all) => (all["launch:routes"][0].kind = "paeg") },
  { key: "launch:routes[1].path", make: (all) => (all["launch:routes"][1].path = "login") },
  { key: "launch:routes[1].limit.requests", make: (all) => (all["launch:routes"][1].limit.requests = 0.5) },
  {
    key: "launch:routes[2].limit",
    make: (all) => (all["launch:routes"][2].limit = { requests: 5, periodSeconds: 10, blockSeconds: 10 }),
  },
  { key: "launch:routes[3].host", make: (all) => (all["launch:routes"][3].host = "nobody") },
  { key: "launch:services.web.memoryMiB", make: (all) => (all["launch:services"].web.memoryMiB = 8192) },
  { key: "launch:services.web.tasks.maximum", make: (all) => (all["launch:services"].web.tasks.maximum = 1) },
  {
    key: "launch:services.web.environment.API_KEY",
    make: (all) => (all["launch:services"].web.environment.API_KEY = "x"),
  },
  { key: "launch:services.web.prot", make: (all) => (all["launch:services"].web.prot = 80) },
  { key: "launch:services.idle", make: (all) => (all["launch:services"].idle = {}) },
  { key: "launch:database.maximumStorageGiB", make: (all) => (all["launch:database"].maximumStorageGiB = 51) },
  { key: "launch:database.backupDays", make: (all) => (all["launch:database"].backupDays = 36) },
  { key: "launch:secrets[1].name", make: (all) => (all["launch:secrets"][1].name = "SESSION_SECRET") },
  { key: "launch:secrets[1].from", make: (all) => (all["launch:secrets"][1].from = "extrenal") },
  { key: "launch:edge.hsts", make: (all) => (all["launch:edge"].hsts = "weak") },
  { key: "launch:edge.sessionCookies[0]", make: (all) => (all["launch:edge"].sessionCookies[0] = "a b") },
  { key: "launch:egde", make: (all) => (all["launch:egde"] = []) },
  { key: "aws:region", make: (all) => (all["aws:region"] = "us-east-1") },
];
