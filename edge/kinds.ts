import type { Limit, RouteKind } from "../declaration/settings.ts";

/** What a kind of route means at the edge. */
export interface KindTraits {
  /** The limit a route of this kind has when the settings give none. */
  readonly limit?: Limit;
  /**
   * `never`: no answer is kept. `when-asked`: only with `cacheSeconds`. `by-origin`: what the answer's own Cache-Control
   * allows, and with `cacheSeconds` for that long.
   */
  readonly cache: "never" | "when-asked" | "by-origin";
  /** Members paste SQL and HTML there, or a machine sends what it likes: the managed WAF would refuse both. */
  readonly skipsManagedWaf: boolean;
  /** A machine calls it that gives up on any redirect, challenge, limit or block. */
  readonly isMachine: boolean;
}

/**
 * What each kind brings. The limits fit the Free plan's only window of 10 s: five tries at a login are a person who forgot a
 * password, ten messages are a lively chat.
 */
export const KINDS: Readonly<Record<RouteKind, KindTraits>> = {
  page: { cache: "when-asked", skipsManagedWaf: false, isMachine: false },
  private: { cache: "never", skipsManagedWaf: false, isMachine: false },
  asset: { cache: "by-origin", skipsManagedWaf: false, isMachine: false },
  api: { cache: "never", skipsManagedWaf: false, isMachine: false },
  auth: {
    limit: { requests: 5, periodSeconds: 10, blockSeconds: 60 },
    cache: "never",
    skipsManagedWaf: false,
    isMachine: false,
  },
  chat: {
    limit: { requests: 10, periodSeconds: 10, blockSeconds: 10 },
    cache: "never",
    skipsManagedWaf: true,
    isMachine: false,
  },
  webhook: { cache: "never", skipsManagedWaf: true, isMachine: true },
  health: { cache: "never", skipsManagedWaf: true, isMachine: true },
};
