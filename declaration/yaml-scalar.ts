import { Scalar, type ScalarTag, Schema } from "yaml";
import type { Advice } from "./schema/text.ts";

/** How YAML 1.2 reads a plain word, and how 1.1 does; Pulumi's engine follows now one, now the other. */
const NEW = new Schema({ schema: "core" }).tags;
const OLD = new Schema({ schema: "yaml-1.1" }).tags;

/**
 * What the engine would alter in a scalar without quotes: measured with engine 3.274.1, an unquoted `2026-12-31`
 * arrives as `2026-12-31 00:00:00 +0000 UTC`, `010` as 8 and `1_000` as 1000.
 */
export function explainScalar(scalar: Scalar): Advice | undefined {
  if (scalar.type !== Scalar.PLAIN || scalar.source === undefined || scalar.source === "") return undefined;
  const { source } = scalar;
  const now = read(source, NEW);
  const before = read(source, OLD);
  if (now.kind === before.kind && (now.kind !== "number" || String(now.value) === source)) return undefined;
  const kind = before.kind === "text" ? now.kind : before.kind;
  return { why: WHY[kind], write: write(source, kind, before.value) };
}

type Kind = "text" | "number" | "switch" | "date" | "nothing" | "other";

const WHY: Readonly<Record<Kind, string>> = {
  date: "Without quotes the engine reads a date and passes it on altered, with a time of day.",
  number: "Without quotes readers make different numbers of it, or none.",
  switch: "Without quotes some readers take it for true or false, others for a word.",
  nothing: "Without quotes some readers take it for nothing.",
  other: "Without quotes readers differ on what it is.",
  text: "Without quotes readers differ on what it is.",
};

function write(source: string, kind: Kind, value: unknown): string {
  const quoted = JSON.stringify(source);
  if (kind === "switch") return `${quoted} for the word, ${value === true} for the switch`;
  if (kind === "number" && /^[+-]?[0-9][0-9_]*$/.test(source)) {
    return `${quoted} for the text, ${BigInt(source.replace(/[+_]/g, ""))} for the number`;
  }
  return kind === "number" && Number.isFinite(value) ? `${quoted} for the text, ${value} for the number` : quoted;
}

function read(source: string, tags: Schema["tags"]): { readonly kind: Kind; readonly value: unknown } {
  const tag = tags.find(
    (tag): tag is ScalarTag => tag.default === true && "test" in tag && tag.test?.test(source) === true,
  );
  if (tag === undefined) return { kind: "text", value: source };
  const resolved: unknown = tag.resolve(source, () => undefined, {});
  const value = resolved instanceof Scalar ? resolved.value : resolved;
  return { kind: kindOf(tag.tag), value };
}

function kindOf(tag: string): Kind {
  if (tag.endsWith(":int") || tag.endsWith(":float")) return "number";
  if (tag.endsWith(":bool")) return "switch";
  if (tag.endsWith(":timestamp")) return "date";
  return tag.endsWith(":null") ? "nothing" : "other";
}
