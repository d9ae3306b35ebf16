import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseAllDocuments } from "yaml";
import type { Fault } from "./faults.ts";
import type { Finding, Path } from "./finding.ts";
import { explainScalar } from "./yaml-scalar.ts";

/** The content of a stack file, and what its text holds that the engine or another reader would alter. */
export interface StackFile {
  /** Every top-level key with its value. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
}

/** Reads the text of a stack file; faults alone when it is no YAML. Paths of findings start at the file's top. */
export function readStackFile(text: string): StackFile | readonly Fault[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    version: "1.2",
  });
  if (!Array.isArray(documents)) return { content: {}, findings: [] };
  const faults = documents.flatMap((document) => syntaxFaults(document, lines));
  const [first, second] = documents;
  if (second !== undefined) {
    faults.push({
      key: "---",
      why: "A stack file holds one document; the engine reads the first only.",
      write: "one document",
    });
  }
  if (first?.directives?.yaml.explicit === true) {
    faults.push({ key: "%YAML", why: "Readers differ on what this line changes.", write: "nothing; remove the line" });
  }
  if (faults.length > 0) return faults;
  const findings: Finding[] = [];
  const content = first?.contents == null ? {} : readNode(first.contents, [], findings);
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    return [{ key: "config", why: "The file is not a map.", write: "config: with the settings below it" }];
  }
  // It is an object that is no list: a map from the text keys that `readNode` gave it.
  return { content: content as Record<string, unknown>, findings };
}

function syntaxFaults(document: Document.Parsed | Document, lines: LineCounter): Fault[] {
  return document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    const tab = error.code === "TAB_AS_INDENT";
    return {
      key: `line ${line}, column ${col}`,
      why: `This is not YAML: ${error.message.replace(/\.?$/, ".")}`,
      write: tab ? "spaces instead of the tab" : "the same indentation and closed brackets and quotes",
    };
  });
}

/** The plain value of a node; whatever readers don't agree on is reported and stands as written. */
function readNode(node: unknown, path: Path, findings: Finding[]): unknown {
  if (isAlias(node)) {
    findings.push({ path, why: "A reference to another place hides what is set here.", write: "the value itself" });
    return null;
  }
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
  if (node.anchor !== undefined) {
    findings.push({
      path,
      why: "An anchor hides what is set where it is used.",
      write: `the value without &${node.anchor}`,
    });
  }
  if (node.tag !== undefined) {
    findings.push({ path, why: "Readers differ on what a tag changes.", write: "the value without its tag" });
  }
  if (isSeq(node)) return node.items.map((item, index) => readNode(item, [...path, index], findings));
  if (isMap(node)) return readMap(node.items, path, findings);
  const advice = explainScalar(node);
  if (advice !== undefined) findings.push({ path, ...advice });
  return advice === undefined ? node.value : node.source;
}

function readMap(pairs: readonly Pair[], path: Path, findings: Finding[]): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const { key, value } of pairs) {
    const name = isScalar(key) ? (key.source ?? String(key.value ?? "")) : String(key);
    const at = [...path, name];
    const advice = isScalar(key)
      ? explainKey(name, explainScalar(key), key.value)
      : { why: "A key is one word.", write: "a plain key" };
    if (entries.has(name)) findings.push({ path: at, why: "This key stands twice in the same map.", write: "it once" });
    if (advice !== undefined) findings.push({ path: at, ...advice });
    entries.set(name, readNode(value, at, findings));
  }
  return Object.fromEntries(entries);
}

function explainKey(
  name: string,
  ambiguous: ReturnType<typeof explainScalar>,
  value: unknown,
): ReturnType<typeof explainScalar> {
  if (name === "<<") return { why: "A merge hides what is set here.", write: "the settings themselves" };
  if (ambiguous === undefined && typeof value === "string") return undefined;
  return { why: "Without quotes this key is not text.", write: `"${name}"` };
}
