/** Takes a suppression out of the text of a settings file; what else the author has written stays. */
import { isDeepStrictEqual } from "node:util";
import { onDemand } from "../json/on-demand.ts";
import { InputError } from "../json/problem.ts";
import { readYaml } from "../machine/yaml/read-yaml.ts";
import { SETTINGS_FILE, type Suppression } from "./settings.ts";

const yaml = onDemand<typeof import("yaml")>("yaml");

/**
 * @param entry exactly as the file has it; of several that are alike, the first goes
 * @returns undefined if nothing is left that a settings file is for: no setting, and no comment
 * @throws {InputError} `changed-meanwhile` if the file has no such suppression (any more), `settings-invalid` if it cannot be read
 */
export function removeSuppression(text: string, entry: Suppression): string | undefined {
  const { isSeq, parseDocument } = yaml();
  const { value } = readYaml(text, SETTINGS_FILE, "settings-invalid");
  const entries: Suppression[] = (value as { suppress?: Suppression[] } | null)?.suppress ?? [];
  const index = entries.findIndex((one) => isDeepStrictEqual(one, entry));
  if (index < 0)
    throw new InputError(
      "changed-meanwhile",
      `${SETTINGS_FILE} has no such suppression any more.`,
      "Look at the suppressions as they now are.",
    );
  const last = entries.length === 1;
  if (last && Object.keys(value as object).length === 1 && !/^\s*#/m.test(text)) return undefined;
  const document = parseDocument(text);
  const list = document.get("suppress", true);
  const item = isSeq(list) && !list.flow ? (list.items[index] as Node | undefined) : undefined;
  const lines = item?.range && linesOf(text, item.range);
  // The key goes with its last item; it is on the nearest line above.
  const key = last && lines ? /^suppress[ \t]*:[ \t]*(#.*)?\r?\n$/m.exec(text.slice(0, lines[0])) : undefined;
  if (lines && (!last || key)) return text.slice(0, key?.index ?? lines[0]) + text.slice(lines[1]);
  document.deleteIn(last ? ["suppress"] : ["suppress", index]);
  return String(document);
}

interface Node {
  range?: [number, number, number];
}

/** The whole lines of an item of a block list, with its dash; undefined where something else is on them. */
function linesOf(text: string, [start, end]: [number, number, number]): [number, number] | undefined {
  const dash = text.lastIndexOf("-", start);
  const first = text.lastIndexOf("\n", dash) + 1;
  if (text.slice(first, dash).trim() !== "" || text.slice(dash + 1, start).trim() !== "") return undefined;
  const valueEnd = text.slice(0, end).trimEnd().length;
  const next = text.indexOf("\n", valueEnd);
  return [first, next < 0 ? text.length : next + 1];
}
