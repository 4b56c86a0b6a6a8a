/** Publisher, names and version of a solution: from solution.yaml, the rest derived from the definition. */
import { crc32 } from "node:zlib";
import schema from "../../../connector/solution.schema.json" with { type: "json" };
import { get, getText } from "../../json/tree.ts";
import { schemaCheck } from "../../machine/schema/check.ts";
import { readCheckedYaml } from "../../machine/yaml/checked-yaml.ts";
import type { Notice } from "../notice.ts";
import { parseVersion } from "../options.ts";
import { findSettingsFile } from "../settings-file.ts";
import type { PackageSource } from "../source.ts";
import { connectorId, derivedName } from "./names.ts";

export interface SolutionSettings {
  uniqueName: string;
  displayName: string;
  description: string;
  /** Four numbers. */
  version: string;
  publisher: { uniqueName: string; displayName: string; prefix: string; optionValuePrefix: number };
  /** Logical name of the connector, prefix included: file stem and schema name. */
  connectorName: string;
  /** Row id of the connector. */
  connectorId: string;
  flows: { uniqueName: string; displayName: string; description: string };
  language: number;
}

/** The file as its schema allows it. */
interface SettingsFile {
  solution?: { uniqueName?: string; displayName?: string; description?: string; version?: string };
  publisher?: { uniqueName: string; displayName?: string; prefix: string; optionValuePrefix?: number };
  connector?: { name?: string; id?: string };
  flows?: { displayName?: string; description?: string };
  language?: number;
}

/** Longest unique name of a solution. (As the schema of solution.yaml has it.) */
const MAX_UNIQUE_NAME = 65;

/** English, as everything the platform's tools make by default. */
const DEFAULT_LANGUAGE = 1033;

/**
 * Settings of a connector's solutions.
 * @throws {InputError} `solution-settings` with file and line, if solution.yaml is unusable
 */
export function readSolutionSettings(source: PackageSource): {
  settings: SolutionSettings;
  notices: Notice[];
} {
  const file = readFile(source.connector.root);
  const notices: Notice[] = [];
  const publisher = file.publisher ?? derivePublisher(source);
  if (!file.publisher) {
    notices.push({
      code: "publisher-derived",
      severity: "note",
      message: `No publisher is set: "${publisher.uniqueName}" with the prefix "${publisher.prefix}" is used.`,
      help: "Write a solution.yaml with your own publisher before the first import; the prefix stays in the connector's name.",
    });
  }
  const uniqueName = file.solution?.uniqueName ?? pascal(source.title, "Connector");
  const displayName = file.solution?.displayName ?? source.title;
  const connectorName = `${publisher.prefix}_${file.connector?.name ?? derivedName(source.title)}`;
  return {
    settings: {
      uniqueName,
      displayName,
      description: file.solution?.description ?? "",
      version: source.options.version ?? parseVersion(file.solution?.version ?? ownVersion(source)),
      publisher: {
        uniqueName: publisher.uniqueName,
        displayName: publisher.displayName ?? publisher.uniqueName,
        prefix: publisher.prefix,
        optionValuePrefix: publisher.optionValuePrefix ?? 10_000 + (crc32(publisher.prefix) % 90_000),
      },
      connectorName,
      connectorId: file.connector?.id ?? connectorId(connectorName),
      flows: {
        uniqueName: `${uniqueName.slice(0, MAX_UNIQUE_NAME - 4)}Flow`,
        displayName: file.flows?.displayName ?? `${displayName} flows`,
        description: file.flows?.description ?? "",
      },
      language: file.language ?? DEFAULT_LANGUAGE,
    },
    notices,
  };
}

const check = schemaCheck(schema);

function readFile(root: string): SettingsFile {
  const found = findSettingsFile(root);
  if (!found) return {};
  return readCheckedYaml<SettingsFile>(found.text, found.file, {
    code: "solution-settings",
    check,
    schema: "connector/solution.schema.json",
  });
}

function derivePublisher(source: PackageSource): NonNullable<SettingsFile["publisher"]> {
  const contact = get(get(source.definition, "info"), "contact");
  const name = getText(source.properties, "publisher") || getText(contact, "name") || source.title;
  const letters = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .replace(/^[0-9]+/, "")
    .slice(0, 8);
  // "mscrm" is reserved, and a prefix has two characters at least.
  const prefix = letters.length < 2 || letters.startsWith("mscrm") ? "cnx" : letters;
  return { uniqueName: pascal(name, "Publisher"), displayName: name, prefix };
}

/** Letters and digits of a text, each word with a capital. */
export function pascal(text: string, fallback: string): string {
  const words = text.normalize("NFKD").match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("");
  if (joined === "") return fallback;
  return (/^[0-9]/.test(joined) ? `${fallback}${joined}` : joined).slice(0, 60);
}

/** The definition's version where it is one for solutions, too. */
function ownVersion(source: PackageSource): string {
  return /^\d{1,9}(\.\d{1,9}){0,3}$/.test(source.apiVersion) ? source.apiVersion : "1.0.0.0";
}
