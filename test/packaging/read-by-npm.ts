/** Reads a package with programs from npm that share no code with ours: yauzl for the zip, xmldom for the XML. */
import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { DOMParser, onWarningStopParsing } from "@xmldom/xmldom";
import yauzl from "yauzl";

/**
 * Opens archives inside archives too, parses every JSON and XML, and looks for each path that an XML names.
 * @returns the names in the archive
 * @throws Error that names the entry which is not as it should be
 */
export async function readByNpm(archive: Buffer, label: string): Promise<string[]> {
  const entries = await entriesOf(archive, label);
  for (const [name, content] of entries) {
    const inside = `${label}/${name}`;
    try {
      if (name.endsWith(".zip")) await readByNpm(content, inside);
      else if (name.endsWith(".json")) JSON.parse(utf8(content));
      else if (name.endsWith(".xml")) {
        const missing = pathsIn(utf8(content)).filter((path) => !entries.has(path.slice(1)));
        if (missing.length) throw new Error(`names ${missing.join(", ")}, which is not in the archive`);
      }
    } catch (error) {
      throw new Error(`${inside}: ${(error as Error).message}`, { cause: error });
    }
  }
  return [...entries.keys()];
}

/** Names are judged by yauzl: none may be absolute or lead out. It compares lengths, but leaves the checksum to its callers. */
async function entriesOf(archive: Buffer, label: string): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  const zip = await yauzl.fromBufferPromise(archive, { strictFileNames: true });
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (entries.has(name)) throw new Error(`${label}: ${name} is there twice`);
    const content = await buffer(await zip.openReadStreamPromise(entry));
    if (crc32(content) !== entry.crc32) throw new Error(`${label}: the checksum of ${name} is wrong`);
    entries.set(name, content);
  }
  return entries;
}

/** Texts of an XML that are paths to parts of a solution: `/Connector/…` and `/Workflows/…`. */
function pathsIn(xml: string): string[] {
  const document = new DOMParser({ onError: onWarningStopParsing }).parseFromString(xml, "text/xml");
  return [...document.getElementsByTagName("*")]
    .filter((element) => element.getElementsByTagName("*").length === 0)
    .map((element) => element.textContent ?? "")
    .filter((text) => /^\/(Connector|Workflows)\//.test(text));
}

function utf8(bytes: Buffer): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
