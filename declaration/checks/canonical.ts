import type { Finding } from "../finding.ts";
import { APEX } from "../names.ts";
import type { Domain } from "../settings.ts";
import { type Check, type Facts, hostHas, usableHosts, type WrittenHost } from "./check.ts";

/** The canonical address serves; the other usual one, where there is one, redirects to it. */
export const checkCanonical: Check = (facts) => {
  const canonical = facts.settings["launch:domain"]?.canonical;
  if (canonical === undefined || facts.settings["launch:hosts"] === undefined) return [];
  const other = canonical === APEX ? "www" : APEX;
  const hosts = usableHosts(facts);
  const find = (wanted: string) => hosts.find(({ label }) => label === wanted);
  return [
    ...canonicalServes(canonical, find(canonical), facts, hosts),
    ...otherRedirects(other, canonical, find(other), facts),
  ];
};

function canonicalServes(
  canonical: Domain["canonical"],
  host: WrittenHost | undefined,
  facts: Facts,
  hosts: readonly WrittenHost[],
): Finding[] {
  if (host === undefined) {
    // A missing apex is reported where hosts are; a host whose name can't be read may be the one.
    if (canonical === APEX || (facts.settings["launch:hosts"]?.length ?? 0) > hosts.length) return [];
    return [
      {
        path: ["launch:domain", "canonical"],
        why: "The canonical address is www, and launch:hosts has no www.",
        write: "apex, or add { name: www, service: … } to launch:hosts",
      },
    ];
  }
  if (!hostHas(facts, host.index, "redirectTo") || hostHas(facts, host.index, "service")) return [];
  return [
    {
      path: ["launch:hosts", host.index, "redirectTo"],
      why: `launch:domain.canonical is ${canonical}, so ${canonical} is the address members see and has to serve.`,
      write: `service instead of redirectTo, or canonical: ${canonical === APEX ? "www" : APEX} in launch:domain`,
    },
  ];
}

function otherRedirects(
  other: Domain["canonical"],
  canonical: Domain["canonical"],
  host: WrittenHost | undefined,
  facts: Facts,
): Finding[] {
  if (host === undefined) return [];
  const redirects = hostHas(facts, host.index, "redirectTo");
  const serves = hostHas(facts, host.index, "service");
  const why = `launch:domain.canonical is ${canonical}, so ${other} redirects to ${canonical}: two addresses with the same pages split search results and sessions.`;
  if (serves && !redirects) {
    return [
      {
        path: ["launch:hosts", host.index, "service"],
        why,
        write: `redirectTo: ${canonical} instead of service, or canonical: ${other} in launch:domain`,
      },
    ];
  }
  if (serves || host.redirectTo === undefined || host.redirectTo === canonical) return [];
  return [{ path: ["launch:hosts", host.index, "redirectTo"], why, write: canonical }];
}
