import ipaddr from "ipaddr.js";
import { type Properties, Refusal } from "../cloud.ts";
import { settle } from "../property-table.ts";
import { isList } from "../values.ts";
import type { Model } from "./model.ts";
import { type CloudflareAccount, type RecordBody, recordBody } from "./record-body.ts";
import { TYPES } from "./types.ts";
import type { StandingRecord, Zone } from "./zone.ts";

const ROW = TYPES["cloudflare:index/dnsRecord:DnsRecord"];

/** DNS records: created by POST, changed by PATCH, one zone. */
export function dnsRecordModel(zone: Zone, account: CloudflareAccount): Model {
  const put = (id: string, inputs: Properties, before: StandingRecord | undefined): Properties => {
    const body = recordBody(inputs, account, []);
    zone.checkRecord(body, id);
    const state = outputs(body, settleRecord(inputs, before?.state), before?.state, zone.now());
    // The service keeps its own form of the content; the provider's state keeps the program's until the next read.
    zone.records.set(id, { id, body, state: { ...state, content: canonical(body) } });
    return state;
  };
  return {
    refuse: (inputs) => {
      const refusals: Refusal[] = [];
      recordBody(inputs, account, refusals);
      return refusals;
    },
    settle: settleRecord,
    create: (_subject, inputs) => {
      const id = zone.newId();
      return { id, state: put(id, inputs, undefined) };
    },
    update: (_subject, present, inputs) => {
      const before = zone.records.get(present.id);
      if (before === undefined)
        throw new Refusal(
          "81044",
          "Record does not exist.",
          "cloudflare API, DNS records; the code is from memory, unconfirmed",
        );
      return put(present.id, inputs, before);
    },
    read: (id) => {
      // An import names the record as <zone>/<record>.
      const standing = zone.records.get(id.split("/").at(-1) ?? id);
      return standing === undefined ? undefined : { id: standing.id, state: standing.state };
    },
    delete: (id) => {
      zone.records.delete(id);
    },
  };
}

/** Tags are a set; a CNAME's content is compared without regard to case (`dns_record/custom.go`). */
function settleRecord(inputs: Properties, state: Properties | undefined): Properties {
  const settled = settle(ROW, inputs, state);
  const { content, tags, type } = settled;
  const before = state?.content;
  const sameHost =
    type === "CNAME" &&
    typeof content === "string" &&
    typeof before === "string" &&
    content.toLowerCase() === before.toLowerCase();
  return {
    ...settled,
    ...(sameHost ? { content: before } : {}),
    ...(isList(tags) && tags.every((tag) => typeof tag === "string") ? { tags: [...tags].sort() } : {}),
  };
}

function outputs(body: RecordBody, settled: Properties, before: Properties | undefined, now: string): Properties {
  const commentChanged = settled.comment !== undefined && settled.comment !== before?.comment;
  return {
    ...settled,
    content: body.type === "CAA" ? canonical(body) : (settled.content ?? ""),
    settings: settledMap(settled, "settings", {}),
    tags: settledMap(settled, "tags", []),
    createdOn: before?.createdOn ?? now,
    modifiedOn: now,
    meta: "{}",
    proxiable: body.type === "A" || body.type === "AAAA" || body.type === "CNAME",
    ...(settled.comment === undefined
      ? {}
      : { commentModifiedOn: commentChanged ? now : (before?.commentModifiedOn ?? now) }),
  };
}

/** A property the service fills in where the program said nothing. */
function settledMap(
  settled: Properties,
  name: "settings" | "tags",
  filled: Properties | readonly [],
): Properties[string] {
  const value = settled[name];
  return value === undefined || typeof value === "symbol" ? filled : value;
}

/** The content as the service answers it. */
function canonical(body: RecordBody): string {
  if (body.type === "CAA") return `${body.data?.flags} ${body.data?.tag} "${body.data?.value}"`;
  const content = body.content ?? "";
  if (body.type === "AAAA") return ipaddr.IPv6.parse(content).toString();
  return body.type === "CNAME" || body.type === "MX" ? content.toLowerCase() : content;
}
