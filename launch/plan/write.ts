import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanFile } from "../plan-file.ts";

/** The plan as text: keys sorted, so that the same program gives the same bytes. */
export function serialisePlan(plan: PlanFile): string {
  return `${JSON.stringify(plan, sortKeys, 2)}\n`;
}

/** Writes a plan's text to `.launch/plan.json`, whole or not at all; returns its path from the project's folder. */
export function writePlan(project: string, text: string): string {
  const folder = join(project, ".launch");
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `plan.json.${process.pid}`);
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, join(folder, "plan.json"));
  } finally {
    rmSync(unfinished, { force: true });
  }
  return ".launch/plan.json";
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
