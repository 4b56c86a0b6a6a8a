/** What rules that judge an update ask for: the changes since a version, and what is wrong with the archive it was read from. */
import path from "node:path";
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { findConnectors } from "../definition/find-connectors.ts";
import { InputError } from "../json/problem.ts";
import { kindOf } from "../machine/files/read-inside.ts";
import { openPackage } from "../packaging/read/open-package.ts";
import { recognize } from "../packaging/read/recognize.ts";
import type { Previous, PreviousPackageFault } from "../rules/language/previous.ts";
import type { Change } from "./change.ts";
import { compareVersions } from "./index.ts";
import { type ReadVersion, readVersion } from "./versions/read-version.ts";

/**
 * A function that tells what is known of the version before a connector.
 * @param version what `readVersion` takes; for several connectors a git revision, or a folder in which they lie as they do below
 *   their target
 * @throws {InputError} if the version cannot be read; with several connectors, one that it lacks is new
 */
export function sinceVersion(
  version: string,
  targets: readonly string[],
): (connector: ConnectorFolder) => Previous | undefined {
  const several = findConnectors(targets).length > 1;
  const packageFaults = several ? [] : faultsOfPackage(version);
  return (connector) => {
    const before = several
      ? oneOfSeveral(version, targets, connector)
      : readVersion(version, { path: connector.root });
    if (!before) return undefined;
    // Of a connector that cannot be read whole, all that is missing would seem to be removed.
    if (!connector.definition?.strict || connector.properties?.strict === false)
      return { changes: [], packageFaults };
    const { changes } = compareVersions(before, { connector });
    return { changes: changes.flatMap(toPrevious), packageFaults };
  };
}

/** Kinds that say how a connection signs in. */
const SIGN_IN = new Set(["authentication-changed", "identity-provider-changed", "parameter-set-removed"]);

function toPrevious(change: Change): Previous["changes"] {
  if (change.class === "safe") return [];
  const { id, class: grade, message, why, help, anchor } = change;
  const place = { file: anchor.file, pointer: anchor.pointer };
  return [{ id, class: grade, signIn: SIGN_IN.has(id), message, why, help, place }];
}

function oneOfSeveral(
  version: string,
  targets: readonly string[],
  connector: ConnectorFolder,
): ReadVersion | undefined {
  const isOnDisk = version !== "" && kindOf(path.resolve(version)) !== "none";
  try {
    if (!isOnDisk) return readVersion(version, { path: connector.root });
    const target = targets.find((one) => !path.relative(path.resolve(one), connector.root).startsWith(".."));
    const below = path.relative(path.resolve(target ?? "."), connector.root);
    const folder = path.join(version, below);
    return kindOf(path.resolve(folder)) === "folder" ? readVersion(folder) : undefined;
  } catch (error) {
    if (error instanceof InputError && NEW.has(error.code) && isKnown(version, isOnDisk)) return undefined;
    throw error;
  }
}

/** What is said of a connector that the version does not have. */
const NEW = new Set(["no-such-version", "definition-missing"]);

/** A revision that exists has the top of its repository. */
function isKnown(version: string, isOnDisk: boolean): boolean {
  if (isOnDisk) return true;
  const name = version.split(":")[0] ?? version;
  try {
    readVersion(`${name}:`);
    return true;
  } catch (error) {
    return error instanceof InputError && error.code !== "no-such-version";
  }
}

/** Failed checks of a certification package; none for every other kind of version. */
function faultsOfPackage(version: string): PreviousPackageFault[] {
  if (!/\.zip$/i.test(version) || kindOf(path.resolve(version)) !== "file") return [];
  const { certification } = recognize(openPackage(version));
  return (certification?.checks ?? [])
    .filter(({ outcome, number }) => outcome === "failed" && number !== "15")
    .map(({ number, title, detail }) => ({
      rule: number === "14" ? ("pkg-zip-solutions" as const) : ("pkg-zip-structure" as const),
      message: `${path.basename(version)}: not so (check ${number}): ${title}; found: ${detail}.`,
      help: "Build the package again, and check it with package --verify.",
    }));
}
