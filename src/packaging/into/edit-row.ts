/** Changes the row of one connector in the text of its XML and leaves every other character as it is. */
import { childNamed, type XmlNode } from "../xml/read-xml.ts";
import { escapeText } from "../xml/write-xml.ts";

/** Elements of a row in the order of the export. (Sourced: server exports.) */
const ORDER = [
  "connectorid",
  "description",
  "displayname",
  "iconbrandcolor",
  "name",
  "connectortype",
  "scriptoperations",
  "openapidefinition",
  "connectionparameters",
  "connectionparametersets",
  "policytemplateinstances",
  "customcodeblobcontent",
  "iconblob",
];

interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * @param text the decoded text that the row was read from
 * @param wanted texts by element; undefined takes an element out
 */
export function editRow(
  text: string,
  row: XmlNode,
  wanted: ReadonlyMap<string, string | undefined>,
): { text: string; changed: string[] } {
  const edits: Edit[] = [];
  const changed: string[] = [];
  for (const [name, value] of wanted) {
    const node = childNamed(row, name);
    if (node ? node.text === value : value === undefined || value === "") continue;
    changed.push(name);
    if (node && value === undefined)
      edits.push({ start: lineStart(text, node.start), end: node.end, text: "" });
    else if (node) edits.push({ start: node.start, end: node.end, text: written(name, value ?? "") });
    else edits.push(insertion(text, row, name, value ?? ""));
  }
  edits.sort((a, b) => a.start - b.start);
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return { text: parts.join("") + text.slice(at), changed };
}

function written(name: string, value: string): string {
  return `<${name}>${escapeText(value)}</${name}>`;
}

/** Behind the nearest element that is in front of it in an export, on a line of its own. */
function insertion(text: string, row: XmlNode, name: string, value: string): Edit {
  const before = ORDER.slice(0, ORDER.indexOf(name)).reverse();
  const anchor = before.map((other) => childNamed(row, other)).find((node) => node !== undefined);
  const [first] = row.children;
  const at = anchor?.end ?? row.contentStart;
  const gap = first ? text.slice(lineStart(text, first.start), first.start) : "";
  return { start: at, end: at, text: `${gap}${written(name, value)}` };
}

/** Where the white space in front of an element begins, its line break included. */
function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && /[ \t\r\n]/.test(text[start - 1] ?? "")) start--;
  return start;
}
