import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeFaults, SettingsError } from "../../declaration/faults.ts";
import { parseEngineConfig, parseStackFile } from "../../declaration/parse.ts";
import { settingsSchema } from "../../declaration/schema.ts";
import { rest } from "../../declaration/schema-walk.ts";
import { MUTATIONS } from "./mutations.ts";
import { validSettings } from "./valid-settings.ts";
import { engineConfig, faultsOfConfig, faultsOfText, rightSettings, stackFile } from "./written.ts";

describe("parsing", () => {
  it("takes any right settings, and reads the same from the file and from the engine", () => {
    fc.assert(
      fc.property(validSettings, (written) => {
        const text = stackFile(written);
        expect(faultsOfText(text)).toEqual([]);
        // Byte for byte: the plan is made from the one, `pulumi up` from the other.
        expect(JSON.stringify(parseEngineConfig(engineConfig(written)))).toBe(
          JSON.stringify(parseStackFile(text, "Pulumi.test.yaml")),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("reports any set of mistakes, each once, and nothing else, in the order of the file", () => {
    fc.assert(
      fc.property(fc.subarray([...MUTATIONS]), (mutations) => {
        const written = rightSettings();
        for (const { make } of mutations) make(written);
        const order = MUTATIONS.filter((mutation) => mutations.includes(mutation)).map(({ key }) => key);
        // Unknown keys stand where the file has them: behind the other keys of their map.
        const faults = faultsOfText(stackFile(written)).map(({ key }) => key);
        expect([...faults].sort()).toEqual([...order].sort());
        expect(faults).toEqual(order);
        expect(
          faultsOfConfig(engineConfig(written))
            .map(({ key }) => key)
            .sort(),
        ).toEqual([...order].sort());
      }),
      { numRuns: 150 },
    );
  });

  it("has a mutation that is wrong by itself for every line of the list", () => {
    for (const { key, make } of MUTATIONS) {
      const written = rightSettings();
      make(written);
      expect(faultsOfText(stackFile(written)).map((fault) => fault.key)).toEqual([key]);
    }
  });

  it("says of every fault why it is wrong and what to write", () => {
    const written = rightSettings();
    for (const { make } of MUTATIONS) make(written);
    for (const fault of faultsOfText(stackFile(written))) {
      expect(fault.why).toMatch(/\S.*[.]$/);
      expect(fault.write).toMatch(/\S/);
      expect(fault.write).not.toContain("undefined");
    }
  });

  it("never fails in another way, whatever stands in the file", () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: false, maxDepth: 3 }),
        fc.constantFrom(...Object.keys(rightSettings())),
        (value, key) => {
          const text = JSON.stringify({ config: { ...rightSettings(), [key]: value } });
          expect(() => faultsOfText(text)).not.toThrow();
          expect(() =>
            faultsOfConfig({ ...engineConfig(rightSettings()), [key]: JSON.stringify(value) ?? "" }),
          ).not.toThrow();
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(() => faultsOfText(text)).not.toThrow();
      }),
    );
  });
});

describe("the error", () => {
  const [two] = [
    () =>
      parseEngineConfig({
        ...engineConfig(rightSettings()),
        "launch:edge": '{"hsts":"dya"}',
        "launch:secrets": "none",
      }),
  ];

  it("exits with 2, counts and prints all faults", () => {
    expect(two).toThrow(SettingsError);
    try {
      two?.();
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      expect(error.exitCode).toBe(2);
      expect(error.message).toBe("The configuration: 3 settings are wrong");
      expect(describeFaults(error.faults).split("\n")).toHaveLength(9);
      expect(describeFaults(error.faults)).toContain('launch:edge.hsts = "dya"');
    }
  });

  it("cuts a long value short", () => {
    const [fault] = faultsOfConfig({ ...engineConfig(rightSettings()), "launch:edge": "x".repeat(5000) });
    expect(fault?.value?.length).toBeLessThan(120);
  });
});

describe("what is right beside faults", () => {
  it("is all of it, with defaults, where there is no fault", () => {
    fc.assert(
      fc.property(validSettings, (written) => {
        expect(rest(settingsSchema, written, [])).toEqual(settingsSchema.parse(written));
      }),
    );
  });
});
