/**
 * Packages every connector below a folder and unpacks each package again:
 *
 *   npm run bench -- round-trip FOLDER [COUNT] [FORMAT]
 *
 * A connector without an intro or an icon borrows this repository's for the certification package.
 * Says which connectors come back different, and in what; and whether unpacking over the source changes a byte of it.
 */
import path from "node:path";
import { type ConnectorFolder, readConnector } from "../src/definition/connector-folder.ts";
import { findConnectors } from "../src/definition/find-connectors.ts";
import { get, type JsonNode, parseTree, sameMeaning } from "../src/json/tree.ts";
import { buildPackages } from "../src/packaging/build.ts";
import { FORMATS } from "../src/packaging/options.ts";
import { recognize } from "../src/packaging/read/recognize.ts";
import { stripSecrets } from "../src/packaging/secrets.ts";
import { unpackConnector } from "../src/packaging/unpack/unpack.ts";
import { verifyPackage } from "../src/packaging/verify/verify.ts";
import { readArchive } from "../src/packaging/zip/nested.ts";
import { writeZip, type ZipEntry } from "../src/packaging/zip/write-zip.ts";

const tally = new Map<string, string[]>();
const note = (what: string, name: string): void => {
  tally.set(what, [...(tally.get(what) ?? []), name]);
};
let trips = 0;

export async function run([folder = ".", count, format]: string[]): Promise<void> {
  const started = performance.now();
  const own = readConnector(path.join(import.meta.dirname, ".."));
  const roots = findConnectors([folder]).slice(0, count === undefined ? undefined : Number(count));
  for (const root of roots) {
    const read = readConnector(root);
    for (const only of FORMATS) {
      if (format !== undefined && format !== only) continue;
      const { intro = own.intro, icon = own.icon } = read;
      const connector = only === "certification" ? { ...read, intro, icon } : read;
      const build = buildPackages(connector, { only: [only], leaveOut: ["script"] });
      if (!build.ok) {
        const [error] = build.notices.filter((notice) => notice.severity === "error");
        note(`${only}: not built: ${error?.code}`, connector.name);
        continue;
      }
      for (const [label, bytes] of archivesOf(only, build.formats[0]?.files ?? []))
        trip(connector, only, label, bytes);
    }
  }
  for (const [what, names] of [...tally].sort((a, b) => a[0].localeCompare(b[0])))
    process.stdout.write(`${String(names.length).padStart(5)}  ${what}  (${names.slice(0, 3).join(", ")})\n`);
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${roots.length} connectors, ${trips} round trips, ${seconds.toFixed(1)} s\n`);
}

/** What is read back: archives as they are, folders zipped, the template as a file. */
function archivesOf(format: string, files: { path: string; bytes: Uint8Array }[]): [string, Buffer][] {
  if (format === "logic-apps")
    return files
      .filter((file) => file.path.endsWith(".json"))
      .map((file) => ["azuredeploy.json", Buffer.from(file.bytes)]);
  const zips = files
    .filter((file) => file.path.endsWith(".zip"))
    .map((file): [string, Buffer] => [file.path.split("/").at(-1) ?? "", Buffer.from(file.bytes)]);
  const prefix = format === "solution" ? "solution/unpacked/" : `${format}/`;
  if (format === "flow") return zips;
  const loose: ZipEntry[] = files
    .filter((file) => file.path.startsWith(prefix) && !file.path.endsWith(".zip"))
    .map((file) => ({ name: file.path.slice(prefix.length), bytes: file.bytes }));
  return loose.length > 0 ? [...zips, [`${format}.zip`, writeZip(loose)]] : zips;
}

function trip(connector: ConnectorFolder, format: string, label: string, bytes: Buffer): void {
  trips++;
  const archive = label.endsWith(".json")
    ? {
        label,
        files: new Map([[label, bytes]]),
        folders: [],
        remarks: [],
        open: () => {
          throw new Error("no archive");
        },
      }
    : readArchive(bytes, label);
  const read = recognize(archive);
  for (const fault of verifyPackage(read).faults)
    if (fault.severity === "error")
      note(`${format}: verify: ${fault.message.replace(/"[^"]*"|\S*\/\S*/g, "…")}`, connector.name);
  const [packaged] = read.connectors();
  if (!packaged) {
    note(`${format}: no connector found`, connector.name);
    return;
  }
  for (const file of unpackConnector(packaged, connector))
    if (file.change === "changed" || file.change === "new")
      if (file.path !== "solution.yaml")
        note(`${format}: over the source: ${file.path} ${file.change}`, connector.name);
  compare(connector, format, unpackConnector(packaged, undefined));
}

function compare(
  connector: ConnectorFolder,
  format: string,
  files: ReturnType<typeof unpackConnector>,
): void {
  const tree = (name: string) =>
    parseTree(files.find((file) => file.path === name)?.bytes?.toString("utf8") ?? "null", name);
  const definition = parseTree(connector.definition?.text ?? "null", "definition");
  if (!sameMeaning(definition, tree("apiDefinition.swagger.json")))
    note(`${format}: new folder: definition differs`, connector.name);
  const source = get(parseTree(connector.properties?.text ?? "null", "properties"), "properties");
  const back = get(tree("apiProperties.json"), "properties");
  if (source?.kind !== "object" || back?.kind !== "object") return;
  stripSecrets(source);
  const keys = new Set([...source.members, ...back.members].map((member) => member.key));
  for (const key of keys) {
    const [before, after] = [get(source, key), get(back, key)];
    if (before && after && sameMeaning(before, after)) continue;
    const kind = (node: JsonNode | undefined) => (node === undefined ? "absent" : describe(node));
    note(`${format}: new folder: ${key} ${kind(before)} -> ${kind(after)}`, connector.name);
  }
}

function describe(node: JsonNode): string {
  if (node.kind === "array") return node.items.length === 0 ? "[]" : "[…]";
  if (node.kind === "object") return node.members.length === 0 ? "{}" : "{…}";
  return node.kind === "string" ? (node.value === "" ? '""' : '"…"') : node.raw;
}
