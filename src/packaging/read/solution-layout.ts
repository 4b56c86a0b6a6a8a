/** Where the parts of a solution lie: in an export, in the folder that SolutionPackager makes, or in YAML source. */
import type { Archive } from "../zip/nested.ts";

/**
 * `packed` is the export; `unpacked` what SolutionPackager and `pac solution unpack` make of it; `yaml` the source format of
 * Git integration and of `pac solution clone` and `sync` since 2.4.1. (Documented.)
 */
export interface SolutionLayout {
  kind: "packed" | "unpacked" | "yaml";
  /** What is in front of the names of its parts: empty, or a folder with `/` at its end. */
  base: string;
  /** Of YAML source, which holds several: the folder of the solution, `solutions/NAME/`. */
  manifest?: string;
}

/** The key under which a file is whatever the case of its name; importers do not look at it either. */
export function fileNamed(archive: Archive, name: string): string | undefined {
  if (archive.files.has(name)) return name;
  return lowerNames(archive).get(name.toLowerCase());
}

const lowered = new WeakMap<Archive, Map<string, string>>();

function lowerNames(archive: Archive): Map<string, string> {
  let known = lowered.get(archive);
  if (!known) {
    known = new Map();
    for (const name of archive.files.keys()) {
      const key = name.toLowerCase();
      if (!known.has(key)) known.set(key, name);
    }
    lowered.set(archive, known);
  }
  return known;
}

/**
 * The solutions of an archive or a folder that lie least deep: its own, or those of its folders. A project of `.cdsproj` has
 * its solution in `src/`, a zipped folder in that folder.
 */
export function solutionLayouts(archive: Archive): SolutionLayout[] {
  const found: SolutionLayout[] = [];
  for (const [name, full] of lowerNames(archive)) {
    const yaml = /^((?:.*\/)?)solutions\/[^/]+\/solution\.ya?ml$/.exec(name);
    const own = /^((?:.*\/)?)solution\.xml$/.exec(name);
    const folder = full.slice(0, (yaml ?? own)?.[1]?.length ?? 0);
    if (yaml) found.push({ kind: "yaml", base: folder, manifest: full.slice(0, full.lastIndexOf("/") + 1) });
    else if (own && /(?:^|\/)other\/$/i.test(folder))
      found.push({ kind: "unpacked", base: folder.slice(0, -"other/".length) });
    else if (own && lowerNames(archive).has(`${own[1]}customizations.xml`))
      found.push({ kind: "packed", base: folder });
  }
  const depth = ({ base }: SolutionLayout) => base.split("/").length;
  const least = Math.min(...found.map(depth));
  return found.filter((layout) => depth(layout) === least).sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

const order = ({ base, manifest }: SolutionLayout) => `${base}${manifest ?? ""}`;

/** Names of the parts below the base. */
export const PARTS = {
  packed: { solution: "solution.xml", customizations: "customizations.xml", connectors: "Connector" },
  unpacked: {
    solution: "Other/Solution.xml",
    customizations: "Other/Customizations.xml",
    connectors: "Connectors",
  },
  yaml: { solution: "solution.yml", customizations: "", connectors: "connectors" },
} as const;
