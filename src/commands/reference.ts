/** `npm run reference`: a connector's reference page, as Markdown and as one HTML file. */

import path from "node:path";
import { Option } from "commander";
import { readConnector } from "../definition/connector-folder.ts";
import { readableDefinition } from "../definition/readable.ts";
import { referenceHtml } from "../generation/reference/html.ts";
import { isReference, referenceMarkdown } from "../generation/reference/markdown.ts";
import { referencePage } from "../generation/reference/page.ts";
import { ownObject, ownString } from "../json/values.ts";
import { refuseForeign } from "../machine/files/own-output.ts";
import { kindOf, readNamed } from "../machine/files/read-inside.ts";
import { cannotWrite, makeFolder, removeMade, replaceAll } from "../machine/files/write-whole.ts";
import { hideKnown } from "../machine/redaction/known.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { commandLine } from "../machine/terminal/invocation.ts";
import { writeErr, writeNotes, writeOut } from "../machine/terminal/out.ts";
import { printable, printableJson } from "../machine/terminal/printable.ts";

export default defineCommand("reference", (create) => {
  const command = create("Writes the reference page of a connector, in the form of Microsoft Learn.", [
    ["", "reference.md and reference.html of this connector, into docs/"],
    ["../mine --output ../mine/docs", "the same for another connector"],
    [". --check", "check whether docs/reference.md is current; change nothing"],
  ])
    .argument("[folder]", "folder of the connector, or its definition file", ".")
    .option("-o, --output <folder>", "where to write reference.md and reference.html", "docs")
    .addOption(new Option("--format <format>", "output format").choices(["text", "json"]).default("text"))
    .option("--check", "exit with 1 if an existing page is out of date or reference.md is missing");
  return {
    command,
    run: () => {
      const { output, check, format } = command.opts<{
        output: string;
        check?: boolean;
        format: "text" | "json";
      }>();
      const pages = pagesOf(command.args[0] ?? ".", output);
      const isJson = format === "json";
      return check ? checkPages(pages, isJson) : writePages(pages, output, isJson);
    },
  };
});

interface Page {
  file: string;
  text: string;
  /** Who keeps only the Markdown has a current page. */
  isKept: boolean;
}

/** @throws {InputError} if the folder has no definition that can be read */
function pagesOf(folder: string, output: string): Page[] {
  const connector = readConnector(folder);
  readableDefinition(connector, folder);
  const page = referencePage(connector);
  const markdown = hideKnown(referenceMarkdown(page));
  const html = referenceHtml(markdown, {
    title: page.status ? `${page.title} (${page.status})` : page.title,
    icon: connector.icon?.bytes,
    color: ownString(ownObject(connector.properties?.value, "properties"), "iconBrandColor"),
  });
  return [
    { file: path.join(output, "reference.md"), text: markdown, isKept: true },
    { file: path.join(output, "reference.html"), text: html, isKept: false },
  ];
}

function writePages(pages: readonly Page[], output: string, isJson: boolean): number {
  // The folder itself may be new; one above it that is not there is misspelt.
  const full = path.resolve(output);
  const isNew = kindOf(full) === "none" && kindOf(path.dirname(full)) === "folder";
  const made = isNew ? newFolder(full, output) : [];
  for (const { file } of pages) refuseForeign(file, isReference);
  try {
    writeNotes(replaceAll(pages.map(({ file, text }) => ({ file, content: text }))));
  } catch (error) {
    removeMade(made);
    throw error;
  }
  if (isJson) writeOut(asJson({ written: pages.map(({ file }) => file) }));
  else writeErr(`Written: ${pages.map(({ file }) => printable(file)).join(", ")}\n`);
  return EXIT.fine;
}

function newFolder(full: string, named: string): string[] {
  try {
    return makeFolder(full);
  } catch (error) {
    throw cannotWrite(named, error);
  }
}

function asJson(value: object): string {
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}

function checkPages(pages: readonly Page[], isJson: boolean): number {
  const stale = pages.filter(({ file, text, isKept }) => {
    const there = read(file);
    return there === undefined ? isKept : there !== text;
  });
  if (isJson) {
    writeOut(asJson({ current: stale.length === 0, outOfDate: stale.map(({ file }) => file) }));
    return stale.length === 0 ? EXIT.fine : EXIT.findings;
  }
  if (stale.length === 0) {
    writeErr("The reference page is current.\n");
    return EXIT.fine;
  }
  writeErr(
    `Out of date: ${stale.map(({ file }) => printable(file)).join(", ")}. Run ${commandLine("reference", "")}.\n`,
  );
  return EXIT.findings;
}

function read(file: string): string | undefined {
  const found = readNamed(file);
  return found.ok ? found.bytes.toString("utf8") : undefined;
}
