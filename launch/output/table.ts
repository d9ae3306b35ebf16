import Table from "cli-table3";

const NO_LINES = Object.fromEntries(
  ["top", "bottom", "left", "right"]
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat("mid", "mid-mid", "middle")
    .map((line) => [line, ""]),
);

/** A table without lines, two spaces in and two between columns; `right` names the columns with numbers. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const [first = []] = rows;
  const drawn = new Table({
    chars: NO_LINES,
    colAligns: first.map((_, column) => (right.includes(column) ? "right" : "left")),
    style: { "padding-left": 2, "padding-right": 0, head: [], border: [], compact: true },
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
