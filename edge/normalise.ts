const UNRESERVED = /^[A-Za-z0-9\-._~]$/;

/**
 * A path after Cloudflare's URL normalisation of type `cloudflare`: backslashes become slashes, slashes merge, then by RFC 3986
 * unreserved characters are decoded, other escapes upper-cased and dot segments resolved; `%2F` stays
 * (cloudflare-docs, `docs/rules/normalization/how-it-works.mdx`@24554f1).
 */
export function normalisePath(path: string): string {
  const merged = path.replaceAll("\\", "/").replace(/\/{2,}/g, "/");
  const decoded = merged.replace(/%([0-9A-Fa-f]{2})/g, (escaped, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return UNRESERVED.test(character) ? character : escaped.toUpperCase();
  });
  return withoutDotSegments(decoded);
}

/** RFC 3986 section 5.2.4. */
function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === "..") kept.pop();
    if (segment !== "." && segment !== "..") kept.push(segment);
    else if (isLast) kept.push("");
  }
  return `/${kept.join("/")}`;
}

/** What `url_decode` makes of a string: percent escapes decoded once, `+` a space; what is no escape stays (rules-language/functions). */
export function decoded(value: string): string {
  const spaced = value.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}
