/** An export that is larger than packages of connectors are: its entries are unpacked when they are asked for. */
import { InputError } from "../../json/problem.ts";
import { Budget, LIMITS } from "./limits.ts";
import type { Archive } from "./nested.ts";
import { type ScannedZip, scanZip } from "./read-zip.ts";

/** Content by name that is made when it is asked for, and then kept. */
export class LazyFiles extends Map<string, Buffer> {
  readonly #make: Map<string, () => Buffer>;

  constructor(make: Map<string, () => Buffer>) {
    super();
    for (const name of make.keys()) super.set(name, NOT_YET);
    this.#make = make;
  }

  override get(name: string): Buffer | undefined {
    const known = super.get(name);
    if (known !== NOT_YET) return known;
    const made = this.#make.get(name)?.() ?? Buffer.alloc(0);
    super.set(name, made);
    return made;
  }

  override *entries(): MapIterator<[string, Buffer]> {
    for (const name of super.keys()) yield [name, this.get(name) as Buffer];
    return undefined;
  }

  override *values(): MapIterator<Buffer> {
    for (const [, content] of this.entries()) yield content;
    return undefined;
  }

  override [Symbol.iterator](): MapIterator<[string, Buffer]> {
    return this.entries();
  }

  override forEach(action: (content: Buffer, name: string, files: Map<string, Buffer>) => void): void {
    for (const [name, content] of this.entries()) action(content, name, this);
  }
}

const NOT_YET = Buffer.alloc(0);

/** Whether an archive is beyond what is unpacked whole. */
export function isLarge({ entries }: ScannedZip): boolean {
  const total = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  return (
    entries.length > LIMITS.entries ||
    total > LIMITS.total ||
    entries.some((entry) => entry.unpacked > LIMITS.entry)
  );
}

/**
 * A large solution, which may hold apps and plug-ins of any size: what is asked for is held to the same limits as elsewhere.
 * Undefined if it is not a solution.
 */
export function largeSolution(scanned: ScannedZip, label: string): Archive | undefined {
  const names = new Set(scanned.entries.map(({ name }) => name.toLowerCase()));
  if (!names.has("solution.xml") || !names.has("customizations.xml")) return undefined;
  const budget = new Budget();
  const files = scanned.entries
    .filter(({ name }) => !name.endsWith("/"))
    .map((entry): [string, () => Buffer] => [
      entry.name,
      () => {
        budget.take(label, entry.name, entry.packed, entry.unpacked);
        return entry.unpack();
      },
    ]);
  return {
    label,
    files: new LazyFiles(new Map(files)),
    folders: [],
    remarks: scanned.remarks,
    open: (name) => {
      throw new InputError("archive-missing", `${label}/${name} is not opened.`, "Name the archive itself.");
    },
  };
}

/** Looks through an archive of any size an export has. */
export function scanLarge(bytes: Buffer, label: string): ScannedZip {
  return scanZip(bytes, label, LIMITS.export);
}
