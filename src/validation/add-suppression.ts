/** Writes a suppression into the text of a settings file; what the author has written stays as it is. */
import { onDemand } from "../json/on-demand.ts";
import { InputError } from "../json/problem.ts";
import { readYaml } from "../machine/yaml/read-yaml.ts";
import { SETTINGS_FILE, type Suppression } from "./settings.ts";
import { shapeFault } from "./settings-shape.ts";

const yaml = onDemand<typeof import("yaml")>("yaml");

/**
 * @param text of the settings file; undefined if there is none yet
 * @throws {InputError} `settings-invalid` if the file cannot be read, or cannot be added to
 */
export function addSuppression(text: string | undefined, entry: Suppression): string {
  const { isSeq, parseDocument, stringify } = yaml();
  const eol = text?.includes("\r\n") ? "\r\n" : "\n";
  const { rule, file, at, reason } = entry;
  // What is undefined is left out.
  const item = stringify([{ rule, file, at, reason }], { lineWidth: 0 }).trimEnd();
  const indented = (by: string) =>
    item
      .split("\n")
      .map((line) => (line === "" ? "" : by + line))
      .join(eol);
  if (text === undefined || text.trim() === "")
    return checked(`${text ?? ""}suppress:${eol}${indented("  ")}${eol}`);
  readYaml(text, SETTINGS_FILE, "settings-invalid");
  const document = parseDocument(text);
  const list = document.get("suppress", true);
  if (list === undefined) {
    // An object in braces, and a file that is JSON, are rewritten as a whole.
    if (/^\s*\{/.test(text)) return checked(rewritten(document, entry));
    return checked(`${text}${/(^|\n)$/.test(text) ? "" : eol}suppress:${eol}${indented("  ")}${eol}`);
  }
  const range = isSeq(list) ? list.range : undefined;
  const first = isSeq(list) ? (list.items[0] as { range?: [number, number, number] } | undefined) : undefined;
  if (!isSeq(list) || list.flow || !range || !first?.range) return checked(rewritten(document, entry));
  const dash = text.lastIndexOf("-", first.range[0]);
  const line = text.lastIndexOf("\n", dash) + 1;
  const by = text.slice(line, dash);
  if (by.trim() !== "") return checked(rewritten(document, entry));
  const end = text.slice(0, range[1]).trimEnd().length;
  return checked(`${text.slice(0, end)}${eol}${indented(by)}${text.slice(end) || eol}`);
}

function rewritten(
  document: ReturnType<ReturnType<typeof yaml>["parseDocument"]>,
  entry: Suppression,
): string {
  const value = (document.toJS() ?? {}) as { suppress?: Suppression[] };
  document.set("suppress", document.createNode([...(value.suppress ?? []), entry]));
  return String(document);
}

/** What would not be read is not written. */
function checked(text: string): string {
  const source = readYaml(text, SETTINGS_FILE, "settings-invalid");
  const fault = shapeFault(source.value);
  if (fault) throw source.invalid(fault.tokens, fault.message, fault.help);
  if (!text.includes("suppress"))
    throw new InputError("settings-invalid", `${SETTINGS_FILE} cannot be added to.`, "Edit it by hand.");
  return text;
}
