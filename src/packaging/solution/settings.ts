/** Publisher, names and version of a solution: from solution.yaml, the rest derived from the definition. */
import { crc32 } from "node:zlib";
import schema from "../../../connector/solution.schema.json" with { type: "json" };
import { InputError } from "../../json/problem.ts";
import { get, getText } from "../../json/tree.ts";
import { schemaCheck } from "../../machine/schema/check.ts";
import { readCheckedYaml } from "../../machine/yaml/checked-yaml.ts";
import type { Notice } from "../notice.ts";
import { parseVersion } from "../options.ts";
import { findSettingsFile } from "../settings-file.ts";
import type { PackageSource } from "../source.ts";
import type { Attributes } from "../xml/write-xml.ts";
import { type Dependency, EMPTY_ADDRESSES, type RootComponent, type SolutionIdentity } from "./identity.ts";
import { type Labels, labels, labelsOfSetting, mainText } from "./labels.ts";
import { connectorId, derivedName } from "./names.ts";

export interface SolutionSettings extends SolutionIdentity {
  /** Four numbers. */
  version: string;
  publisher: {
    uniqueName: string;
    displayName: Labels;
    description: Labels;
    /** Empty if there is none, as the website. */
    email: string;
    website: string;
    prefix: string;
    optionValuePrefix: number;
    /** Fields that are filled in, by their names in the XML. */
    addresses: readonly Attributes[];
  };
  /** Logical name of the connector, prefix included: file stem and schema name. */
  connectorName: string;
  /** Row id of the connector. */
  connectorId: string;
  /** What its row says where that is not what the definition says. */
  connector: { displayName?: string; description?: string; type: string; columns: Attributes };
  flows: SolutionIdentity;
  language: number;
  /** All languages of the solution, the main one included. */
  languages: readonly number[];
  /** Further root components: those of environment variables that come along. */
  rootComponents: readonly RootComponent[];
  missingDependencies: readonly Dependency[];
  /** The solution that the connector was unpacked from. */
  origin: Origin | undefined;
}

/** Where a connector was unpacked from. */
export interface Origin {
  /** Unique name of the solution. */
  solution: string;
  version?: string;
  managed?: boolean;
  /** True if that solution holds more than the connector. */
  part?: boolean;
}

/** The file as its schema allows it. */
export interface SettingsFile {
  solution?: {
    uniqueName?: string;
    displayName?: string | Labels;
    description?: string | Labels;
    version?: string;
    languages?: number[];
    rootComponents?: RootComponent[];
    missingDependencies?: Dependency[];
  };
  publisher?: {
    uniqueName: string;
    displayName?: string | Labels;
    description?: string | Labels;
    email?: string;
    website?: string;
    prefix: string;
    optionValuePrefix?: number;
    addresses?: Attributes[];
  };
  connector?: {
    name?: string;
    logicalName?: string;
    id?: string;
    displayName?: string;
    description?: string;
    type?: number;
    columns?: Attributes;
  };
  flows?: { displayName?: string | Labels; description?: string | Labels };
  language?: number;
  origin?: Origin;
  /** Folders of the connectors of one solution, relative to the file. */
  connectors?: string[];
}

/** Longest unique name of a solution. (As the schema of solution.yaml has it.) */
const MAX_UNIQUE_NAME = 65;

/** English, as everything the platform's tools make by default. */
export const DEFAULT_LANGUAGE = 1033;

/** The type of every connector that makers have made. (Sourced: server exports; 0 is not seen there.) */
const CUSTOM_CONNECTOR = 1;

/**
 * Settings of a connector's solutions.
 * @throws {InputError} `solution-settings` with file and line, if solution.yaml is unusable
 */
export function readSolutionSettings(source: PackageSource): {
  settings: SolutionSettings;
  notices: Notice[];
} {
  return settingsOf(readSettingsFile(source.connector.root), source);
}

/** Settings as a file has them; what it leaves out is derived from a connector. */
export function settingsOf(
  file: SettingsFile,
  source: PackageSource,
): { settings: SolutionSettings; notices: Notice[] } {
  const notices: Notice[] = [];
  const { shared } = source.options;
  const given = file.publisher ?? shared?.publisher;
  const publisher: NonNullable<SettingsFile["publisher"]> = given ?? derivePublisher(source);
  if (!given) {
    notices.push({
      code: "publisher-derived",
      severity: "note",
      message: `No publisher is set: "${publisher.uniqueName}" with the prefix "${publisher.prefix}" is used.`,
      help: "Write a solution.yaml with your own publisher before the first import; the prefix stays in the connector's name.",
    });
  }
  const language = file.language ?? shared?.language ?? DEFAULT_LANGUAGE;
  const text = (setting: string | Labels | undefined) => labelsOfSetting(setting, language);
  const uniqueName = file.solution?.uniqueName ?? pascal(source.title, "Connector");
  const displayName = text(file.solution?.displayName) ?? labels(source.title, language);
  const { connector, origin } = file;
  const connectorName =
    connector?.logicalName ?? `${publisher.prefix}_${connector?.name ?? derivedName(source.title)}`;
  return {
    settings: {
      uniqueName,
      displayName,
      description: text(file.solution?.description) ?? {},
      version: source.options.version ?? parseVersion(file.solution?.version ?? ownVersion(source)),
      publisher: {
        uniqueName: publisher.uniqueName,
        displayName: text(publisher.displayName) ?? labels(publisher.uniqueName, language),
        description: text(publisher.description) ?? {},
        email: publisher.email ?? "",
        website: publisher.website ?? "",
        prefix: publisher.prefix,
        optionValuePrefix: publisher.optionValuePrefix ?? 10_000 + (crc32(publisher.prefix) % 90_000),
        addresses: publisher.addresses ?? EMPTY_ADDRESSES,
      },
      connectorName,
      connectorId: connector?.id ?? connectorId(connectorName),
      connector: {
        ...(connector?.displayName === undefined ? {} : { displayName: connector.displayName }),
        ...(connector?.description === undefined ? {} : { description: connector.description }),
        type: String(connector?.type ?? CUSTOM_CONNECTOR),
        columns: connector?.columns ?? {},
      },
      flows: {
        uniqueName: `${uniqueName.slice(0, MAX_UNIQUE_NAME - 4)}Flow`,
        displayName:
          text(file.flows?.displayName) ?? labels(`${mainText(displayName, language)} flows`, language),
        description: text(file.flows?.description) ?? {},
      },
      language,
      languages: file.solution?.languages ?? [language],
      rootComponents: file.solution?.rootComponents ?? [],
      missingDependencies: file.solution?.missingDependencies ?? [],
      origin,
    },
    notices,
  };
}

/**
 * Makes sure that a part of a solution is not packed as the whole of it.
 * @throws {InputError} `part-of-solution`
 */
export function refusePart({ uniqueName, origin }: SolutionSettings): void {
  if (origin?.part && uniqueName.toLowerCase() === origin.solution.toLowerCase())
    throw new InputError(
      "part-of-solution",
      `solution.yaml names the solution "${uniqueName}", of which this connector is a part: importing a package of that name would remove the rest of it where it is managed.`,
      `Give solution.uniqueName another name, or put the connector back where it came from: --into with an export of "${uniqueName}".`,
    );
}

const check = schemaCheck(schema);

/**
 * The file of a connector folder as it stands; empty if there is none.
 * @throws {InputError} `solution-settings`
 */
export function readSettingsFile(root: string): SettingsFile {
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
