/** What a solution holds besides the connectors that are taken out of it. */
import { counted } from "../../machine/terminal/counted.ts";
import { childText } from "../xml/read-xml.ts";
import type { ReadSolution } from "./read-solution.ts";
import { VARIABLE_FOLDER } from "./read-variables.ts";

/** Types of root components by number, with a word for them. (Documented: solution component entity; those above 10,000 differ from one organisation to the next.) */
const TYPES: Record<string, string> = {
  "1": "table",
  "2": "column",
  "9": "choice",
  "10": "relationship",
  "20": "security role",
  "24": "form",
  "26": "view",
  "29": "process",
  "31": "report",
  "36": "template",
  "59": "chart",
  "60": "form",
  "61": "web resource",
  "62": "site map",
  "63": "connection role",
  "66": "custom control",
  "70": "column security profile",
  "80": "model-driven app",
  "90": "plug-in type",
  "91": "plug-in assembly",
  "92": "plug-in step",
  "95": "service endpoint",
  "300": "canvas app",
};

/** Folders of components that need not be among the root components, with a word for what a folder in them is. */
const FOLDERS: Record<string, string> = {
  bots: "agent",
  botcomponents: "agent component",
  canvasapps: "canvas app",
  customapis: "custom API",
  appmodules: "model-driven app",
  webresources: "web resource",
  pluginassemblies: "plug-in assembly",
  modernflows: "cloud flow",
  workflows: "process",
  entities: "table",
  roles: "security role",
  optionsets: "choice",
  dvtablesearchs: "table search",
  aiplugins: "AI plug-in",
  msdyn_aimodels: "AI model",
};

/** Names that one line shows. */
const MAX_NAMED = 4;

/**
 * Lines such as `3 cloud flows: a, b, c`.
 * @param taken logical names of the connectors that are taken
 * @param variables names, in lower case, of the environment variables that are taken with them
 */
export function restOf(
  read: ReadSolution,
  taken: ReadonlySet<string>,
  variables: ReadonlySet<string>,
): string[] {
  const lines: string[] = [];
  const say = (names: readonly string[], what: string) => {
    if (names.length === 0) return;
    const shown = names.filter((name) => name !== "").slice(0, MAX_NAMED);
    const more = names.length > shown.length && shown.length > 0 ? ", …" : "";
    lines.push(
      `${counted(names.length, what).replace(/sss$|ys$/, (end) => (end === "ys" ? "ies" : "sses"))}${shown.length > 0 ? `: ${shown.join(", ")}${more}` : ""}`,
    );
  };
  const others = read.connectors
    .map((node) => childText(node, "name") ?? "")
    .filter((name) => !taken.has(name));
  say(others, "connector");
  const flows = read.flows.filter(({ category }) => category === "5" || category === "");
  say(
    flows.map(({ name }) => name),
    "cloud flow",
  );
  say(
    read.flows.filter((flow) => !flows.includes(flow)).map(({ name }) => name),
    "process",
  );
  say(read.references, "connection reference");
  say(
    read.variables.map(({ schemaName }) => schemaName).filter((name) => !variables.has(name.toLowerCase())),
    "environment variable",
  );
  const byType = Map.groupBy(
    read.roots.filter(
      ({ type }) => !["29", "371", "372", "380", "381", "connectionreference"].includes(type),
    ),
    ({ type }) => type,
  );
  for (const [type, roots] of byType)
    say(
      roots.map(({ schemaName }) => schemaName ?? ""),
      TYPES[type] ?? `component of type ${type}`,
    );
  const said = new Set([...byType.keys()].map((type) => TYPES[type]));
  for (const [folder, names] of folders(read)) {
    const what = FOLDERS[folder.toLowerCase()];
    if (
      what === "process" || what === "cloud flow" ? flows.length > 0 || read.flows.length > 0 : said.has(what)
    )
      continue;
    say(names, what ?? `part in ${folder}/`);
  }
  for (const section of read.customizations?.children ?? []) {
    // Sections of their own folder or list have been counted.
    if (COUNTED.has(section.name) || said.has(FOLDERS[section.name.toLowerCase()])) continue;
    if (section.contentEnd > section.contentStart + 4) lines.push(`what stands under <${section.name}>`);
  }
  return lines;
}

const COUNTED = new Set(["Connectors", "Workflows", "connectionreferences", "Languages"]);

/** Folders of the solution with the names of what is in them, those apart that are read otherwise. */
function folders(read: ReadSolution): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  const { base, kind } = read.layout;
  // A repository in the YAML format holds several solutions: which components are whose, its lists say.
  if (kind === "yaml") return new Map();
  for (const name of read.archive.files.keys()) {
    if (!name.startsWith(base)) continue;
    const [folder = "", item] = name.slice(base.length).split("/");
    if (item === undefined || OWN.has(folder.toLowerCase()) || folder.startsWith(".")) continue;
    const items = found.get(folder) ?? new Set();
    found.set(folder, items.add(item.replace(/\.[^.]*$/, "")));
  }
  return new Map([...found].map(([folder, items]) => [folder, [...items]]));
}

const OWN = new Set(["connector", "connectors", "other", "connectionreferences", VARIABLE_FOLDER]);
