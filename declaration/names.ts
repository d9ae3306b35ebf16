import { domainToASCII } from "node:url";
import { parse } from "tldts";
import type { Advice } from "./schema/text.ts";

/** The label that stands for the domain itself. */
export const APEX = "apex";

/** One label of a host name after IDNA: letters, digits and inner hyphens, at most 63 (RFC 1123, section 2.1). */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Characters that may be written: ASCII letters, digits, hyphens, and anything IDNA may map. */
const WRITABLE = /^[A-Za-z0-9\u0080-\uffff-]+$/;

/** A label in lower-case ASCII, IDNA applied; undefined when it can't be one. */
export function asciiLabel(label: string): string | undefined {
  if (!WRITABLE.test(label)) return undefined;
  // The ending keeps a label of digits from being read as an address.
  const name = domainToASCII(`${label}.example.com`);
  const ascii = name.endsWith(".example.com") ? name.slice(0, -".example.com".length) : "";
  return LABEL.test(ascii) ? ascii : undefined;
}

/** What is wrong with a host's label. */
export function explainLabel(label: string): Advice | undefined {
  if (asciiLabel(label) !== undefined) return undefined;
  if (label === "@") return { why: "The domain itself is called apex here.", write: APEX };
  if (label.includes("*")) {
    return {
      why: "Every host is named: a wildcard would answer for names nobody planned.",
      write: "a name such as app",
    };
  }
  if (label.includes(".")) {
    const first = asciiLabel(label.slice(0, label.indexOf(".")));
    return {
      why: "A host is written by the part before the domain, and the certificate covers one level below it only.",
      write: first ?? "a name such as app",
    };
  }
  return {
    why: "A host name has letters, digits and inner hyphens only, and at most 63 of them.",
    write: "apex, or a name such as app",
  };
}

/** A registrable domain in lower-case ASCII, IDNA applied; undefined when it can't be one. */
export function asciiDomain(name: string): string | undefined {
  if (!name.split(".").every((label) => asciiLabel(label) !== undefined)) return undefined;
  const ascii = domainToASCII(name);
  const found = parse(ascii);
  return found.isIcann === true && found.domain === ascii && ascii.length <= 253 ? ascii : undefined;
}

/** What is wrong with the stack's domain. Public endings come from the Public Suffix List (npm `tldts`). */
export function explainDomain(name: string): Advice | undefined {
  if (asciiDomain(name) !== undefined) return undefined;
  const found = parse(name);
  if (found.isIp === true)
    return { why: "It is an address, not a name.", write: "the domain you registered, such as example.com" };
  if (/^[a-z]+:\/\//i.test(name) || name.includes("/") || name.endsWith(".")) {
    return { why: "Only the name is wanted, without scheme, path or final dot.", write: found.domain ?? "example.com" };
  }
  if (found.isIcann === true && found.domain !== null) {
    return {
      why: `${name} is not what was registered: the zone at Cloudflare is ${found.domain}.`,
      write: `${found.domain}, and the rest as a host in launch:hosts`,
    };
  }
  if (found.isIcann === true) {
    return {
      why: `${name} is a public ending, below which others register.`,
      write: "the domain you registered, such as example.com",
    };
  }
  return {
    why: "It has no public ending, so nobody can reach or certify it.",
    write: "the domain you registered, such as example.com",
  };
}
