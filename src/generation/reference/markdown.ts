/** The reference page as Markdown, in the order and form in which Microsoft Learn has it. */
import { beginning } from "../../json/cut.ts";
import type { JsonValue } from "../../json/values.ts";
import { exampleText } from "./example.ts";
import { fenced, inline, Slugger } from "./markup.ts";
import type { DefinitionEntry, OperationEntry, ReferencePage, Returns } from "./page.ts";
import type { Row, TypeText } from "./rows.ts";

/** Stands first on pages that are kept: they are not to be edited. */
const MADE =
  "<!-- Made by the connector workbench (reference) from the connector's own files; do not edit. -->";

/** Whether the text of a file, Markdown or HTML, is a reference page that was made here. */
export function isReference(text: string): boolean {
  return (
    /^<!-- Made by (?:`npm run reference`|the connector workbench \(reference\)) from/.test(text) ||
    /^<!doctype html>[\s\S]{0,1000}default-src 'none'; img-src data:/.test(text)
  );
}

/** Longer values in a table are not read; in characters. */
const MAX_VALUE = 500;

/** @returns text that ends with a line break */
export function referenceMarkdown(page: ReferencePage): string {
  return new Writer(page).write();
}

class Writer {
  readonly #page: ReferencePage;
  readonly #parts: string[] = [];
  readonly #slugs = new Slugger();
  /** Links are written before the headings they lead to: they are filled in at the end. */
  readonly #anchors = new Map<string, string>();

  constructor(page: ReferencePage) {
    this.#page = page;
  }

  write(): string {
    const page = this.#page;
    this.#parts.push(MADE);
    this.#heading(1, page.status ? `${page.title} (${page.status})` : page.title);
    if (page.description) this.#parts.push(inline(page.description));
    if (page.isCut)
      this.#parts.push("This page is not complete: the definition has more fields than a page can show.");
    this.#availability();
    this.#pairs("Contact", page.contact);
    this.#pairs("Connector Metadata", page.metadata);
    if (page.intro) this.#intro(page.intro);
    this.#connections();
    this.#throttling();
    this.#operations("Actions", page.actions);
    this.#operations("Triggers", page.triggers);
    if (page.definitions.length > 0) {
      this.#heading(2, "Definitions");
      for (const definition of page.definitions) this.#definition(definition);
    }
    const text = this.#parts
      .join("\n\n")
      .replace(/\0([^\0]*)\0/g, (_, key: string) => this.#anchors.get(key) ?? "");
    return `${text}\n`;
  }

  #heading(level: number, text: string, key?: string): void {
    const slug = this.#slugs.slug(text);
    if (key !== undefined) this.#anchors.set(key, slug);
    this.#parts.push(`${"#".repeat(level)} ${inline(text)}`);
  }

  /** A link to a heading that may come later. */
  #link(text: string, key: string): string {
    return `[${inline(text)}](#\0${key.replaceAll("\0", "")}\0)`;
  }

  #table(head: string[], rows: string[][]): void {
    const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
    this.#parts.push([line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n"));
  }

  #availability(): void {
    const { availability } = this.#page;
    if (availability.length === 0) return;
    this.#parts.push("This connector is available in the following products and regions:");
    this.#table(
      ["Service", "Class", "Regions"],
      availability.map(({ product, class: grade, except }) => [
        inline(product),
        inline(grade),
        except.length === 0
          ? inline(`All ${product} regions`)
          : `${inline(`All ${product} regions except the following:`)} ${except.map(inline).join("; ")}`,
      ]),
    );
  }

  #pairs(title: string, rows: readonly [string, string][]): void {
    if (rows.length === 0) return;
    this.#table(
      [inline(title), " "],
      rows.map(([label, value]) => [inline(label), inline(value)]),
    );
  }

  /** The author's own Markdown; only what would break the page around it is held back. */
  #intro(text: string): void {
    const lines: string[] = [];
    let fence: string | undefined;
    for (const line of text.replace(/\r\n?/g, "\n").replaceAll("\0", "").split("\n")) {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
      if (mark && fence === undefined) fence = mark;
      else if (mark && fence !== undefined && mark[0] === fence[0] && mark.length >= fence.length)
        fence = undefined;
      const heading = fence === undefined && !mark ? /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/.exec(line) : null;
      if (heading) this.#slugs.slug(plainHeading(heading[2] ?? ""));
      // The page has a title: a second one is a section.
      lines.push(heading?.[1] === "#" ? `#${line.trimStart()}` : line);
    }
    if (fence !== undefined) lines.push(fence);
    this.#parts.push(lines.join("\n"));
  }

  #connections(): void {
    const { connections } = this.#page;
    if (connections.length === 0) return;
    this.#heading(2, "Creating a connection");
    this.#parts.push("The connector supports the following authentication types:");
    this.#table(
      ["Authentication", "Description", "Regions", "Sharing"],
      connections.map((kind, index) => [
        this.#link(kind.title, `connection ${index}`),
        inline(kind.description),
        inline(kind.regions),
        kind.shareable ? "Shareable" : "Not shareable",
      ]),
    );
    for (const [index, kind] of connections.entries()) {
      this.#heading(3, kind.title, `connection ${index}`);
      if (kind.authId !== undefined) this.#parts.push(`Auth ID: ${inline(kind.authId)}`);
      this.#parts.push(`Applicable: ${inline(kind.regions)}`, inline(kind.description));
      this.#parts.push(
        kind.shareable
          ? "This is a shareable connection. If the power app is shared with another user, the connection is shared as well."
          : "This is not a shareable connection. If the power app is shared with another user, that user is asked to create a connection of their own.",
      );
      if (kind.parameters.length > 0)
        this.#table(
          ["Name", "Type", "Description", "Required"],
          kind.parameters.map(({ name, type, description, required }) => [
            inline(name),
            inline(type),
            inline(description),
            required ? "True" : "",
          ]),
        );
    }
  }

  #throttling(): void {
    const { throttling } = this.#page;
    if (throttling.length === 0) return;
    this.#heading(2, "Throttling Limits");
    this.#table(
      ["Name", "Calls", "Renewal Period"],
      throttling.map(({ name, calls, seconds }) => [inline(name), String(calls), `${seconds} seconds`]),
    );
  }

  #operations(title: "Actions" | "Triggers", entries: readonly OperationEntry[]): void {
    if (entries.length === 0) return;
    this.#heading(2, title);
    this.#table(
      [title.slice(0, -1), "Description"],
      entries.map((entry) => [
        this.#link(titleOf(entry), `operation ${entry.id}`),
        [...this.#deprecation(entry), inline(entry.description)].join(" "),
      ]),
    );
    for (const entry of entries) this.#operation(entry);
  }

  #deprecation(entry: OperationEntry): string[] {
    if (!entry.deprecated) return [];
    const { actions, triggers } = this.#page;
    const kind = actions.includes(entry) ? "action" : "trigger";
    const successor = [...actions, ...triggers].find(({ id }) => id === entry.successor);
    return successor
      ? [
          `This ${kind} has been deprecated. Please use ${this.#link(titleOf(successor), `operation ${successor.id}`)} instead.`,
        ]
      : [`This ${kind} has been deprecated.`];
  }

  #operation(entry: OperationEntry): void {
    this.#heading(3, titleOf(entry), `operation ${entry.id}`);
    this.#parts.push(`Operation ID: ${inline(entry.id)}`);
    this.#parts.push(...this.#deprecation(entry));
    if (entry.description) this.#parts.push(inline(entry.description));
    const row = (input: Row) => [
      inline(input.name),
      inline(input.path),
      input.required ? "True" : "",
      this.#type(input.type),
      inline(input.description),
    ];
    const head = ["Name", "Key", "Required", "Type", "Description"];
    if (entry.inputs.length > 0) {
      this.#heading(4, "Parameters");
      this.#table(head, entry.inputs.map(row));
    }
    if (entry.fixed.length > 0) {
      this.#heading(4, "Set by the connector");
      this.#table(
        [...head, "Value"],
        entry.fixed.map((input) => [
          ...row(input),
          `\`${shortly(JSON.stringify(input.fixed)).replace(/[`|\n]/g, " ")}\``,
        ]),
      );
    }
    this.#heading(4, "Returns");
    if (entry.headers.length === 0 || entry.returns.kind !== "nothing") this.#returns(entry.returns);
    if (entry.headers.length > 0) {
      this.#parts.push("Headers of the answer:");
      this.#rows(entry.headers);
    }
    // What a trigger is given shows in its parameters; what matters is what it brings.
    const isTrigger = this.#page.triggers.includes(entry);
    if (entry.request !== undefined && !isTrigger) this.#example("Example request", entry.request);
    if (entry.response !== undefined)
      this.#example(isTrigger ? "Example payload" : "Example response", entry.response);
  }

  #returns(returns: Returns): void {
    if (returns.kind === "nothing")
      this.#parts.push("This operation returns nothing that later steps could use.");
    else if (returns.kind === "dynamic") this.#parts.push("The outputs of this operation are dynamic.");
    else if (returns.kind === "rows") this.#rows(returns.rows);
    else
      this.#parts.push(
        `${inline(returns.name)}: ${this.#type(returns.type)}${returns.description ? `. ${inline(returns.description)}` : ""}`,
      );
  }

  #rows(rows: readonly Row[]): void {
    this.#table(
      ["Name", "Path", "Type", "Description"],
      rows.map(({ name, path, type, description }) => [
        inline(name),
        inline(path),
        this.#type(type),
        inline(description),
      ]),
    );
  }

  #type({ text, definition }: TypeText): string {
    if (definition === undefined) return inline(text);
    const before = text.slice(0, text.length - definition.length);
    return `${inline(before)}${before ? " " : ""}${this.#link(definition, `definition ${definition}`)}`;
  }

  #example(title: string, value: JsonValue): void {
    this.#heading(4, title);
    this.#parts.push(fenced("json", exampleText(value)));
  }

  #definition({ name, description, rows }: DefinitionEntry): void {
    this.#heading(3, name, `definition ${name}`);
    if (description) this.#parts.push(inline(description));
    if (rows.length > 0) this.#rows(rows);
  }
}

/** A value as long as a cell of a table may be. */
function shortly(text: string): string {
  return text.length <= MAX_VALUE ? text : `${beginning(text, MAX_VALUE)}…`;
}

/** What makers are warned of follows the title, unless the author has put it there. */
function titleOf({ title, deprecated, preview }: OperationEntry): string {
  if (deprecated) return /deprecated/i.test(title) ? title : `${title} [DEPRECATED]`;
  return preview && !/preview/i.test(title) ? `${title} (Preview)` : title;
}

/** A heading of the intro without its markup, for its anchor. */
function plainHeading(text: string): string {
  return text.replace(/[*_`]/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}
