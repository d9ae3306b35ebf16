import ipaddr from "ipaddr.js";
import { CLOUDFLARE_IPV4, CLOUDFLARE_IPV6 } from "../../edge/cloudflare-ranges.ts";
import { INVALID, type Reader } from "./reader.ts";

/** Where the refusals of record contents were read. */
const POINTS_AT = "cloudflare-docs, dns/manage-dns-records/reference/dns-record-types";

/** A refusal that the API makes, under a code that no source at hand confirms. */
export const CODE_UNCONFIRMED = `${POINTS_AT}; the code is from memory, unconfirmed`;

/** Refuses what is no address of the right family, and addresses of Cloudflare's own. */
export function checkAddress(reader: Reader, type: "A" | "AAAA", content: string): void {
  const family = type === "A" ? ipaddr.IPv4 : ipaddr.IPv6;
  const valid = type === "A" ? ipaddr.IPv4.isValidFourPartDecimal(content) : ipaddr.IPv6.isValid(content);
  if (!valid) {
    const [code, kind] = type === "A" ? ["9005", "IPv4"] : ["9006", "IPv6"];
    const why = `content for ${type} record must be a valid ${kind} address, not "${content}"`;
    reader.refuse("content", code, why, type === "A" ? "timothymiller/cloudflare-ddns#230" : CODE_UNCONFIRMED);
    return;
  }
  const address = family.parse(content);
  const owned = [...CLOUDFLARE_IPV4, ...CLOUDFLARE_IPV6].some((range) => {
    const [network, bits] = ipaddr.parseCIDR(range);
    return network.kind() === address.kind() && address.match([network, bits]);
  });
  if (owned) {
    reader.refuse(
      "content",
      "9003",
      `${content} is Cloudflare's own address; give the origin's`,
      "DNSControl/dnscontrol#4776",
    );
  }
}

/** Refuses what is no host name; the API would strip a trailing dot, which drifts. */
export function checkHostName(reader: Reader, type: "CNAME" | "MX", content: string): void {
  const labels = content.split(".");
  const valid =
    labels.length > 1 && labels.every((label) => /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label));
  if (content.endsWith(".")) {
    reader.refuse("content", INVALID, `"${content}" must not end with a dot`, "tf#5517");
    return;
  }
  if (valid && !ipaddr.isValid(content)) return;
  const code = type === "CNAME" ? "9007" : "9009";
  reader.refuse("content", code, `content for ${type} record must be a host name, not "${content}"`, CODE_UNCONFIRMED);
}

/** A TXT record's content is one or more quoted strings of at most 255 bytes, as the API stores it. */
export function checkText(reader: Reader, content: string): void {
  const source = "tf#6354; go-acme/lego#2521; cloudflare-docs, dns/manage-dns-records/reference/dns-record-types";
  if (!/^"(?:[^"\\]|\\.)*"(?: "(?:[^"\\]|\\.)*")*$/.test(content)) {
    const why = 'a TXT record is written as quoted strings, for example "\\"v=spf1 -all\\""; unquoted it drifts';
    reader.refuse("content", INVALID, why, source);
    return;
  }
  const encoder = new TextEncoder();
  const strings = content.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  if (strings.some((string) => encoder.encode(string.slice(1, -1).replace(/\\(.)/g, "$1")).length > 255)) {
    reader.refuse(
      "content",
      INVALID,
      "a string of a TXT record is longer than 255 bytes; split it, or the API does and it drifts",
      source,
    );
  }
  if (content.length > 2048) reader.refuse("content", "400", "a TXT record is longer than 2048 characters", source);
}

/** The data of a CAA record. */
export function caaData(reader: Reader): { flags: number; tag: string; value: string } {
  const data = reader.map("data");
  data.only(["flags", "tag", "value"], "is no part of a CAA record");
  const flags = data.number("flags");
  if (flags < 0 || flags > 255) data.refuse("flags", INVALID, `${flags} must be between 0 and 255`);
  return { flags, tag: data.choice("tag", ["issue", "issuewild", "iodef"]), value: data.text("value") };
}
