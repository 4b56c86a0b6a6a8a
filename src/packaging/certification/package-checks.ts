/**
 * The checks of Microsoft's certification package validator (a PowerShell script), one after another and by the numbers
 * under which docs/packaging.md lists them. The script reports in prose and always ends with exit code 0; this says
 * what failed. (Sourced: certification validator.)
 */
import { InputError } from "../../json/problem.ts";
import { fileNamed } from "../read/solution-layout.ts";
import { descendants, readXml, type XmlNode } from "../xml/read-xml.ts";
import type { Archive } from "../zip/nested.ts";
import type { Check } from "./check.ts";
import { serverChecks } from "./server-checks.ts";

export type SolutionKind = "connector" | "flow" | "plugin" | "other";

export interface CheckedPackage {
  checks: Check[];
  /** Solutions of the package with what the validator takes each for. */
  solutions: { label: string; kind: SolutionKind; archive: Archive }[];
  /** True if the script would print its success text. */
  passed: boolean;
}

/**
 * Runs the checks on a package that is already open.
 * @param plugin whether an AI plug-in is expected: the script's second argument
 */
export function checkPackage(outer: Archive, plugin: boolean): CheckedPackage {
  const run = new Run();
  run.skip("1", "arguments are given", "the file and the plug-in choice are given by this program");
  run.skip("2", "the path is one of a Windows drive", "only the script itself needs one: run it on Windows");
  run.skip("3", "the path is absolute", "the file is already open");
  run.skip("4", "the path is not a folder", "the file is already open");
  run.check("5", "the file is called *.zip", /\.zip$/i.test(outer.label), outer.label);
  run.skip("6", "the second argument is y, yes, n or no", plugin ? "yes" : "no");
  const inner = level1(outer, run);
  const assets = inner && level2(inner, run);
  const solutions = inner && assets !== undefined ? level3(inner, assets, plugin, run) : [];
  const checked = solutions.map((archive) => ({
    label: archive.label,
    kind: checkSolution(archive, plugin, run),
    archive,
  }));
  const count = (kind: SolutionKind) => checked.filter((solution) => solution.kind === kind).length;
  const needs = [
    `connector solutions: ${count("connector")}`,
    `flow solutions: ${count("flow")}`,
    ...(plugin ? [`plug-in solutions: ${count("plugin")}`] : []),
  ];
  run.check(
    "14",
    plugin
      ? "there is a connector, a flow and a plug-in solution"
      : "there is a connector and a flow solution",
    count("connector") > 0 && count("flow") > 0 && (!plugin || count("plugin") > 0),
    needs.join(", "),
  );
  const passed = run.checks.every((check) => check.outcome !== "failed");
  run.check("15", "the script would say that the structure is correct", passed, passed ? "yes" : "no");
  const known = checked.filter(({ kind }) => kind !== "other").map(({ archive }) => archive);
  run.checks.push(...serverChecks(outer, assets, known));
  return { checks: run.checks, solutions: checked, passed };
}

/** The numbers of the checks by outcome, a line each: `package checks passed: 5, 7, 8`. */
export function summarizeChecks(checks: readonly Check[]): string[] {
  return (["passed", "warning", "failed", "not applicable"] as const).flatMap((outcome) => {
    // One number can stand for several questions; it has passed if all of them have.
    const numbers = [
      ...new Set(checks.filter((check) => check.outcome === outcome).map((check) => check.number)),
    ];
    return numbers.length === 0 ? [] : [`package checks ${outcome}: ${numbers.join(", ")}`];
  });
}

class Run {
  checks: Check[] = [];

  check(number: string, title: string, passed: boolean, detail: string): boolean {
    this.checks.push({ number, title, outcome: passed ? "passed" : "failed", detail });
    return passed;
  }

  skip(number: string, title: string, detail: string): void {
    this.checks.push({ number, title, outcome: "not applicable", detail });
  }
}

/** Names of the folders and files directly inside a folder of an archive; folders that only files imply count, too. */
function listing(archive: Archive, folder = ""): { folders: string[]; files: string[] } {
  const prefix = folder === "" ? "" : `${folder}/`;
  const folders = new Set<string>();
  const files: string[] = [];
  for (const name of archive.files.keys()) {
    if (!name.startsWith(prefix)) continue;
    const rest = name.slice(prefix.length);
    if (rest.includes("/")) folders.add(rest.slice(0, rest.indexOf("/")));
    else files.push(rest);
  }
  for (const name of archive.folders) {
    const rest = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    if (rest !== "") folders.add(rest.split("/")[0] ?? "");
  }
  return { folders: [...folders], files };
}

const withExtension = (files: string[], extension: string) =>
  files.filter((name) => name.toLowerCase().endsWith(extension));

const listed = (names: string[]) => (names.length === 0 ? "none" : names.join(", "));

function level1(outer: Archive, run: Run): Archive | undefined {
  const { folders, files } = listing(outer);
  const texts = withExtension(files, ".md");
  const zips = withExtension(files, ".zip");
  run.check("7", "the outer archive holds no folder", folders.length === 0, listed(folders));
  run.check("7", "the outer archive holds one *.md", texts.length === 1, listed(texts));
  run.check("7", "the outer archive holds one *.zip", zips.length === 1, listed(zips));
  return open(outer, zips.length === 1 ? zips[0] : undefined, "7", run);
}

function level2(inner: Archive, run: Run): string | undefined {
  const { folders } = listing(inner);
  run.check("8", "the inner archive holds one folder", folders.length === 1, listed(folders));
  return folders.length === 1 ? folders[0] : undefined;
}

function level3(inner: Archive, folder: string, plugin: boolean, run: Run): Archive[] {
  const { folders, files } = listing(inner, folder);
  const zips = withExtension(files, ".zip");
  const wanted = plugin ? 3 : 2;
  run.check("9", `${folder} holds no folder`, folders.length === 0, listed(folders));
  run.check("9", `${folder} holds ${wanted} solutions`, zips.length === wanted, listed(zips));
  return zips.flatMap((name) => open(inner, `${folder}/${name}`, "10", run) ?? []);
}

function open(archive: Archive, name: string | undefined, number: string, run: Run): Archive | undefined {
  if (name === undefined) return undefined;
  try {
    return archive.open(name);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    run.check(number, `${name} can be opened`, false, error.message);
    return undefined;
  }
}

const ROOT_FILES = ["[Content_Types].xml", "customizations.xml", "solution.xml"];

function checkSolution(archive: Archive, plugin: boolean, run: Run): SolutionKind {
  const name = archive.label.split("/").at(-1) ?? archive.label;
  const { folders, files } = listing(archive);
  const lower = files.map((file) => file.toLowerCase());
  const missing = ROOT_FILES.filter((file) => !lower.includes(file.toLowerCase()));
  run.check(
    "10",
    `${name} holds the three files of a solution`,
    missing.length === 0,
    missing.length === 0 ? "all three" : `missing: ${listed(missing)}`,
  );
  const file = fileNamed(archive, "customizations.xml");
  const bytes = file === undefined ? undefined : archive.files.get(file);
  if (!bytes) return "other";
  let root: XmlNode;
  try {
    root = readXml(bytes, `${name}/customizations.xml`);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    run.check("11", `${name}: customizations.xml is XML`, false, error.message);
    return "other";
  }
  run.check("11", `${name}: customizations.xml is XML`, true, "well-formed");
  const connector = isFilled(root, "Connector");
  const workflows = isFilled(root, "Workflows");
  const extension = plugin && isFilled(root, "aicopilot_aiplugin");
  const needed = new Set<string>();
  if (connector) needed.add("Connector");
  if (workflows) for (const folder of ["Workflows", "Connector"]) needed.add(folder);
  if (extension) for (const folder of ["Connector", "aiplugins", "aipluginoperations"]) needed.add(folder);
  // PowerShell compares names without regard to case.
  const present = folders.map((folder) => folder.toLowerCase());
  const absent = [...needed].filter((folder) => !present.includes(folder.toLowerCase()));
  run.check(
    "12",
    `${name} holds the folders of what it declares`,
    absent.length === 0,
    absent.length === 0 ? listed([...needed]) : `missing: ${listed(absent)}`,
  );
  const kind: SolutionKind = !connector ? "other" : extension ? "plugin" : workflows ? "flow" : "connector";
  run.check("13", `${name} is a solution of a known kind`, kind !== "other", kind);
  return kind;
}

/** What the script takes for present: the first element of a name that has children or attributes. */
function isFilled(root: XmlNode, name: string): boolean {
  const [first] = root.name === name ? [root] : descendants(root, name);
  // Text counts as a child in the script's reader as well.
  return first !== undefined && (first.children.length > 0 || first.attributes.size > 0 || first.text !== "");
}
