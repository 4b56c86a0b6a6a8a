/** `manifest.json`: what is in an output folder, by size and hash; the same bytes on every machine. */
import { createHash } from "node:crypto";
import { treeOf } from "../json/tree.ts";
import { isObject, own } from "../json/values.ts";
import { canonicalJson } from "../json/write-json.ts";
import { utf8 } from "./artifact.ts";
import type { PackageBuild } from "./build.ts";

export const MANIFEST_NAME = "manifest.json";

/** Tells our output folders from all others, so that nothing else is ever replaced. */
export const MANIFEST_KIND = "connector-packages";

export interface ManifestFile {
  format: string;
  /** Relative to the output folder, with `/`. */
  path: string;
  /** In bytes. */
  size: number;
  /** SHA-256, hexadecimal. */
  sha256: string;
}

export interface Manifest {
  kind: string;
  schemaVersion: 1;
  title: string;
  apiVersion: string;
  files: ManifestFile[];
}

/** The manifest of a build. Without dates, machine or user, on purpose: equal sources give equal bytes. */
export function manifestOf(build: PackageBuild): Manifest {
  return {
    kind: MANIFEST_KIND,
    schemaVersion: 1,
    title: build.title,
    apiVersion: build.apiVersion,
    files: build.formats.flatMap((format) =>
      format.files.map((file) => ({
        format: format.id,
        path: file.path,
        size: file.bytes.length,
        sha256: sha256(file.bytes),
      })),
    ),
  };
}

export function manifestBytes(manifest: Manifest): Buffer {
  return utf8(`${canonicalJson(treeOf(manifest))}\n`);
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Whether a text is a manifest of ours. */
export function isManifest(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && own(value, "kind") === MANIFEST_KIND;
  } catch {
    return false;
  }
}
