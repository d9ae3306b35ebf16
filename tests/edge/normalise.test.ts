import fc from "fast-check";
import { expect, it } from "vitest";
import { normalisePath } from "../../edge/normalise.ts";

it.each([
  ["//login", "/login"],
  ["/\\login", "/login"],
  ["/%6Cogin", "/login"],
  ["/%2e/login", "/login"],
  ["/./login", "/login"],
  ["/x/../login", "/login"],
  ["/hello//../path", "/path"],
  ["/x/..", "/"],
  ["/x/.", "/x/"],
  ["/../..", "/"],
  ["/login%2f", "/login%2F"],
  ["/login;x=1", "/login;x=1"],
  ["/Login/", "/Login/"],
  ["/%252e%252e/x", "/%252e%252e/x"],
])("%s becomes %s", (sent, seen) => {
  expect(normalisePath(sent)).toBe(seen);
});

it("agrees with the platform's own removal of dot segments", () => {
  const segment = fc.constantFrom("a", "b", ".", "..", "c.d", "%2e%2E");
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 8 }), (segments) => {
      const path = `/${segments.join("/")}`;
      expect(normalisePath(path)).toBe(new URL(path, "https://a").pathname.replace(/\/{2,}/g, "/"));
    }),
  );
});
