/** A solution.yaml that makes the next package an update of the solution a connector came from. */
import { parse, stringify } from "yaml";
import { get, getText } from "../../json/tree.ts";
import { parseVersion } from "../options.ts";
import type { PackagedConnector, SolutionOrigin } from "../read/packaged-connector.ts";
import { EMPTY_ADDRESSES } from "../solution/identity.ts";
import { type Labels, mainText, settingOfLabels } from "../solution/labels.ts";
import { DEFAULT_LANGUAGE, pascal, type SettingsFile } from "../solution/settings.ts";
import type { Attributes } from "../xml/write-xml.ts";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The file; values that the schema would refuse are left out. */
export function solutionYaml(connector: PackagedConnector, origin: SolutionOrigin): Buffer {
  const part = origin.rest.length > 0;
  const language = origin.language ?? DEFAULT_LANGUAGE;
  const { publisher } = origin;
  const prefix = /^(?!mscrm)[A-Za-z][A-Za-z0-9]{1,7}$/.test(publisher.prefix) ? publisher.prefix : undefined;
  const known = prefix !== undefined && uniqueName(publisher.uniqueName) !== undefined;
  const text = (texts: Labels, most: number) => settingOfLabels(shortened(texts, most), language);
  const content: SettingsFile = {
    solution: part
      ? { uniqueName: ownName(connector, origin), version: "1.0.0.0" }
      : {
          uniqueName: uniqueName(origin.uniqueName),
          displayName: text(origin.displayName, 256),
          description: text(origin.description, 2000),
          version: version(origin.version),
          languages: languagesOf(origin, language),
          rootComponents: origin.rootComponents.length > 0 ? [...origin.rootComponents] : undefined,
          missingDependencies:
            origin.missingDependencies.length > 0 ? [...origin.missingDependencies] : undefined,
        },
    publisher: known
      ? {
          uniqueName: publisher.uniqueName,
          displayName: text(publisher.displayName, 256),
          description: text(publisher.description, 2000),
          email: publisher.email === "" ? undefined : publisher.email.slice(0, 100),
          website: publisher.website === "" ? undefined : publisher.website.slice(0, 200),
          prefix,
          optionValuePrefix: inRange(publisher.optionValuePrefix),
          addresses: addressesOf(publisher.addresses),
        }
      : undefined,
    connector: rowOf(connector, origin, known ? publisher.prefix : undefined),
    language: language === DEFAULT_LANGUAGE ? undefined : language,
    origin: {
      solution: origin.uniqueName.slice(0, 256) || "unknown",
      version: origin.version.slice(0, 50) || undefined,
      managed: origin.managed === "1" ? true : origin.managed === "0" ? false : undefined,
      part: part || undefined,
    },
  };
  return Buffer.from(`${comment(part)}${stringify(JSON.parse(JSON.stringify(content)))}`, "utf8");
}

/**
 * The file above several connectors of one solution.
 * @param folders of the connectors, in the order of the solution
 * @param rest what the solution holds besides all of them
 */
export function setYaml(origin: SolutionOrigin, folders: readonly string[], rest: readonly string[]): Buffer {
  const [, text = ""] =
    /^(?:#.*\n)*([\s\S]*)$/.exec(
      solutionYaml(NO_CONNECTOR, {
        ...origin,
        connectorTitle: `${origin.uniqueName} connectors`,
        rest,
      }).toString("utf8"),
    ) ?? [];
  const content = parse(text) as SettingsFile;
  delete content.connector;
  const first = comment(rest.length > 0)
    .replaceAll("This connector is", "These connectors are")
    .replace("one part of", "a part of");
  return Buffer.from(`${first}${stringify({ connectors: folders, ...content })}`, "utf8");
}

/** A set has no row of its own. */
const NO_CONNECTOR: PackagedConnector = {
  name: "",
  title: "Connectors",
  label: "",
  places: { definition: "", properties: "", row: "" },
  definition: { kind: "object", members: [] },
  properties: { kind: "object", members: [] },
  carries: undefined,
  icon: undefined,
  script: undefined,
  intro: undefined,
  solution: undefined,
  variables: [],
  connectorId: undefined,
};

function comment(part: boolean): string {
  return part
    ? `# This connector is one part of the solution under "origin". What is built here is a solution of its own, under a name of
# its own: importing a smaller one under the name of the larger would remove the rest where it is managed. To put the
# connector back into the larger one, run package with --into EXPORT.zip
`
    : "# Identity of the solution this connector was unpacked from: with it, an import updates that connector.\n";
}

/** A name for the solution of a part: that of the connector, and never that of the solution it came from. */
function ownName(connector: PackagedConnector, origin: SolutionOrigin): string {
  const name = pascal(origin.connectorTitle || connector.title, "Connector");
  return name.toLowerCase() === origin.uniqueName.toLowerCase() ? `${name}Connector`.slice(0, 65) : name;
}

/** What the connector's row says that would be derived otherwise. */
function rowOf(
  connector: PackagedConnector,
  origin: SolutionOrigin,
  prefix: string | undefined,
): SettingsFile["connector"] {
  const info = get(connector.definition, "info");
  const logical = origin.connectorName;
  const own =
    prefix !== undefined && logical.startsWith(`${prefix}_`) ? logical.slice(prefix.length + 1) : undefined;
  const short = own !== undefined && /^[a-zA-Z0-9_-]{1,200}$/.test(own);
  const type = Number(origin.connectorType);
  return {
    name: short ? own : undefined,
    logicalName: !short && /^[A-Za-z][A-Za-z0-9_-]{0,499}$/.test(logical) ? logical : undefined,
    id: GUID.test(origin.connectorId) ? origin.connectorId : undefined,
    displayName:
      origin.connectorTitle === (getText(info, "title") ?? "")
        ? undefined
        : origin.connectorTitle.slice(0, 200),
    description:
      origin.connectorDescription === (getText(info, "description") ?? "")
        ? undefined
        : origin.connectorDescription.slice(0, 1000),
    type: origin.connectorType !== "" && type !== 1 && type >= 0 && type <= 9 ? type : undefined,
    columns: Object.keys(origin.columns).length > 0 ? origin.columns : undefined,
  };
}

function uniqueName(text: string): string | undefined {
  return /^[A-Za-z_]\w{0,64}$/.test(text) ? text : undefined;
}

function shortened(texts: Labels, most: number): Labels {
  return Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, text.slice(0, most)]));
}

function languagesOf({ languages }: SolutionOrigin, language: number): number[] | undefined {
  const valid = languages.filter((code) => Number.isInteger(code) && code >= 1025 && code <= 65_535);
  return valid.length === 0 || (valid.length === 1 && valid[0] === language) ? undefined : valid;
}

/** Addresses that are not the empty ones every publisher has. */
function addressesOf(addresses: readonly Attributes[]): Attributes[] | undefined {
  const same = JSON.stringify(addresses) === JSON.stringify(EMPTY_ADDRESSES);
  return same || addresses.length === 0 || addresses.length > 2 ? undefined : [...addresses];
}

function inRange(value: number | undefined): number | undefined {
  return value !== undefined && value >= 10_000 && value <= 99_999 ? value : undefined;
}

function version(text: string): string | undefined {
  try {
    return parseVersion(text);
  } catch {
    return undefined;
  }
}

/** The title that a solution has for those who read it. */
export function titleOf(origin: SolutionOrigin): string {
  return mainText(origin.displayName, origin.language ?? DEFAULT_LANGUAGE) || origin.uniqueName;
}
