/** A connector made ready for packaging: read as written, the maker's choices applied, nothing in it that must not ship. */
import { everyParameter, isEntraId } from "../definition/connection.ts";
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { buildModel, type ConnectorModel } from "../definition/model.ts";
import { policiesOf } from "../definition/policies.ts";
import type { ReadProblem } from "../json/problem.ts";
import { get, getText, type ObjectNode, parseTree, set, treeOf } from "../json/tree.ts";
import { plainOf } from "../json/write-json.ts";
import { isEnvironmentVariable, isPlaceholder } from "../machine/redaction/credentials.ts";
import { connectionOf, oAuthSettingsOf } from "./connection.ts";
import type { Notice } from "./notice.ts";
import { type HostChoice, type PackageOptions, parseHost } from "./options.ts";
import type { VariableDefinition } from "./read/packaged-connector.ts";
import { VARIABLE_FOLDER } from "./read/read-variables.ts";
import { findSecrets, stripSecrets } from "./secrets.ts";
import { findSettingsFile, settingsFolder } from "./settings-file.ts";
import { folderVariables } from "./solution/folder-variables.ts";

export interface PackageSource {
  connector: ConnectorFolder;
  title: string;
  description: string;
  /** The definition's own version, as written. */
  apiVersion: string;
  /** Host of the definition, after `--host`; empty if it has none. */
  host: string;
  definition: ObjectNode;
  /** Reads operations out of the definition as shipped. */
  model: ConnectorModel;
  /** The whole of apiProperties.json without secrets. */
  propertiesFile: ObjectNode;
  /** Its `properties` member. */
  properties: ObjectNode;
  icon: Buffer | undefined;
  /** The script with its bytes as they are. */
  script: Buffer | undefined;
  scriptText: string | undefined;
  /** Definitions of environment variables that are in the folder: read once, so that what ships is what was looked at. */
  variables: VariableDefinition[];
  options: PackageOptions;
}

/** Problems of reading that leave nothing to ship. Others are warnings: what is shipped is UTF-8 whatever the source was. */
const FATAL: ReadProblem["code"][] = [
  "json-syntax",
  "json-too-deep",
  "too-large",
  "not-a-file",
  "outside-folder",
  "unreadable",
  "definition-missing",
  "properties-missing",
];

/**
 * Prepares a connector. With an error among the notices there is no source.
 * @throws {InputError} `bad-host`
 */
export function prepareSource(
  connector: ConnectorFolder,
  options: PackageOptions,
): { source: PackageSource | undefined; notices: Notice[] } {
  const notices: Notice[] = readingNotices(connector);
  const { definition: definitionFile, properties: propertiesDocument } = connector;
  if (!definitionFile?.strict || !propertiesDocument?.strict) {
    return { source: undefined, notices };
  }
  const definition = parseTree(definitionFile.text, definitionFile.file);
  const propertiesFile = parseTree(propertiesDocument.text, propertiesDocument.file);
  const properties = get(propertiesFile, "properties");
  if (definition.kind !== "object" || propertiesFile.kind !== "object" || properties?.kind !== "object") {
    const file = definition.kind !== "object" ? definitionFile.file : propertiesDocument.file;
    notices.push({
      code: "wrong-shape",
      severity: "error",
      message:
        definition.kind !== "object"
          ? "The definition is not a JSON object."
          : 'The file has no object "properties".',
      help: 'A definition is an object; apiProperties.json is {"properties": {…}}.',
      file,
      line: 1,
    });
    return { source: undefined, notices };
  }
  const variables = folderVariables(connector.root);
  notices.push(
    ...findSecrets(connector, accompanying(connector.root, variables), (secret) =>
      Boolean(options.isExcused?.(connector.root, secret)),
    ),
  );
  stripSecrets(propertiesFile);
  notices.push(...applyClientId(properties, options.clientId, propertiesDocument.file));
  if (options.host !== undefined) notices.push(...applyHost(definition, properties, parseHost(options.host)));

  const info = get(definition, "info");
  return {
    source: {
      connector,
      title: getText(info, "title") ?? connector.name,
      description: getText(info, "description") ?? "",
      apiVersion: getText(info, "version") ?? "",
      host: getText(definition, "host") ?? "",
      definition,
      model: buildModel(definitionFile.value),
      propertiesFile,
      properties,
      icon: connector.icon?.bytes,
      script: connector.script?.bytes,
      scriptText: connector.script?.text,
      variables,
      options,
    },
    notices,
  };
}

/** What else goes into packages, and is not a part of the connector itself. */
function accompanying(
  root: string,
  variables: readonly VariableDefinition[],
): { file: string; bytes: Buffer }[] {
  const settings = findSettingsFile(root);
  const others = variables.flatMap(({ schemaName, defaultValue, files }) =>
    files.map(({ path, bytes }) => ({
      file: `${settingsFolder(root)}${VARIABLE_FOLDER}/${path}`,
      // The default is in an element of its own, away from the name that tells what it is; that of a secret is a path in a vault.
      bytes:
        defaultValue === undefined || defaultValue.startsWith("/subscriptions/")
          ? bytes
          : Buffer.concat([bytes, Buffer.from(`\n${schemaName}: ${defaultValue}\n`)]),
    })),
  );
  return settings ? [{ file: settings.file, bytes: settings.bytes }, ...others] : others;
}

function readingNotices(connector: ConnectorFolder): Notice[] {
  const companions = new Set([connector.settings?.file, connector.readme?.file, connector.intro?.file]);
  const notices = connector.problems.map((problem) => {
    const fatal = FATAL.includes(problem.code) && !companions.has(problem.file);
    const notice: Notice = {
      code: problem.code,
      severity: fatal ? "error" : "warning",
      message: problem.message,
      help: problem.help,
      file: problem.file,
    };
    const lines = [connector.definition, connector.properties, connector.settings, connector.script].find(
      (file) => file?.file === problem.file,
    )?.lines;
    if (lines && problem.start !== undefined) notice.line = lines.at(problem.start).line;
    return notice;
  });
  return [...notices, ...misnamedFiles(connector)];
}

/** A package without a file that the author names would be another connector than the one that is meant. */
function misnamedFiles(connector: ConnectorFolder): Notice[] {
  const { settings } = connector;
  if (!settings) return [];
  return connector.named.flatMap(({ key, name, fault }) =>
    fault === undefined
      ? []
      : [
          {
            code: "settings-file-missing",
            severity: "error" as const,
            message:
              fault === "outside"
                ? `"${key}" names ${JSON.stringify(name)}, which is outside the connector's folder.`
                : `"${key}" names ${JSON.stringify(name)}, and there is no such file.`,
            help: "Name a file of the folder, or remove the setting.",
            file: settings.file,
            line: settings.span(`/${key}`).start.line,
          },
        ],
  );
}

/** The key of the stack owner, however it is spelt: some published connectors have it in lower case. */
export function isStackOwner(key: string): boolean {
  return key.toLowerCase() === "stackowner";
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function applyClientId(properties: ObjectNode, clientId: string | undefined, file: string): Notice[] {
  const signIns = everyParameter(connectionOf(properties)).filter(({ oauth }) => oauth !== undefined);
  if (clientId === undefined) {
    const open = signIns.find(({ oauth }) => {
      const id = oauth?.clientId.value ?? "";
      return isPlaceholder(id) && !isEnvironmentVariable(id);
    });
    if (!open) return [];
    return [
      {
        code: "client-id-open",
        severity: "note",
        message: "The client id is a placeholder: nobody can sign in until it is set.",
        help: "Pass --client-id with the id of your app registration, or enter it under Security after the import.",
        file,
      },
    ];
  }
  if (signIns.length === 0) {
    return [
      {
        code: "client-id-unused",
        severity: "warning",
        message: "--client-id has no effect: no connection parameter signs in with OAuth.",
        help: "Leave the option out.",
      },
    ];
  }
  if (signIns.some(isEntraId) && !GUID.test(clientId)) {
    return [
      {
        code: "client-id-not-guid",
        severity: "error",
        message: "--client-id is not a GUID, and the connector signs in with Microsoft Entra ID.",
        help: "Copy the Application (client) ID from the overview of the app registration.",
        file,
      },
    ];
  }
  for (const settings of oAuthSettingsOf(properties)) set(settings, "clientId", treeOf(clientId));
  return [];
}

/** Points a definition at another host. */
export function setHost(definition: ObjectNode, choice: HostChoice): void {
  set(definition, "host", treeOf(choice.host));
  if (choice.scheme) set(definition, "schemes", treeOf([choice.scheme]));
  if (choice.basePath) set(definition, "basePath", treeOf(choice.basePath));
}

function applyHost(definition: ObjectNode, properties: ObjectNode, choice: HostChoice): Notice[] {
  setHost(definition, choice);
  const rerouting = policiesOf(plainOf(properties)).find(
    ({ policy }) => policy.template?.id === "dynamichosturl",
  )?.policy;
  if (!rerouting) return [];
  return [
    {
      code: "host-set-by-policy",
      severity: "warning",
      message: `The policy "${rerouting.title ?? "dynamichosturl"}" sets the host of its operations; --host does not change it.`,
      help: "Change the policy's urlTemplate for a test connector.",
    },
  ];
}
