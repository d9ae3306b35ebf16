import type { PathPattern } from "../declaration/settings.ts";
import {
  and,
  type BooleanExpression,
  contains,
  endsWith,
  eq,
  field,
  lower,
  not,
  oneOf,
  or,
  startsWith,
  urlDecode,
} from "./expression.ts";
import { decoded } from "./normalise.ts";

/** The path after URL normalisation, which every phase after the first sees. */
const path = field("http.request.uri.path");
/** The path as the client sent it. */
const rawPath = field("raw.http.request.uri.path");
/** The path without the differences a router may overlook: letter case and percent escapes. */
const loosePath = lower(urlDecode(path));

/** Characters after which the rest of a path is, to some router, still the same route: below it, a parameter, a format. */
const BOUNDARIES = ["/", ";", "."] as const;
/** What only an odd spelling holds once escapes are decoded; a router may drop it and reach another route. */
const ODD = ["//", "/./", "/..", ";", "\\"] as const;

/**
 * The route's own path, for what is spared something: never matched by a spelling that an origin could resolve to a path
 * outside of it (`/hooks/..%2flogin`, `/hooks/%252e%252e/login`).
 */
export function exactly(pattern: PathPattern): BooleanExpression {
  if (pattern.form === "exact") return eq(path, pattern.path);
  return and(startsWith(path, pattern.path), not(contains(urlDecode(path), "..")), not(contains(path, "%25")));
}

/** The route's own path for what must never miss it, such as an exemption from redirects; odd spellings below a prefix included. */
export function within(pattern: PathPattern): BooleanExpression {
  return pattern.form === "exact" ? eq(path, pattern.path) : startsWith(path, pattern.path);
}

/**
 * The route's path sent letter by letter as declared, for what an answer may be kept for. It looks at the path before
 * normalisation: `/account/../assets/x.css` is `/assets/x.css` to every later rule, but not to every origin.
 */
export function verbatim(pattern: PathPattern): BooleanExpression {
  if (pattern.form === "exact") return eq(rawPath, pattern.path);
  const plain = ["..", "//", "/./", "%", ";", "\\"].map((odd) => not(contains(rawPath, odd)));
  return and(startsWith(rawPath, pattern.path), ...plain);
}

/** Everything whose plain path begins like that route, whatever the letter case; wider than the route, to be safe. */
export function beginsLike(pattern: PathPattern): BooleanExpression {
  const base = looseBase(pattern);
  return base === "" ? eq(lower(path), "/") : startsWith(lower(path), base);
}

/**
 * Every spelling by which a router may reach one of the routes: `/Login`, `/login/`, `/login;x`, `/%6Cogin`, `/login%2F`,
 * and, should normalisation leave them, `//login`, `/./login`, `/x/../login`. Never a longer word (`/loginx`).
 */
export function anySpelling(first: PathPattern, ...rest: readonly PathPattern[]): BooleanExpression {
  const patterns = [first, ...rest];
  // A prefix of `/` is every path there is.
  if (patterns.some(({ form, path }) => form === "prefix" && path === "/")) return startsWith(path, "/");
  const [base = "", ...more] = [...new Set(patterns.map(looseBase))];
  const bases = [base, ...more];
  const named = bases.filter((one) => one !== "");
  const alternatives = [
    ...named.flatMap((one) => BOUNDARIES.map((boundary) => startsWith(loosePath, one + boundary))),
    ...(bases.includes("") ? [startsWith(loosePath, "/;")] : []),
    ...oddSpellings(named),
  ];
  return or(oneOf(loosePath, base || "/", ...more.map((one) => one || "/")), ...alternatives);
}

function oddSpellings(bases: readonly string[]): readonly BooleanExpression[] {
  const [first, ...rest] = bases.flatMap((base) => [
    endsWith(loosePath, base),
    ...BOUNDARIES.map((boundary) => contains(loosePath, base + boundary)),
  ]);
  if (first === undefined) return [];
  const [odd, ...others] = ODD.map((part) => contains(loosePath, part));
  return odd === undefined ? [] : [and(or(odd, ...others), or(first, ...rest))];
}

/** The declared path as `loosePath` would show it, without its closing slash; empty for the home page. */
function looseBase({ path: declared }: PathPattern): string {
  return decoded(declared).toLowerCase().replace(/\/+$/, "");
}

/**
 * Whether the inner route is a place of its own within what `anySpelling` of the outer one covers. A prefix route isn't below
 * the exact route of the same name, since `/login/` must stay a spelling of `/login`.
 */
export function liesBelow(inner: PathPattern, outer: PathPattern): boolean {
  const [innerBase, outerBase] = [looseBase(inner), looseBase(outer)];
  if (innerBase === outerBase) return inner.form === "exact" && outer.form === "prefix";
  return innerBase.startsWith(`${outerBase}/`);
}

/** Whether the declared path, letter case aside, holds one of the parts or ends with one of the endings. */
export function looksLike(pattern: PathPattern, parts: readonly string[], endings: readonly string[]): boolean {
  const loose = decoded(pattern.path).toLowerCase();
  return parts.some((part) => loose.includes(part)) || endings.some((ending) => loose.endsWith(ending));
}

/** Whether a cached prefix would reach into the inner route, and isn't just its own name without the closing slash. */
export function hasSeparatePlace(inner: PathPattern, outer: PathPattern): boolean {
  const isSameName = looseBase(inner) === looseBase(outer) && looseBase(inner) !== "";
  return outer.form === "prefix" && !isSameName && liesBelow(inner, outer);
}

/** The paths without those that `beginsLike` of another one covers already. */
export function outermost(patterns: readonly PathPattern[]): readonly PathPattern[] {
  const bases = new Map(patterns.map((pattern) => [looseBase(pattern), pattern]));
  const kept: PathPattern[] = [];
  let last = "";
  for (const [base, pattern] of [...bases].sort(([left], [right]) => (left < right ? -1 : 1))) {
    if (last !== "" && base.startsWith(last)) continue;
    last = base;
    kept.push(pattern);
  }
  return kept;
}
