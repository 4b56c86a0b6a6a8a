/** Credentials in the texts of a package; what they are is never repeated. */

import { decodeText, LineMap } from "../../json/text.ts";
import { findCredentials } from "../../machine/redaction/credentials.ts";
import type { Archive } from "../zip/nested.ts";
import type { Fault } from "./fault.ts";

const TEXTS = /\.(?:json|xml|csx?|md|ya?ml|bicep|txt)$/i;

/** @param now milliseconds since 1970: signatures of storage addresses end at a time of their own */
export function verifySecrets(archive: Archive, now: number = Date.now()): Fault[] {
  return [...archive.files.keys()].flatMap((name) => {
    if (!TEXTS.test(name)) return [];
    const bytes = archive.files.get(name) ?? Buffer.alloc(0);
    // JSON may write these characters in another way; no line break comes or goes.
    const text = decodeText(bytes, name)
      .text.replace(/\\u0026/gi, "&")
      .replaceAll("&amp;", "&")
      .replaceAll("\\/", "/");
    const lines = new LineMap(text);
    const said = new Set<string>();
    return findCredentials(text).flatMap(({ what, start, end }) => {
      const storage = storageSignature(text, start, end);
      const fault = storage === undefined ? leaked(what) : ofStorage(storage, now);
      if (said.has(fault.message)) return [];
      said.add(fault.message);
      return [{ ...fault, where: `${archive.label}/${name}:${lines.at(start).line}` }];
    });
  });
}

function leaked(what: string): Pick<Fault, "severity" | "message"> {
  return { severity: "error", message: `The file holds what looks like ${what}: revoke it.` };
}

/** Hosts of Azure Storage. (Documented: storage account endpoints.) */
const STORAGE =
  /^https:\/\/[a-z0-9-]+\.(?:blob|file|queue|table|dfs)\.(?:core\.windows\.net|core\.usgovcloudapi\.net|core\.chinacloudapi\.cn|storage\.azure\.net)\//i;

/** Longest address that is looked at around a signature. */
const MAX_ADDRESS = 4000;

/** The query of a storage address that a found signature belongs to; undefined if it is another one. */
function storageSignature(text: string, start: number, end: number): URLSearchParams | undefined {
  const before = text.slice(Math.max(0, start - MAX_ADDRESS), start);
  const from = before.lastIndexOf("https://");
  if (from < 0) return undefined;
  const rest = /^[^\s"'<>\\]*/.exec(text.slice(end, end + MAX_ADDRESS))?.[0] ?? "";
  const address = before.slice(from) + text.slice(start, end) + rest;
  if (!STORAGE.test(address) || /[\s"'<>]/.test(address)) return undefined;
  const query = address.slice(address.indexOf("?") + 1);
  const parameters = new URLSearchParams(query);
  return parameters.has("sig") && (parameters.has("se") || parameters.has("sp")) ? parameters : undefined;
}

/** A shared access signature: `se` is when it ends, `sp` what it allows. (Documented: service SAS.) */
function ofStorage(parameters: URLSearchParams, now: number): Pick<Fault, "severity" | "message"> {
  const until = Date.parse(parameters.get("se") ?? "");
  const allows = /^r?l?$/.test(parameters.get("sp") ?? "") ? "reading" : "more than reading";
  if (Number.isNaN(until))
    return {
      severity: "error",
      message: "The file holds a storage address with a signature whose end is not said: revoke it.",
    };
  const day = new Date(until).toISOString().slice(0, 10);
  return until < now
    ? {
        severity: "warning",
        message: `The file holds a storage address whose signature expired on ${day}, so nobody can use it any longer.`,
      }
    : {
        severity: "error",
        message: `The file holds a storage address with a signature for ${allows}, valid until ${day}: revoke it.`,
      };
}
