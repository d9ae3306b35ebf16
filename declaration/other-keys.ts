import { type Finding, isMap, type Path } from "./finding.ts";
import { nearestWord, suggestWord } from "./nearest.ts";
import { settingsSchema } from "./schema.ts";

/** Keys that the engine knows at the top of a stack file. */
const TOP = ["config", "encryptionsalt", "secretsprovider", "encryptedkey"];

/** Keys of other packages that state again what a setting of ours says; the providers are given ours. */
const REPEATED: Readonly<Record<string, string>> = {
  "aws:region": "launch:aws.region",
  "aws:allowedAccountIds": "launch:aws.accountId",
  "cloudflare:accountId": "launch:cloudflare.accountId",
  "cloudflare:zoneId": "launch:cloudflare.zoneId",
};

/** What stands beside `config:` and shouldn't. */
export function topFindings(content: Readonly<Record<string, unknown>>): Finding[] {
  return Object.keys(content)
    .filter((key) => !TOP.includes(key))
    .map((key) =>
      key === "environment"
        ? {
            path: [key],
            why: "Settings of a Pulumi environment are not in this file, so no plan could show them.",
            write: "the settings themselves under config:",
          }
        : { path: [key], why: "The engine knows no such key.", write: suggestWord(key, TOP), hidden: true },
    );
}

/** Keys under `config:` that are not ours: repeated facts, and slips of our own name. */
export function foreignFindings(config: Readonly<Record<string, unknown>>): Finding[] {
  const names = Object.keys(settingsSchema.shape);
  return Object.keys(config).flatMap((key): Finding[] => {
    if (key.startsWith("launch:")) return [];
    const repeated = REPEATED[key];
    if (repeated !== undefined) {
      return [
        {
          path: [key],
          why: `${repeated} says this already; nobody states a fact twice.`,
          write: `it in ${repeated} only`,
        },
      ];
    }
    const [space = "", name] = key.split(":");
    const slip = name === undefined || nearestWord(space, ["launch"]) !== undefined;
    if (!slip) return [];
    const meant = nearestWord(`launch:${name ?? key}`, names);
    return [
      {
        path: [key],
        why: name === undefined ? "A key has a namespace." : "There is no such namespace.",
        write: meant ?? `launch:${name ?? key}`,
        ...(meant === undefined ? {} : { meant: [meant] }),
        hidden: true,
      },
    ];
  });
}

/** Values of ours that are encrypted in place. */
export function secureFindings(config: Readonly<Record<string, unknown>>): Finding[] {
  return Object.entries(config)
    .filter(([key]) => key.startsWith("launch:"))
    .flatMap(([key, value]) => secureBelow(value, [key]));
}

function secureBelow(value: unknown, path: Path): Finding[] {
  if (Array.isArray(value)) return value.flatMap((part, index) => secureBelow(part, [...path, index]));
  if (!isMap(value)) return [];
  if (Object.keys(value).length === 1 && Object.hasOwn(value, "secure")) {
    return [
      {
        path,
        why: "Settings hold no secrets, encrypted or not: the engine would pass the value on in clear.",
        write: "{ name: …, from: external } in launch:secrets, and set the value there",
        hidden: true,
      },
    ];
  }
  return Object.entries(value).flatMap(([key, part]) => secureBelow(part, [...path, key]));
}
