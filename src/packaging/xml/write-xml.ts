/** XML as the platform's export writes it: two spaces, CRLF, nothing before the root and no line break behind it. */

/** Attributes in the order in which they are written. */
export type Attributes = Record<string, string>;

export interface XmlElement {
  name: string;
  attributes: Attributes;
  /** Text, or child elements; undefined for an element that closes itself (`<X />`). */
  content: string | XmlElement[] | undefined;
}

export function element(
  name: string,
  content?: string | XmlElement[],
  attributes: Attributes = {},
): XmlElement {
  return { name, attributes, content };
}

export const CRLF = "\r\n";

export interface XmlStyle {
  newline: string;
  /** How an empty list is written; an empty text is `<X></X>` always. */
  emptyList: "<X></X>" | "<X />";
}

/** The server's own export. (Sourced: server exports.) */
const EXPORTED: XmlStyle = { newline: CRLF, emptyList: "<X></X>" };

/** Writes an element. */
export function writeXml(root: XmlElement, style: XmlStyle = EXPORTED): string {
  const lines: string[] = [];
  write(root, "", lines, style);
  return lines.join(style.newline);
}

function write(node: XmlElement, indent: string, lines: string[], style: XmlStyle): void {
  const attributes = Object.entries(node.attributes)
    .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
    .join("");
  const { content, name } = node;
  const emptyList = Array.isArray(content) && content.length === 0;
  if (content === undefined || (emptyList && style.emptyList === "<X />"))
    lines.push(`${indent}<${name}${attributes} />`);
  else if (typeof content === "string")
    lines.push(`${indent}<${name}${attributes}>${escapeText(content)}</${name}>`);
  else if (content.length === 0) lines.push(`${indent}<${name}${attributes}></${name}>`);
  else {
    lines.push(`${indent}<${name}${attributes}>`);
    for (const child of content) write(child, `${indent}  `, lines, style);
    lines.push(`${indent}</${name}>`);
  }
}

/** A text as it is between two tags. */
export function escapeText(text: string): string {
  return (
    clean(text)
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      // A reader turns a bare carriage return into a line feed.
      .replaceAll("\r", "&#xD;")
  );
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#xA;").replaceAll("\t", "&#x9;");
}

/** XML 1.0 has no place for control characters, lone surrogates and the two noncharacters, not even escaped. */
function clean(text: string): string {
  return text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
