/** The longest expression Cloudflare takes (ruleset-engine/rules-language/expressions, "Maximum length"). */
const LONGEST_EXPRESSION = 4096;

/**
 * Why Cloudflare would not parse an expression, in its own words; undefined where nothing is seen. A light look only:
 * length, quotes, escapes, parentheses, tabs. Fields, functions and types are not looked at here.
 */
export function lexicalFault(expression: string): string | undefined {
  if (expression.trim() === "") return "the expression is empty";
  if (expression.length > LONGEST_EXPRESSION) {
    return `the expression has ${expression.length} characters, more than the ${LONGEST_EXPRESSION} allowed`;
  }
  const bare = withoutStrings(expression);
  if (typeof bare !== "string") return parseError(bare.at, bare.why);
  const tab = bare.indexOf("\t");
  if (tab >= 0) return parseError(tab, "a tab is no white space in this language");
  return parenthesisFault(bare);
}

/** Whether a regular expression is used; the operator stands outside of quoted text. */
export function usesRegularExpression(expression: string): boolean {
  const bare = withoutStrings(expression);
  return typeof bare === "string" && /(^|[\s)])(matches|~)(?=[\s"(]|$)|\bregex_replace\(/.test(bare);
}

/** The fields an expression names: words with dots outside of quoted text, and `ssl`. */
export function fieldsOf(expression: string): readonly string[] {
  const bare = withoutStrings(expression);
  if (typeof bare !== "string") return [];
  const words = bare.match(/(?<![\w.$])(?:[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+|ssl)(?![\w.])/g) ?? [];
  return [...new Set(words)].map((word) => word.replace(/^(http\.request\.headers)\..*$/, "$1"));
}

function parseError(at: number, why: string): string {
  return `Filter parsing error (1:${at + 1}): ${why}`;
}

function parenthesisFault(bare: string): string | undefined {
  const closers: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]" };
  const open: string[] = [];
  for (const [at, character] of [...bare].entries()) {
    const closer = closers[character];
    if (closer !== undefined) open.push(closer);
    else if (")}]".includes(character) && open.pop() !== character) return parseError(at, `unexpected "${character}"`);
  }
  const missing = open.at(-1);
  return missing === undefined ? undefined : parseError(bare.length, `"${missing}" is missing`);
}

/**
 * The expression with every character of a quoted or raw string replaced by `"`, or where a string is at fault.
 * Source: cloudflare/wirefilter `engine/src/rhs_types/bytes.rs` (escapes: quote, backslash, \xHH, three octal digits);
 * the text after `matches` is a regular expression and may escape anything.
 */
function withoutStrings(expression: string): string | { readonly at: number; readonly why: string } {
  let bare = "";
  let rest = expression;
  while (rest !== "") {
    const raw = /^r(#*)"[\s\S]*?"\1/.exec(rest);
    const startsWord = !/\w$/.test(bare);
    const regular = /(matches|~)\s*$/.test(bare);
    const quoted = regular
      ? /^"(?:[^"\\]|\\[\s\S])*"/.exec(rest)
      : /^"(?:[^"\\]|\\(?:["\\]|x[0-9a-fA-F]{2}|[0-7]{3}))*"/.exec(rest);
    if (rest.startsWith('"') && quoted === null)
      return { at: bare.length, why: "a quoted string does not end, or holds an escape that is none" };
    const string = raw !== null && startsWord ? raw[0] : (quoted?.[0] ?? "");
    bare += string === "" ? rest.charAt(0) : '"'.repeat(string.length);
    rest = rest.slice(Math.max(string.length, 1));
  }
  return bare;
}
