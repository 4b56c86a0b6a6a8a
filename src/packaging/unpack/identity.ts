/** Whether a package is of the connector that a folder holds. */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { buildModel } from "../../definition/model.ts";
import { InputError } from "../../json/problem.ts";
import { get, getText, type JsonNode, parseTree } from "../../json/tree.ts";
import { ownString } from "../../json/values.ts";
import { plainOf } from "../../json/write-json.ts";
import type { PackagedConnector, SolutionOrigin } from "../read/packaged-connector.ts";
import { readSettingsFile, type SettingsFile } from "../solution/settings.ts";

/**
 * Refuses to bring one connector into the folder of another: the next package would write its definition over the other's
 * row. Ids that both sides know decide; without them, a title of its own and no operation in common.
 * @throws {InputError} `another-connector`
 */
export function refuseAnother(connector: PackagedConnector, existing: ConnectorFolder): void {
  const why = difference(connector, existing);
  if (why !== undefined)
    throw new InputError(
      "another-connector",
      `${connector.label} holds another connector than the folder: ${why}.`,
      "Name another folder with --out, or pass --replace to put this connector in the other's place. Nothing was written.",
    );
}

function difference(connector: PackagedConnector, existing: ConnectorFolder): string | undefined {
  const settings = readSettingsFile(existing.root);
  const own = identityOf(settings);
  const theirs = connector.solution;
  if (theirs && own.id !== undefined && theirs.connectorId !== "")
    return own.id === theirs.connectorId
      ? undefined
      : `its id is ${theirs.connectorId}, the folder's ${own.id}`;
  if (theirs && own.logicalName !== undefined && theirs.connectorName !== "")
    return own.logicalName.toLowerCase() === theirs.connectorName.toLowerCase()
      ? undefined
      : `its name is ${theirs.connectorName}, the folder's ${own.logicalName}`;
  const setting = ownString(existing.settings?.value, "connectorId");
  if (setting && connector.connectorId !== undefined)
    return setting === connector.connectorId
      ? undefined
      : `its id is ${connector.connectorId}, the folder's ${setting}`;
  return differentContent(connector, existing);
}

function differentContent(connector: PackagedConnector, existing: ConnectorFolder): string | undefined {
  const old = existing.definition;
  if (!old?.strict) return undefined;
  const before = parseTree(old.text, old.file);
  const title = (node: JsonNode) => getText(get(node, "info"), "title") ?? "";
  if (title(before) === title(connector.definition)) return undefined;
  const operations = (node: JsonNode) => buildModel(plainOf(node)).byId;
  const ours = operations(before);
  if (ours.size === 0) return undefined;
  for (const id of operations(connector.definition).keys()) if (ours.has(id)) return undefined;
  return `it is called "${title(connector.definition)}", the folder's "${title(before)}", and they have no operation in common`;
}

function identityOf({ connector, publisher }: SettingsFile) {
  const name = connector?.name;
  return {
    id: connector?.id,
    logicalName:
      connector?.logicalName ??
      (name !== undefined && publisher !== undefined ? `${publisher.prefix}_${name}` : undefined),
  };
}

/** What a solution.yaml that stays says otherwise than the package, in words. */
export function compareIdentity(origin: SolutionOrigin, existing: ConnectorFolder): string[] {
  const settings = readSettingsFile(existing.root);
  const notes: string[] = [];
  const sameSolution =
    (settings.origin?.solution ?? settings.solution?.uniqueName)?.toLowerCase() ===
    origin.uniqueName.toLowerCase();
  const known = settings.origin?.part
    ? settings.origin.version
    : (settings.solution?.version ?? settings.origin?.version);
  if (sameSolution && known !== undefined && origin.version !== "") {
    const order = compareVersions(origin.version, known);
    if (order !== 0)
      notes.push(
        `the package has version ${origin.version}, ${order < 0 ? "below" : "above"} the folder's ${known}`,
      );
  }
  const own = identityOf(settings);
  if (own.id === undefined && origin.connectorId !== "" && settings.origin === undefined && !isOurs(origin))
    notes.push(
      `write connector.id: ${origin.connectorId} into it, or the next import makes a second connector`,
    );
  return notes;
}

/** Ids that are computed from names say nothing that the name does not say. (UUID version 5.) */
function isOurs({ connectorId }: SolutionOrigin): boolean {
  return connectorId[14] === "5";
}

/** Negative if the first is the lower one; parts that are missing count as 0. */
export function compareVersions(left: string, right: string): number {
  const parts = (text: string) => text.split(".").map((part) => Number(part) || 0);
  const [a, b] = [parts(left), parts(right)];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = (a[index] ?? 0) - (b[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
