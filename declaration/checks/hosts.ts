import type { Finding, Path } from "../finding.ts";
import { APEX } from "../names.ts";
import { suggestWord } from "../nearest.ts";
import {
  type Check,
  type Facts,
  hostHas,
  serviceNames,
  usableHosts,
  type WrittenHost,
  writtenLabels,
} from "./check.ts";

const at = (index: number, key?: string): Path => ["launch:hosts", index, ...(key === undefined ? [] : [key])];

/** Each host has one owner and one purpose, and `apex` is among them. */
export const checkHosts: Check = (facts) => {
  const hosts = usableHosts(facts);
  return [
    ...missingApex(facts, hosts),
    ...hosts.flatMap((host) => [...owners(host, hosts, facts), ...purpose(host, hosts, facts)]),
  ];
};

function missingApex({ settings }: Facts, hosts: readonly WrittenHost[]): Finding[] {
  const written = settings["launch:hosts"];
  // A host whose name can't be read may be the apex.
  if (written === undefined || written.length > hosts.length || hosts.some(({ label }) => label === APEX)) return [];
  return [
    {
      path: ["launch:hosts"],
      why: "The domain itself has no entry.",
      write: "{ name: apex, service: … } or { name: apex, redirectTo: www }",
    },
  ];
}

function owners(host: WrittenHost, hosts: readonly WrittenHost[], { settings }: Facts): Finding[] {
  const first = hosts.find(({ label }) => label === host.label);
  if (first === undefined || first === host) return [];
  const domain = settings["launch:domain"]?.name;
  const name = domain === undefined ? host.label : host.label === APEX ? domain : `${host.label}.${domain}`;
  return [
    {
      path: at(host.index, "name"),
      why: `${name} has an owner already: launch:hosts[${first.index}]. A name has one owner.`,
      write: `another name, or remove launch:hosts[${first.index}] or launch:hosts[${host.index}]`,
    },
  ];
}

function purpose(host: WrittenHost, hosts: readonly WrittenHost[], facts: Facts): Finding[] {
  const serves = hostHas(facts, host.index, "service");
  const redirects = hostHas(facts, host.index, "redirectTo");
  if (serves && redirects) {
    return [
      { path: at(host.index), why: "A host serves or redirects, not both.", write: "either service or redirectTo" },
    ];
  }
  if (!serves && !redirects) {
    return [
      {
        path: at(host.index),
        why: "Nothing answers here.",
        write: "service: a name of launch:services, or redirectTo: a host",
      },
    ];
  }
  return serves ? service(host, facts) : redirect(host, hosts, facts);
}

function service({ index, service }: WrittenHost, facts: Facts): Finding[] {
  const names = serviceNames(facts);
  if (service === undefined || names === undefined || names.includes(service)) return [];
  const usable = names.filter((name) => facts.settings["launch:services"]?.[name] !== undefined);
  return [
    { path: at(index, "service"), why: "launch:services has no such service.", write: suggestWord(service, usable) },
  ];
}

function redirect({ index, label, redirectTo }: WrittenHost, hosts: readonly WrittenHost[], facts: Facts): Finding[] {
  if (redirectTo === undefined) return [];
  const path = at(index, "redirectTo");
  const serving = hosts.filter((host) => hostHas(facts, host.index, "service")).map((host) => host.label);
  if (redirectTo === label)
    return [{ path, why: "It would redirect to itself for ever.", write: suggestWord(APEX, serving) }];
  const target = hosts.find((host) => host.label === redirectTo);
  if (target === undefined && !writtenLabels(facts).includes(redirectTo)) {
    return [{ path, why: "launch:hosts has no such host.", write: suggestWord(redirectTo, serving) }];
  }
  if (target === undefined || !hostHas(facts, target.index, "redirectTo")) return [];
  const end =
    target.redirectTo !== undefined && serving.includes(target.redirectTo)
      ? target.redirectTo
      : suggestWord(redirectTo, serving);
  return [{ path, why: `${redirectTo} redirects itself: visitors would take two hops.`, write: end }];
}
