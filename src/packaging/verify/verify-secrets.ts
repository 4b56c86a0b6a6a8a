/** Credentials in the texts of a package; what they are is never repeated. */

import { decodeText } from "../../json/text.ts";
import { findCredentials } from "../../machine/redaction/credentials.ts";
import type { Archive } from "../zip/nested.ts";
import type { Fault } from "./fault.ts";

const TEXTS = /\.(?:json|xml|csx?|md|ya?ml|bicep|txt)$/i;

export function verifySecrets(archive: Archive): Fault[] {
  return [...archive.files.keys()].flatMap((name) => {
    if (!TEXTS.test(name)) return [];
    const bytes = archive.files.get(name) ?? Buffer.alloc(0);
    // JSON may write these two characters in another way.
    const text = decodeText(bytes, name)
      .text.replace(/\\u0026/gi, "&")
      .replaceAll("\\/", "/");
    const kinds = new Set(findCredentials(text).map(({ what }) => what));
    return [...kinds].map((what) => ({
      severity: "error" as const,
      where: `${archive.label}/${name}`,
      message: `The file holds what looks like ${what}: revoke it.`,
    }));
  });
}
