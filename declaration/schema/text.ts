import { z } from "zod";

/** What is wrong with a value and what to write instead. */
export interface Advice {
  readonly why: string;
  readonly write: string;
}

/** A text that `explain` finds nothing wrong with. Its advice reaches the fault unchanged. */
export function text(explain: (value: string) => Advice | undefined): z.ZodString {
  return z.string().check((payload) => {
    const advice = explain(payload.value);
    if (advice !== undefined) payload.issues.push({ code: "custom", input: payload.value, params: { advice } });
  });
}

/** A text of one form; editors see the pattern, faults say `advice`. */
export function matching(pattern: RegExp, advice: Advice): z.ZodString {
  return text((value) => (pattern.test(value) ? undefined : advice)).meta({ pattern: pattern.source });
}

/** A whole number within bounds, both allowed. */
export function whole(minimum: number, maximum: number): z.ZodNumber {
  return z.number().int().min(minimum).max(maximum);
}
