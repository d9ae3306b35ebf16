import { isMap, isPair, isScalar, type Node, parseDocument, visit } from "yaml";
import { UserError } from "../declaration/faults.ts";

/** What ties a stack file to its real backend; Pulumi writes these at the top level. */
const TIES = new Set(["secretsprovider", "encryptedkey", "encryptionsalt"]);

/** Stands in the copy where the real file has an encrypted value, which only its own key could open. */
const REHEARSED_VALUE = "rehearsed-value";

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly put: string;
}

/**
 * The text of a stack file for the rehearsal: without the lines that tie it to its secrets provider, and with a stand-in
 * for each encrypted value. All else stays as written, letter by letter. Throws UserError when it is no YAML.
 */
export function untie(text: string, name: string): string {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken !== undefined)
    throw new UserError("stack-file", `${name} is no YAML: ${broken.message}`, "Mend that line.", 2);
  const cuts: Cut[] = [];
  if (isMap(document.contents)) {
    for (const { key, value } of document.contents.items) {
      if (!isScalar(key) || !TIES.has(String(key.value)) || !key.range) continue;
      // The document was parsed from text, so every node has a range; an absent value ends where its key does.
      const end = (value as Node | null)?.range?.[2] ?? key.range[2];
      cuts.push({ from: key.range[0], to: end, put: "" });
    }
  }
  visit(document, {
    Map(_key, map) {
      const [only] = map.items;
      if (map.items.length !== 1 || !isPair(only) || !isScalar(only.key) || only.key.value !== "secure") return;
      if (!isScalar(only.value) || !map.range || !only.value.range) return;
      // The map's own range goes on over what follows its last line.
      const end = map.flow ? map.range[1] : only.value.range[1];
      cuts.push({ from: map.range[0], to: end, put: JSON.stringify(REHEARSED_VALUE) });
      return visit.SKIP;
    },
  });
  return cuts
    .sort((one, other) => other.from - one.from)
    .reduce((left, cut) => left.slice(0, cut.from) + cut.put + left.slice(cut.to), text);
}

/**
 * The text as it was written, with the salt that `pulumi stack init` made: that command rewrites the whole file, alters
 * its dates and takes its layout.
 */
export function withSalt(written: string, rewritten: string): string {
  const salt = parseDocument(rewritten).get("encryptionsalt");
  const end = written === "" || written.endsWith("\n") ? "" : "\n";
  return typeof salt === "string" ? `${written}${end}encryptionsalt: ${salt}\n` : written;
}
