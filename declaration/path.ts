import type { Advice } from "./schema/text.ts";
import type { PathPattern } from "./settings.ts";

/** The longest path a route may name; Cloudflare allows 4 KiB for a whole expression (Ruleset Engine, rules language). */
const LONGEST = 200;

/** Characters of a path segment (RFC 3986, section 3.3), less `;`, `*` and quotes, plus the slash. */
const ALLOWED = /^[A-Za-z0-9\-._~!$&()+,=:@%/]*$/;

/** The pattern a written path stands for. */
export function parsePath(written: string): PathPattern {
  return written.endsWith("/*") ? { form: "prefix", path: written.slice(0, -1) } : { form: "exact", path: written };
}

/** The path as it is written in the settings, for example `/assets/*`. */
export function printPath(pattern: PathPattern): string {
  return pattern.form === "prefix" ? `${pattern.path}*` : pattern.path;
}

/** Equal for two paths that answer the same requests: case and a final slash make no difference. */
export function comparablePath(pattern: PathPattern): string {
  const lower = pattern.path.toLowerCase();
  return pattern.form === "prefix" ? `${lower}*` : lower.replace(/(?<=.)\/+$/, "");
}

/** A path in words, for names: `/` is `home`, `/*` is `all`, `/reset/new` is `reset-new`, `/assets/*` is `assets-all`. */
export function pathSlug(pattern: PathPattern): string {
  const words = pattern.path
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  if (pattern.form === "prefix") return [...words, "all"].join("-");
  return words.length === 0 ? "home" : words.join("-");
}

/** Signs of a regular expression that no path of the other kinds has. */
const REGULAR_EXPRESSION = /^\^|\$$|\.[*+]|[[\]{}|]|\)[?*+]/;

/** What is wrong with a route's path. */
export function explainRoutePath(path: string): Advice | undefined {
  if (REGULAR_EXPRESSION.test(path)) {
    return {
      why: "It looks like a regular expression. Those need Cloudflare's `matches`, which Free and Pro don't have (WAF, availability by plan), so a route is one path or everything below one, on every plan.",
      write: `${/^\^?([A-Za-z0-9/_-]*\/)/.exec(path)?.[1] ?? "/"}*`,
    };
  }
  const star = path.indexOf("*");
  if (star >= 0 && !(star === path.length - 1 && path.endsWith("/*"))) {
    return {
      why: "A * may stand only at the very end, after a slash, for everything below.",
      write: `${path.slice(0, star).replace(/\/?$/, "/")}*`,
    };
  }
  return explainPath(parsePath(path).path);
}

/** What is wrong with one plain path, such as a service's health path. */
export function explainPath(path: string): Advice | undefined {
  if (!path.startsWith("/"))
    return {
      why: "A path starts with a slash.",
      write: path === "" ? "/" : `/${path.replace(/^[a-z]+:\/\/[^/]*\/?/i, "")}`,
    };
  if (/[?#]/.test(path))
    return {
      why: "A route is chosen by its path alone, without query or fragment.",
      write: path.replace(/[?#].*$/, ""),
    };
  if (/\s/.test(path)) return { why: "A path holds no white space.", write: path.replace(/\s+/g, "-") };
  if (path.includes(";"))
    return {
      why: "What follows a ; belongs to the path before it and is matched with it.",
      write: path.replace(/;.*$/, ""),
    };
  if (path.includes("//")) return { why: "Doubled slashes are matched as one.", write: path.replace(/\/{2,}/g, "/") };
  if (/\/\.{1,2}(\/|$)/.test(path))
    return { why: "Browsers resolve . and .. before they ask.", write: new URL(path, "https://example.com").pathname };
  return explainEncoding(path) ?? explainLength(path);
}

function explainEncoding(path: string): Advice | undefined {
  if (/[^\0-\x7f]/.test(path)) {
    return { why: "Browsers send letters outside ASCII percent-encoded.", write: encodeURI(path.toWellFormed()) };
  }
  if (!ALLOWED.test(path))
    return { why: "It has a character that no path may hold.", write: "letters, digits, - . _ ~ and slashes" };
  if (/%(?![0-9a-f]{2})/i.test(path))
    return { why: "A % without two hexadecimal digits is no encoding.", write: path.replace(/%(?![0-9a-f]{2})/gi, "") };
  if (/%[0-7]/.test(path)) {
    return {
      why: "Encoded letters are matched as the letters they stand for.",
      write: path.replace(/%([0-7][0-9a-f])/gi, (_, code: string) => {
        const letter = String.fromCharCode(Number.parseInt(code, 16));
        return /[A-Za-z0-9._~-]/.test(letter) ? letter : "-";
      }),
    };
  }
  return undefined;
}

function explainLength(path: string): Advice | undefined {
  return path.length <= LONGEST
    ? undefined
    : { why: `A path has at most ${LONGEST} characters.`, write: "a prefix that ends with /*" };
}
