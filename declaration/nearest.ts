import { distance } from "fastest-levenshtein";

/** The word a misspelt one most likely stands for: at most a third of it may differ, or one is the other's beginning. */
export function nearestWord(written: string, words: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  const [best] = words
    .map((word) => ({ word, apart: apart(lower, word.toLowerCase()) }))
    .filter(({ apart }) => apart !== undefined)
    .sort((a, b) => (a.apart ?? 0) - (b.apart ?? 0));
  return best?.word;
}

function apart(written: string, word: string): number | undefined {
  // Levenshtein counts swapped letters twice, though they are the commonest slip.
  const swapped = letters(written) === letters(word);
  const steps = swapped ? Math.min(1, distance(written, word)) : distance(written, word);
  const near = steps <= Math.max(1, Math.floor(Math.max(written.length, word.length) / 3));
  const begins = written.length >= 2 && (word.startsWith(written) || written.startsWith(word));
  return near || begins ? steps : undefined;
}

function letters(word: string): string {
  return [...word].sort().join("");
}

/** The nearest word, or all of them where none is near. */
export function suggestWord(written: string, words: readonly string[]): string {
  const sorted = [...words];
  return nearestWord(written, sorted) ?? (sorted.length === 1 ? `${sorted[0]}` : `one of ${sorted.join(", ")}`);
}
