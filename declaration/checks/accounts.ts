import type { Finding } from "../finding.ts";
import type { Check } from "./check.ts";

/** The zones belong to the region and differ; the two Cloudflare ids are not the same. */
export const checkAccounts: Check = (facts) => [...availabilityZones(facts), ...cloudflare(facts)];

const availabilityZones: Check = ({ settings }) => {
  const { region, availabilityZones: zones = [] } = settings["launch:aws"] ?? {};
  return zones.flatMap((zone, index): Finding[] => {
    const path = ["launch:aws", "availabilityZones", index];
    if (zone === undefined || region === undefined) return [];
    if (!new RegExp(`^${region}[a-z]$`).test(zone)) {
      const letter = zones.includes(`${region}a`) ? "b" : "a";
      return [{ path, why: `It is not a zone of ${region}, where everything lives.`, write: `${region}${letter}` }];
    }
    if (index === 0 || zones[0] !== zone) return [];
    return [
      {
        path,
        why: "Two different zones are needed: one may fail.",
        write: `${region}${zone.endsWith("a") ? "b" : "a"}`,
      },
    ];
  });
};

const cloudflare: Check = ({ settings }) => {
  const { accountId, zoneId } = settings["launch:cloudflare"] ?? {};
  if (accountId === undefined || accountId !== zoneId) return [];
  return [
    {
      path: ["launch:cloudflare", "zoneId"],
      why: "It is the same as accountId; a zone has an id of its own.",
      write: "the Zone ID from the zone's Overview page in the dashboard",
    },
  ];
};
