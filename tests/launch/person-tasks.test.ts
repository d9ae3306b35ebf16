import { describe, expect, it } from "vitest";
import type { Settings } from "../../declaration/settings.ts";
import { exampleValues, personTasks } from "../../launch/plan/person-tasks.ts";
import { readSettings } from "../../launch/project.ts";

const prod = readSettings(process.cwd(), "prod");
const real: Settings = {
  ...prod,
  domain: { ...prod.domain, apex: "acme.dev" },
  cloudflare: {
    ...prod.cloudflare,
    accountId: "9a7806061c88ada191ed06f989cc3dac",
    zoneId: "372e67954025e0ba6aaa6d586b9e0b59",
  },
  aws: { ...prod.aws, accountId: "498120347765" },
};

describe("values that can be nobody's", () => {
  it("names all of those in the stack files as they come", () => {
    expect(exampleValues(prod)).toEqual([
      "launch:domain",
      "launch:cloudflare.accountId",
      "launch:cloudflare.zoneId",
      "launch:aws.accountId",
    ]);
  });

  it("leaves real ones alone", () => {
    expect(exampleValues(real)).toEqual([]);
    expect(personTasks(real, "prod").join("\n")).not.toContain("examples");
  });

  it.each(["example.com", "shop.example.org", "shop.test", "localhost"])("knows the reserved domain %s", (apex) => {
    expect(exampleValues({ ...real, domain: { ...real.domain, apex } })).toContain("launch:domain");
  });

  it.each(["myexample.com", "example.dev", "contest"])("takes %s for a real one", (apex) => {
    expect(exampleValues({ ...real, domain: { ...real.domain, apex } })).toEqual([]);
  });
});

describe("what a person does", () => {
  it("asks for the secrets from outside only", () => {
    const tasks = personTasks(
      {
        ...real,
        secrets: [
          { name: "MADE", from: "generated" },
          { name: "GIVEN", from: "external" },
        ],
      },
      "prod",
    );
    expect(tasks.filter((task) => task.includes("GIVEN"))).toHaveLength(1);
    expect(tasks.join("\n")).not.toContain("MADE");
  });
});
