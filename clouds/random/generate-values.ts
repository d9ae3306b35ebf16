import type { Properties } from "../cloud.ts";
import { numberAt, textAt } from "./inputs.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const BASE64 = `${LETTERS.toUpperCase()}${LETTERS}0123456789`;
/** The provider's default special characters (`internal/random/string.go`). */
export const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

/** Random bytes from the runtime's generator. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  // The Web Crypto generator hands out at most 65,536 bytes a call.
  for (let start = 0; start < length; start += 65_536) crypto.getRandomValues(bytes.subarray(start, start + 65_536));
  return bytes;
}

/** A text of the wanted length and classes, each class at least as often as asked for, in random order. */
export function randomText(settled: Properties): string {
  const numeric = settled.numeric !== false && settled.number !== false;
  const classes = [
    { characters: LETTERS, allowed: settled.lower !== false, minimum: numberAt(settled, "minLower") },
    { characters: LETTERS.toUpperCase(), allowed: settled.upper !== false, minimum: numberAt(settled, "minUpper") },
    { characters: "0123456789", allowed: numeric, minimum: numberAt(settled, "minNumeric") },
    {
      characters: textAt(settled, "overrideSpecial") || SPECIAL,
      allowed: settled.special !== false,
      minimum: numberAt(settled, "minSpecial"),
    },
  ];
  const all = classes
    .filter(({ allowed }) => allowed)
    .map(({ characters }) => characters)
    .join("");
  const wanted = classes.flatMap(({ characters, minimum }) => Array.from({ length: minimum }, () => pick(characters)));
  const rest = Array.from({ length: numberAt(settled, "length") - wanted.length }, () => pick(all));
  return shuffle([...wanted, ...rest]).join("");
}

/** Text of bcrypt's form. It is not the hash of anything: nothing in a rehearsal verifies it. */
export function bcryptForm(): string {
  return `$2a$10$${Array.from({ length: 53 }, () => pick(`./${BASE64}`)).join("")}`;
}

/** One of the characters, each equally likely. */
function pick(characters: string): string {
  return characters.charAt(below(characters.length));
}

/** A whole number from 0 up to, not including, the limit; values past the last full range are drawn again. */
function below(limit: number): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value < 2 ** 32 - (2 ** 32 % limit) ? value % limit : below(limit);
}

function shuffle(items: readonly string[]): string[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other] ?? "", shuffled[last] ?? ""];
  }
  return shuffled;
}
