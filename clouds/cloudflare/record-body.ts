import type { RecordCreateParams } from "cloudflare/resources/dns/records.js";
import { type Accounts, type Properties, type Refusal, UnmodelledError } from "../cloud.ts";
import { defined, INVALID, Reader } from "./reader.ts";
import { CODE_UNCONFIRMED, caaData, checkAddress, checkHostName, checkText } from "./record-content.ts";

const SOURCE = "terraform-provider-cloudflare 5.22.0, internal/services/dns_record";

type WithoutZone<Record> = Record extends unknown ? Omit<Record, "zone_id"> : never;
/** A record as it is sent; only the types below are modelled. */
export type RecordBody = Extract<
  WithoutZone<RecordCreateParams>,
  { type: "A" | "AAAA" | "CNAME" | "MX" | "TXT" | "CAA" }
>;

/** Whose zone it is, and on which plan. */
export type CloudflareAccount = Accounts["cloudflare"];

const TYPES = ["A", "AAAA", "CNAME", "MX", "TXT", "CAA"] as const;
const UNMODELLED = [
  "CERT",
  "DNSKEY",
  "DS",
  "HTTPS",
  "LOC",
  "NAPTR",
  "NS",
  "OPENPGPKEY",
  "PTR",
  "SMIMEA",
  "SRV",
  "SSHFP",
  "SVCB",
  "TLSA",
  "URI",
];

/** Reads a DnsRecord's inputs; the body may be sent only where nothing was refused and nothing is unknown. */
export function recordBody(inputs: Properties, account: CloudflareAccount, refusals: Refusal[]): RecordBody {
  const reader = new Reader(inputs, "", refusals, SOURCE);
  const written = reader.text("type");
  if (UNMODELLED.includes(written)) throw new UnmodelledError(`a DNS record of the type ${written}`);
  const type = reader.choice("type", TYPES);
  checkName(reader, account.zoneName);
  checkProxy(reader, type);
  checkTtl(reader);
  checkLabels(reader, account);
  const common = {
    name: reader.text("name"),
    ttl: reader.number("ttl"),
    proxied: reader.optionalFlag("proxied") ?? false,
    ...defined({ comment: reader.optionalText("comment"), tags: reader.optionalTexts("tags") }),
  };
  const needsData = type === "CAA";
  if (reader.has("data") !== needsData) {
    reader.refuse(
      "data",
      "1004",
      needsData ? "a CAA record is written with data" : `a record of the type ${type} takes no data`,
    );
  }
  if (reader.has("content") === needsData) {
    reader.refuse("content", "1004", needsData ? "content and data exclude each other" : "content is required here");
  }
  if (reader.has("priority") !== (type === "MX")) {
    reader.refuse(
      "priority",
      "1004",
      type === "MX" ? "an MX record needs a priority" : `a record of the type ${type} takes no priority`,
    );
  }
  if (type === "CAA") return { ...common, type, data: caaData(reader) };
  const content = reader.optionalText("content") ?? "";
  if (reader.has("content") && !reader.isUnknown("content")) checkContent(reader, type, content);
  if (type === "MX") return { ...common, type, content, priority: reader.number("priority") };
  if (type === "CNAME") return { ...common, type, content, ...defined({ settings: cnameSettings(reader) }) };
  if (type === "TXT") return { ...common, type, content };
  return { ...common, type, content, ...defined({ private_routing: reader.optionalFlag("privateRouting") }) };
}

function checkContent(reader: Reader, type: (typeof TYPES)[number], content: string): void {
  if (type === "A" || type === "AAAA") checkAddress(reader, type, content);
  if (type === "CNAME" || type === "MX") checkHostName(reader, type, content);
  if (type === "CNAME" && content.toLowerCase() === reader.text("name").toLowerCase()) {
    reader.refuse("content", "9039", "a CNAME can't point at itself", CODE_UNCONFIRMED);
  }
  if (type === "TXT") checkText(reader, content);
}

/** The name must be fully qualified: the API takes a relative one, but answers with the full one, which drifts. */
function checkName(reader: Reader, zoneName: string): void {
  if (reader.isUnknown("name") || !reader.has("name")) return;
  const name = reader.text("name");
  const source = "tf#5517, tf#7289 (a relative name drifts)";
  if (name.endsWith(".")) reader.refuse("name", INVALID, `"${name}" must not end with a dot`, source);
  else if (name !== zoneName && !name.endsWith(`.${zoneName}`)) {
    reader.refuse("name", INVALID, `"${name}" must be fully qualified and in the zone ${zoneName}`, source);
  } else if (name !== name.toLowerCase()) {
    reader.refuse("name", INVALID, `"${name}" must be in lower case, as the API answers it`, source);
  } else if (
    !name
      .split(".")
      .every((label, index) => (label === "*" ? index === 0 : /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)))
  ) {
    reader.refuse("name", "9000", `"${name}" is no valid DNS name`, "timothymiller/cloudflare-ddns#91");
  }
}

function checkProxy(reader: Reader, type: string): void {
  if (reader.values.proxied !== true) return;
  if (!reader.isUnknown("type") && !["A", "AAAA", "CNAME"].includes(type)) {
    reader.refuse("proxied", "9004", `a record of the type ${type} can't be proxied`, "hashicorp/terraform#11991");
  }
  if (!reader.isUnknown("ttl") && reader.number("ttl") !== 1) {
    reader.refuse("ttl", INVALID, "ttl must be set to 1 when proxied is true");
  }
}

function checkTtl(reader: Reader): void {
  if (reader.isUnknown("ttl") || !reader.has("ttl")) return;
  const ttl = reader.number("ttl");
  if (ttl !== 1 && (ttl < 60 || ttl > 86_400)) {
    reader.refuse(
      "ttl",
      "9021",
      `${ttl} must be between 60 and 86400 seconds, or 1 for automatic`,
      "LINKIWI/cloudflare-ddns-client#30",
    );
  }
}

function checkLabels(reader: Reader, account: CloudflareAccount): void {
  const comment = reader.optionalText("comment") ?? "";
  if (comment.length > 100)
    reader.refuse(
      "comment",
      "400",
      "longer than the 100 characters every plan allows",
      "cloudflare-docs, plans/index.json",
    );
  if (account.plan === "free" && (reader.optionalTexts("tags") ?? []).length > 0) {
    reader.refuse("tags", "400", "tags need the Pro plan; the zone is on free", "cloudflare-docs, plans/index.json");
  }
  const { includeShadowMetadata } = reader.values;
  if (includeShadowMetadata === true) throw new UnmodelledError("includeShadowMetadata of a DnsRecord");
}

function cnameSettings(reader: Reader) {
  const settings = reader.optionalMap("settings");
  if (settings === undefined) return undefined;
  settings.only(["flattenCname", "ipv4Only", "ipv6Only"], "is no property of settings");
  return defined({
    flatten_cname: settings.optionalFlag("flattenCname"),
    ipv4_only: settings.optionalFlag("ipv4Only"),
    ipv6_only: settings.optionalFlag("ipv6Only"),
  });
}
