import { describe, expect, it } from "vitest";
import { faultsOfText, rightSettings, stackFile } from "./written.ts";

/** A right file in which the value of `NODE_ENV` is `written`, as it stands. */
function withValue(written: string): string {
  return stackFile(rightSettings()).replace('"production"', written);
}

const VALUE = "launch:services.web.environment.NODE_ENV";

describe("text that the engine would alter", () => {
  it.each([
    ["a date", "2026-12-31", '"2026-12-31"'],
    ["a time", "2026-12-31 10:00:00", '"2026-12-31 10:00:00"'],
    ["a leading zero", "010", '"010"'],
    ["a leading zero that is no octal", "0189", '"0189"'],
    ["an underscore", "1_000", '"1_000" for the text, 1000 for the number'],
    ["an octal", "0o17", '"0o17"'],
    ["a hexadecimal", "0x1F", '"0x1F"'],
    ["a binary", "0b11", '"0b11"'],
    ["base sixty", "1:30", '"1:30"'],
    ["an exponent", "1e3", '"1e3"'],
    ["a needless zero", "1.0", '"1.0"'],
    ["a plus", "+5", '"+5"'],
    ["infinity", ".inf", '".inf"'],
    ["yes", "yes", '"yes" for the word, true for the switch'],
    ["No", "No", '"No" for the word, false for the switch'],
    ["on", "on", '"on"'],
    ["OFF", "OFF", '"OFF"'],
    ["y", "y", '"y"'],
  ])("is refused without quotes: %s", (_, written, fix) => {
    const [fault, ...others] = faultsOfText(withValue(written));
    expect(fault).toMatchObject({ key: VALUE, value: JSON.stringify(written) });
    expect(fault?.why).toMatch(/^Without quotes/);
    expect(fault?.write).toContain(fix);
    expect(others).toEqual([]);
    expect(faultsOfText(withValue(JSON.stringify(written)))).toEqual([]);
  });

  it.each(["production", "v1.2.3", "10.0.0.1", "yesterday", "https://example.com", "2026", "true"])(
    "leaves %s to the schema",
    (written) => {
      expect(faultsOfText(withValue(written)).filter(({ why }) => /readers|date/.test(why))).toEqual([]);
    },
  );

  it("refuses a key that is no text to every reader", () => {
    const text = stackFile(rightSettings()).replace("NODE_ENV:", "NO:");
    expect(faultsOfText(text).map(({ key }) => key)).toEqual(["launch:services.web.environment.NO"]);
  });

  it("leaves other packages' values alone", () => {
    expect(faultsOfText(`${stackFile(rightSettings())}  other:date: 2026-12-31\n  other:flag: yes\n`)).toEqual([]);
  });
});

describe("text that hides what is set", () => {
  const right = stackFile(rightSettings());

  it("refuses an anchor and each place that refers to it", () => {
    const text = right.replace('"us-east-1a"', "&zone us-east-1a").replace('"us-east-1b"', "*zone");
    expect(faultsOfText(text).map(({ key }) => key)).toEqual([
      "launch:aws.availabilityZones[0]",
      "launch:aws.availabilityZones[1]",
    ]);
  });

  it("refuses a merge", () => {
    const text = right.replace("    backend: {}", "    backend:\n      <<: { port: 80 }");
    expect(faultsOfText(text).map(({ key }) => key)).toEqual(["launch:services.backend.<<"]);
  });

  it("refuses a tag", () => {
    expect(faultsOfText(withValue("!!str 010")).map(({ key }) => key)).toEqual([VALUE]);
  });

  it("refuses a key that stands twice, at the top and below", () => {
    expect(faultsOfText(`${right}  launch:edge: {}\n`).map(({ key, why }) => [key, /twice/.test(why)])).toEqual([
      ["launch:edge", true],
    ]);
    const text = right.replace("    hsts:", "    hsts: day\n    hsts:");
    expect(faultsOfText(text).map(({ key }) => key)).toEqual(["launch:edge.hsts"]);
  });

  it("refuses a second document and a version line", () => {
    expect(faultsOfText(`${right}---\nconfig: {}\n`).map(({ key }) => key)).toEqual(["---"]);
    expect(faultsOfText(`%YAML 1.1\n---\n${right}`).map(({ key }) => key)).toEqual(["%YAML"]);
  });
});

describe("text that is no YAML", () => {
  it("names the line of a tab", () => {
    const faults = faultsOfText("config:\n\tlaunch:edge: {}\n");
    expect(faults[0]).toMatchObject({ key: "line 2, column 1", write: "spaces instead of the tab" });
  });

  it("names the line of an open bracket", () => {
    expect(faultsOfText("config:\n  launch:edge: { hsts: [day\n").every(({ key }) => /^line \d/.test(key))).toBe(true);
  });

  it.each([
    ["an empty file", ""],
    ["a comment", "# nothing\n"],
    ["an empty config", "config:\n"],
  ])("names every setting that %s lacks", (_, text) => {
    expect(faultsOfText(text).map(({ key }) => key)).toEqual([
      "launch:domain",
      "launch:cloudflare",
      "launch:aws",
      "launch:hosts",
      "launch:routes",
      "launch:services",
    ]);
  });

  it.each(["- a\n", "word\n", "config: word\n", "config: [a]\n"])("refuses what is no map: %j", (text) => {
    expect(faultsOfText(text).map(({ key }) => key)).toEqual(["config"]);
  });
});
