import { UserError } from "../declaration/faults.ts";
import type { Host, Settings } from "../declaration/settings.ts";
import type { Action } from "./compiled.ts";
import { and, type BooleanExpression, concat, field, not, ssl, startsWith, text } from "./expression.ts";
import { KINDS } from "./kinds.ts";
import { within } from "./paths.ts";
import { type Contribution, onHosts, type PlacedRoute, placedRoutes } from "./rulebook.ts";

const path = field("http.request.uri.path");

/**
 * What is published below it speaks for one host (RFC 8615 section 3), and some who ask for it follow no redirect (ACME over
 * http, Apple's and Google's app links), so nothing below it is ever redirected. `/.well-knownx` isn't below it.
 */
const notWellKnown = not(startsWith(path, "/.well-known/"));

/**
 * One rule a host, so that adding a host leaves the others' rules alone; they exclude each other, and a target is always
 * a declared name, never built from the request's host: no chain can grow.
 */
export function redirects(settings: Settings): readonly Contribution[] {
  const routes = placedRoutes(settings);
  return settings.hosts.map((host) =>
    "redirectTo" in host.serves ? toOtherHost(settings, host) : toHttps(host, routes),
  );
}

/** http and https alike go straight to the other host's https address: one hop. A redirecting host has no routes, so no webhook. */
function toOtherHost(settings: Settings, host: Host): Contribution {
  const target = servingTarget(settings, host, []);
  return {
    phase: "http_request_dynamic_redirect",
    precedence: 10,
    rule: {
      ref: `redirect-${host.label}`,
      description: `${host.name} leads to ${target.name}, path and query kept`,
      owner: `host ${host.label}`,
      expression: and(onHosts(host.name), notWellKnown),
      action: moved(301, target.name),
    },
  };
}

/**
 * 308 rather than 301, since an api or a form may be called here: 301 lets a client turn POST into GET and lose the body
 * (RFC 9110 section 15.4.2), 308 doesn't.
 */
function toHttps(host: Host, routes: readonly PlacedRoute[]): Contribution {
  const spared = routes.filter(({ route, hostName }) => hostName === host.name && KINDS[route.kind].isMachine);
  const exemptions: BooleanExpression[] = spared.map(({ route }) => not(within(route.path)));
  return {
    phase: "http_request_dynamic_redirect",
    precedence: 20,
    rule: {
      ref: `https-${host.label}`,
      description: `${host.name} is served over https only`,
      owner: `host ${host.label}`,
      expression: and(onHosts(host.name), not(ssl), notWellKnown, ...exemptions),
      action: moved(308, host.name),
    },
  };
}

/** The query is kept by the one way there is for a target made of the path. */
function moved(status: 301 | 308, hostName: string): Action {
  return { kind: "redirect", status, target: concat(text(`https://${hostName}`), path), preserveQuery: true };
}

/** Follows redirects to redirects, so that the visitor needs one hop; throws a `UserError` where they never end. */
function servingTarget(settings: Settings, host: Host, passed: readonly string[]): Host {
  if (!("redirectTo" in host.serves)) return host;
  const { redirectTo } = host.serves;
  const target = settings.hosts.find(({ label }) => label === redirectTo);
  if (target === undefined) throw new Error(`host ${host.label} redirects to ${redirectTo}, which is no declared host`);
  const seen = [...passed, host.label];
  if (!seen.includes(target.label)) return servingTarget(settings, target, seen);
  throw new UserError(
    "redirect-loop",
    `hosts redirect in a circle: ${[...seen, target.label].join(" → ")}`,
    "Give one of them a service, or let it redirect to a host that has one.",
    2,
  );
}
