import { describe, expect, it } from "vitest";
import { UserError } from "../../declaration/faults.ts";
import type { CloudflarePlan, Route } from "../../declaration/settings.ts";
import { compileEdge } from "../../edge/compile.ts";
import type { EdgePhase } from "../../edge/compiled.ts";
import { eq, field, matches, not, ssl } from "../../edge/expression.ts";
import { fit, requireRegexAllowed } from "../../edge/fit.ts";
import { limit, ROUTES, route, settings } from "./fixtures.ts";

/** Routes `r1`, `r2`, … each with its own limit. */
function limited(count: number, requests: (index: number) => number, seconds = 60): Route[] {
  return Array.from({ length: count }, (_, index) =>
    route(`r${index + 1}`, "app", "api", `/r${index + 1}`, { limit: limit(requests(index), seconds, seconds) }),
  );
}

function compile(plan: CloudflarePlan, routes: readonly Route[]) {
  const edge = compileEdge(settings(plan, { routes }));
  const rules = edge.phases.find(({ phase }) => phase === "http_ratelimit")?.rules ?? [];
  return { notes: edge.notes.map(({ text }) => text).join("\n"), rules, refs: rules.map(({ ref }) => ref) };
}

function refusal(attempt: () => unknown): UserError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("not refused");
}

describe("written limits", () => {
  it("seven different ones on Pro are refused with quota, owners and the way out", () => {
    const error = refusal(() =>
      compile(
        "pro",
        limited(7, (index) => index + 10),
      ),
    );
    expect(error).toMatchObject({ code: "quota", exitCode: 2 });
    expect(error.message).toContain("http_ratelimit: Cloudflare's Pro plan allows 2 rules, the settings need 7");
    for (const name of ["r3", "r4", "r5", "r6", "r7"])
      expect(error.message).toMatch(new RegExp(`over {2}limit-${name} \\(route ${name}`));
    expect(error.fix).toContain("equal limits");
    expect(error.fix).toContain("even Business allows only 5");
  });

  it("three different ones on Pro are refused, and Business is the way out", () => {
    const routes = limited(3, (index) => index + 10);
    expect(refusal(() => compile("pro", routes)).fix).toContain("Business plan, which allows 5");
    expect(compile("business", routes).refs).toEqual(["limit-r1", "limit-r2", "limit-r3"]);
  });

  it("two are accepted on Pro, each as it was written", () => {
    const { rules, refs } = compile(
      "pro",
      limited(2, (index) => index + 10),
    );
    expect(refs).toEqual(["limit-r1", "limit-r2"]);
    expect(rules.map(({ action }) => action)).toMatchObject([
      { requests: 10, periodSeconds: 60 },
      { requests: 11, periodSeconds: 60 },
    ]);
  });

  it("seven equal ones share a rule, and that they are counted together is said", () => {
    const { refs, notes } = compile(
      "pro",
      limited(7, () => 10),
    );
    expect(refs).toEqual(["limit-10-in-60s-block-60s"]);
    expect(notes).toContain("r1, r2, r3, r4, r5, r6, r7 are counted together");
  });

  it.each([
    ["free", 60, 10],
    ["free", 10, 60],
    ["pro", 600, 60],
    ["pro", 60, 86_400],
    ["business", 3600, 60],
    ["business", 45, 60],
  ] as const)("%s refuses a period of %d s with a block of %d s", (plan, period, block) => {
    const routes = [route("own", "app", "api", "/own", { limit: limit(5, period, block) })];
    expect(refusal(() => compile(plan, routes))).toMatchObject({ code: "entitlement", exitCode: 2 });
  });

  it.each([
    ["free", 10, 10],
    ["pro", 60, 3600],
    ["business", 600, 86_400],
  ] as const)("%s takes a period of %d s with a block of %d s", (plan, period, block) => {
    const routes = [route("own", "app", "api", "/own", { limit: limit(5, period, block) })];
    expect(compile(plan, routes).rules[0]?.action).toMatchObject({ periodSeconds: period, blockSeconds: block });
  });

  it("are refused on a webhook", () => {
    const routes = [route("hook", "api", "webhook", "/hook", { limit: limit(5, 10, 10) })];
    expect(refusal(() => compile("pro", routes)).code).toBe("limit-on-machine");
  });
});

describe("limits that come from the kind", () => {
  it("are shortened to what Free has and share its only rule, which is said", () => {
    const { rules, notes } = compile("free", ROUTES);
    expect(rules.map(({ action }) => action)).toMatchObject([{ requests: 5, periodSeconds: 10, blockSeconds: 10 }]);
    expect(notes).toContain(
      "route app-chat (chat) would have 10 in 10 s, blocked 10 s; to fit Free it is 5 in 10 s, blocked 10 s",
    );
  });

  it("keep a rule each where there is room", () => {
    const { rules } = compile("pro", ROUTES);
    expect(rules.map(({ ref, action }) => [ref, action])).toMatchObject([
      ["limit-auth", { requests: 5, periodSeconds: 10, blockSeconds: 60 }],
      ["limit-chat", { requests: 10, periodSeconds: 10, blockSeconds: 10 }],
    ]);
  });

  it("give way to a written one, which is never changed", () => {
    const routes = [...ROUTES, route("search", "app", "api", "/search", { limit: limit(30, 60, 60) })];
    const { refs, rules } = compile("pro", routes);
    expect(refs).toEqual(["limit-auth", "limit-search"]);
    expect(rules[1]?.action).toMatchObject({ requests: 30, periodSeconds: 60, blockSeconds: 60 });
  });

  it("take a stricter written one, but never a looser one", () => {
    const own = (requests: number) => route("search", "app", "api", "/search", { limit: limit(requests, 10, 10) });
    expect(compile("free", [...ROUTES, own(3)]).rules.map(({ action }) => action)).toMatchObject([{ requests: 3 }]);
    expect(refusal(() => compile("free", [...ROUTES, own(6)])).code).toBe("quota");
  });
});

describe("what a plan doesn't have", () => {
  it("`matches` is refused below Business, wherever it hides", () => {
    const hidden = not(matches(field("http.host"), "^a"));
    expect(refusal(() => requireRegexAllowed("free", hidden, "route a"))).toMatchObject({
      code: "entitlement",
      exitCode: 2,
    });
    expect(refusal(() => requireRegexAllowed("pro", hidden, "route a")).message).toContain("route a");
    expect(() => requireRegexAllowed("business", hidden, "route a")).not.toThrow();
    expect(() => requireRegexAllowed("free", not(ssl), "route a")).not.toThrow();
  });

  it.each([
    ["free", 7199, false],
    ["free", 7200, true],
    ["pro", 3599, false],
    ["pro", 3600, true],
    ["business", 1, true],
  ] as const)("%s keeps an answer for %d s: %s", (plan, cacheSeconds, isAllowed) => {
    const attempt = () =>
      compileEdge(settings(plan, { routes: [route("home", "apex", "page", "/", { cacheSeconds })] }));
    if (isAllowed) expect(attempt).not.toThrow();
    else expect(refusal(attempt).message).toContain(`cacheSeconds is ${cacheSeconds}`);
  });

  it("a limit can't look at the method on Pro, nor at the host on Free", () => {
    const phase = (name: "http.request.method" | "http.host"): EdgePhase => ({
      phase: "http_ratelimit",
      name: "limits",
      rules: [
        { ref: "a", description: "", owner: "route a", expression: eq(field(name), "x"), action: { kind: "block" } },
      ],
    });
    expect(refusal(() => fit("pro", [phase("http.request.method")])).message).toContain("http.request.method");
    expect(refusal(() => fit("free", [phase("http.host")])).message).toContain("http.host");
    expect(() => fit("business", [phase("http.request.method"), phase("http.host")].slice(0, 1))).not.toThrow();
    expect(() => fit("pro", [phase("http.host")])).not.toThrow();
  });

  it("rules with one ref are refused, naming both owners", () => {
    const rule = { ref: "a", description: "", expression: ssl, action: { kind: "block" } } as const;
    const phase: EdgePhase = {
      phase: "http_request_firewall_custom",
      name: "firewall",
      rules: [
        { ...rule, owner: "route a" },
        { ...rule, owner: "route b" },
      ],
    };
    expect(refusal(() => fit("pro", [phase])).message).toContain("route b and route a both make the rule a");
  });

  it("eleven redirects are refused on Free and taken on Pro", () => {
    const hosts = Array.from({ length: 11 }, (_, index) => ({
      label: index === 0 ? "apex" : `h${index}`,
      name: index === 0 ? "example.com" : `h${index}.example.com`,
      serves: { service: "web" },
    }));
    expect(refusal(() => compileEdge(settings("free", { hosts, routes: [] }))).fix).toContain(
      "the Pro plan, which allows 25",
    );
    expect(() => compileEdge(settings("pro", { hosts, routes: [] }))).not.toThrow();
  });

  it("both transform phases count against one allowance", () => {
    const rules = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        ref: `r${index}`,
        description: "",
        owner: `route ${index}`,
        expression: ssl,
        action: { kind: "response-headers", set: { "x-a": "b" }, remove: [] } as const,
      }));
    const phases = (requests: number, answers: number): EdgePhase[] => [
      { phase: "http_request_late_transform", name: "requests", rules: rules(requests) },
      { phase: "http_response_headers_transform", name: "answers", rules: rules(answers) },
    ];
    expect(fit("free", phases(4, 6)).map(({ used, allowed }) => [used, allowed])).toEqual([
      [4, 10],
      [6, 10],
    ]);
    expect(refusal(() => fit("free", phases(5, 6))).code).toBe("quota");
  });
});
