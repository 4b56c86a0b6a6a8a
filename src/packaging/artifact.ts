/** What a format builds: files with their bytes, and how they are imported. */
import type { Notice } from "./notice.ts";
import type { FormatId } from "./options.ts";
import type { PackageSource } from "./source.ts";

export interface Artifact {
  /** Path below the output folder, with `/`. */
  path: string;
  bytes: Uint8Array;
}

export interface Built {
  files: Artifact[];
  notices: Notice[];
  /**
   * The exact command or click that imports it. `{out}` stands for the output folder, as the maker would type it.
   */
  next: string[];
  /** What was checked about the package itself, for the closing report. */
  report?: string[];
  /** Why the format cannot be built for this connector at all. */
  impossible?: { code: string; message: string; help: string };
}

export interface Format {
  id: FormatId;
  /** A few words for progress and tables. */
  title: string;
  build(source: PackageSource): Built;
}

/** Bytes of a text in UTF-8 without a byte order mark. */
export function utf8(text: string): Buffer {
  return Buffer.from(text, "utf8");
}
