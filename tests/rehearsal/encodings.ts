import { gzipSync } from "node:zlib";

const utf8 = (text: string) => Buffer.from(text, "utf8");
/** Base64 of a text inside a longer one depends on where it starts; the edges, which mix with its neighbours, are cut. */
const base64At = (text: string, before: number) => {
  const whole = Buffer.concat([Buffer.alloc(before), utf8(text)]).toString("base64");
  return whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + text.length) * 8) / 6));
};
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const base32 = (text: string) => {
  const bits = [...utf8(text)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)] ?? "").join("");
};

/** The forms in which a secret could stand in a file or on a screen. */
export const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  reversed: (secret) => [...secret].reverse().join(""),
  "upper case": (secret) => secret.toUpperCase(),
  "lower case": (secret) => secret.toLowerCase(),
  "base64 at the start": (secret) => base64At(secret, 0),
  "base64 one byte in": (secret) => base64At(secret, 1),
  "base64 two bytes in": (secret) => base64At(secret, 2),
  base32: (secret) => base32(secret),
  "hex, lower case": (secret) => utf8(secret).toString("hex"),
  "hex, upper case": (secret) => utf8(secret).toString("hex").toUpperCase(),
  "percent-encoded": (secret) => [...utf8(secret)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  "base64 of gzip": (secret) => gzipSync(utf8(secret)).toString("base64").slice(16, -12),
};

/** The encodings in which a text holds a secret. */
export function encodingsFound(text: string, secret: string): string[] {
  return Object.entries(ENCODINGS).flatMap(([name, encode]) => (text.includes(encode(secret)) ? [name] : []));
}
