/** How much an archive may unpack to. Packages are small: the largest published connector has 2 MB. */
import { InputError } from "../../json/problem.ts";

export const LIMITS = {
  /** Bytes of an archive file. */
  archive: 64 * 1024 * 1024,
  /** Bytes of an export, of which only the parts of connectors are unpacked: it may hold apps and plug-ins. */
  export: 512 * 1024 * 1024,
  /** Bytes of one entry, unpacked. */
  entry: 32 * 1024 * 1024,
  /** Bytes of all entries, unpacked, those of archives inside the archive included. */
  total: 128 * 1024 * 1024,
  entries: 4096,
  /** Unpacked to packed size, for entries above `ratioFrom` bytes. Definitions reach about 40. */
  ratio: 250,
  ratioFrom: 1024 * 1024,
  /** A certification package holds a package that holds solutions: three. */
  nesting: 3,
} as const;

/** Counts what has been unpacked over an archive and everything inside it. */
export class Budget {
  #bytes = 0;
  #entries = 0;

  /** @throws {InputError} `archive-too-large`, `archive-bomb` before anything of the entry is unpacked */
  take(label: string, name: string, packed: number, unpacked: number): void {
    this.#bytes += unpacked;
    this.#entries++;
    const help = "Packages hold a few small files: do not trust this one.";
    if (unpacked > LIMITS.entry)
      throw new InputError(
        "archive-too-large",
        `${label}: "${name}" claims ${size(unpacked)}; more than ${size(LIMITS.entry)} are not unpacked.`,
        help,
      );
    if (unpacked > LIMITS.ratioFrom && unpacked > packed * LIMITS.ratio)
      throw new InputError(
        "archive-bomb",
        `${label}: "${name}" claims to unpack ${size(packed)} to ${size(unpacked)}: that is a decompression bomb.`,
        help,
      );
    if (this.#bytes > LIMITS.total)
      throw new InputError("archive-too-large", `${label} unpacks to more than ${size(LIMITS.total)}.`, help);
    if (this.#entries > LIMITS.entries)
      throw new InputError("archive-too-large", `${label} holds more than ${LIMITS.entries} entries.`, help);
  }
}

/** Bytes in binary units, as the limits are given. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
  return bytes < 1024 ** 3
    ? `${(bytes / 1024 ** 2).toFixed(1)} MiB`
    : `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}
