/** `customizations.xml`: connector, flows and connection references of a solution. (Sourced: server exports.) */
import { element, type XmlElement } from "../xml/write-xml.ts";
import type { ConnectorPart } from "./connector-part.ts";
import { apiName, connectionReferenceName } from "./names.ts";
import type { SolutionSettings } from "./settings.ts";
import { ROOT_ATTRIBUTES } from "./solution-xml.ts";
import type { WorkflowPart } from "./workflow-part.ts";

/** The part; with flows, the connection reference they share goes in, too. */
export function customizationsXml(
  settings: SolutionSettings,
  connectors: readonly XmlElement[],
  flows: readonly WorkflowPart[] = [],
  references: readonly XmlElement[] = [],
): XmlElement {
  return element(
    "ImportExportXml",
    [
      element("Entities", []),
      element("Roles", []),
      element(
        "Workflows",
        flows.map((flow) => flow.element),
      ),
      element("FieldSecurityProfiles", []),
      element("Templates"),
      element("EntityMaps"),
      element("EntityRelationships"),
      element("OrganizationSettings"),
      element("optionsets"),
      element("CustomControls"),
      element("EntityDataProviders"),
      element("Connectors", connectors.length > 0 ? [...connectors] : undefined),
      ...(references.length > 0 ? [element("connectionreferences", [...references])] : []),
      element(
        "Languages",
        settings.languages.map((language) => element("Language", String(language))),
      ),
    ],
    ROOT_ATTRIBUTES,
  );
}

/** Display names of rows are kept to what such columns usually take. (Inferred.) */
const MAX_DISPLAY_NAME = 100;

/** The reference through which flows get their connection; which connection that is, is chosen at the import. */
export function connectionReference(part: ConnectorPart, settings: SolutionSettings): XmlElement {
  return element(
    "connectionreference",
    [
      element("connectionreferencedisplayname", part.displayName.slice(0, MAX_DISPLAY_NAME)),
      element("connectorid", `/providers/Microsoft.PowerApps/apis/${apiName(part.name)}`),
      element("customconnectorid", [element("connectorid", part.id)]),
      element("iscustomizable", "1"),
      element("promptingbehavior", "0"),
      element("statecode", "0"),
      element("statuscode", "1"),
    ],
    {
      connectionreferencelogicalname: connectionReferenceName(settings.publisher.prefix, part.name),
    },
  );
}
