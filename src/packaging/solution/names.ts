/** Names as the platform makes them. */
import { uuid } from "../uuid.ts";

/**
 * The part of a connector's logical name behind the prefix: small letters and digits stay, every other character becomes
 * `-` and its code in hexadecimal, two digits at least: `working day` is `working-20day`.
 * (Sourced for ASCII: server exports; for other characters inferred.)
 */
export function encodeName(title: string): string {
  return [...title.toLowerCase()]
    .map((character) =>
      /[a-z0-9]/.test(character)
        ? character
        : `-${(character.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`,
    )
    .join("");
}

/**
 * Longest name that is derived: with prefix and column it has to fit into a file name, and titles outside ASCII grow to
 * five times their length. (Chosen; the platform's column takes 500 characters.)
 */
const MAX_DERIVED = 120;

/** The encoded title; a long one is cut behind a whole character and told from others by eight hexadecimal digits. */
export function derivedName(title: string): string {
  const name = encodeName(title);
  if (name.length <= MAX_DERIVED) return name;
  const mark = `-2d${uuid(`name:${name}`).slice(0, 8)}`;
  const parts = name.match(/-[0-9a-f]+|[a-z0-9]/g) ?? [];
  let cut = "";
  for (const part of parts) {
    if (cut.length + part.length + mark.length > MAX_DERIVED) break;
    cut += part;
  }
  return cut + mark;
}

/** The reverse of {@link encodeName}, for names in messages; unknown sequences stay. */
export function decodeName(name: string): string {
  return name.replace(/-([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** The row id of a connector: stable, as it is what an import updates. */
export function connectorId(connectorName: string): string {
  return uuid(`connector:${connectorName}`);
}

/** The row id of the flow of one operation. */
export function workflowId(connectorName: string, operation: string): string {
  return uuid(`workflow:${connectorName}:${operation}`);
}

/**
 * The API's name in flows. The platform adds hashes of its own that nobody can compute beforehand; the connection
 * reference is bound by the connector's row id, so this name has to agree with itself only. (Inferred from server exports.)
 */
export function apiName(connectorName: string): string {
  // Names of an older form keep the prefix: `cr863_5Fmcp-2Dserver` is `shared_cr863-5fmcp-2dserver`. (Sourced: server exports.)
  if (/^[a-z0-9]+_5f/i.test(connectorName))
    return `shared_${connectorName.replace(/_5f/i, "-5f").replaceAll("_", "-5f").toLowerCase()}`;
  // In others the platform leaves the publisher's prefix out.
  return `shared_${connectorName.slice(connectorName.indexOf("_") + 1).replaceAll("_", "-5f")}`;
}

/** Logical name of the connection reference: prefix, API name without `-` and `_`, five hexadecimal digits. (Sourced: server exports.) */
export function connectionReferenceName(prefix: string, connectorName: string): string {
  const api = apiName(connectorName).replace(/[-_]/g, "").slice(0, 64);
  return `${prefix}_${api}_${uuid(`connectionreference:${connectorName}`).slice(0, 5)}`;
}
