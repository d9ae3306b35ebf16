import { readFile, writeFile } from "node:fs/promises";
import { isMap, isSeq, parseDocument } from "yaml";
import { UserError } from "../declaration/faults.ts";

const ROUTES = ["config", "launch:routes"];
/** A login page: its kind brings a limit and keeps it out of the cache, so that several rulesets must change. */
const ADDED = { name: "rehearsal-added", path: "/rehearsal-added", kind: "auth" };

/** Adds one route to a stack file, on the host of its first route; returns the route's path. Throws UserError where there is none. */
export async function addRoute(stackFile: string): Promise<string> {
  const document = parseDocument(await readFile(stackFile, "utf8"));
  const routes = document.getIn(ROUTES);
  const first = isSeq(routes) ? routes.items[0] : undefined;
  if (!isSeq(routes) || !isMap(first))
    throw new UserError("no-routes", "launch:routes has no route", "Declare one.", 2);
  const host = first.get("host");
  routes.add(document.createNode(host === undefined ? ADDED : { ...ADDED, host }));
  await writeFile(stackFile, document.toString({ lineWidth: 0 }));
  return ADDED.path;
}
