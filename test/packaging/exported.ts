/** Solutions as the platform exports them, made by hand: what others export is not what we build. */
import { writeZip } from "../../src/packaging/zip/write-zip.ts";
import { png } from "../support/png.ts";

export const CONNECTOR_ID = "357a348b-d53f-4111-bec6-70a8a59a4421";

export interface Exported {
  /** Texts that replace others, in every part. */
  edits?: Record<string, string>;
  /** Parts that are added or replaced; undefined takes one out. */
  files?: Record<string, string | Uint8Array | undefined>;
  definition?: object;
  parameters?: object | string;
  /** Elements of the row besides the usual ones. */
  row?: string;
  roots?: string;
  /** Elements of customizations.xml in front of the languages. */
  more?: string;
}

export const DEFINITION = {
  swagger: "2.0",
  info: { title: "Default title", description: "", version: "1.0" },
  host: "tides.example.net",
  basePath: "/",
  schemes: ["https"],
  securityDefinitions: { key: { type: "apiKey", in: "header", name: "x-key" } },
  security: [{ key: [] }],
  paths: {
    "/tides": {
      get: { operationId: "GetTides", summary: "Get tides", responses: { "200": { description: "OK" } } },
    },
  },
};

export const PARAMETERS = { key: { type: "securestring", uiDefinition: { displayName: "Key" } } };

const NAME = "new_harbour-20tides";

/** The parts of an export by name: prefix of pac, a display name of its own, a publisher with an address, two languages. */
export function exportedParts(choice: Exported = {}): Record<string, Uint8Array> {
  const nil = (name: string) => `          <${name} xsi:nil="true"></${name}>`;
  const fields = (city: string) =>
    [
      "          <AddressNumber>1</AddressNumber>",
      nil("AddressTypeCode"),
      `          <City>${city}</City>`,
      ..."County Country Fax FreightTermsCode ImportSequenceNumber Latitude Line1 Line2 Line3 Longitude Name PostalCode PostOfficeBox PrimaryContactName ShippingMethodCode StateOrProvince Telephone1 Telephone2 Telephone3 TimeZoneRuleVersionNumber UPSZone UTCOffset UTCConversionTimeZoneCode"
        .split(" ")
        .map(nil),
    ].join("\r\n");
  const solution = `<ImportExportXml version="9.2.26043.140" SolutionPackageVersion="9.2" languagecode="1031" generatedBy="CrmLive" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" OrganizationVersion="9.2.26043.140" OrganizationSchemaType="Standard" CRMServerServiceabilityVersion="9.2.26043.00151">
  <SolutionManifest>
    <UniqueName>HarbourSuite</UniqueName>
    <LocalizedNames>
      <LocalizedName description="Hafen" languagecode="1031" />
      <LocalizedName description="Harbour" languagecode="1033" />
    </LocalizedNames>
    <Descriptions>
      <Description description="Was ein Hafen braucht" languagecode="1031" />
    </Descriptions>
    <Version>2.3.0.1</Version>
    <Managed>0</Managed>
    <Publisher>
      <UniqueName>HarbourDesk</UniqueName>
      <LocalizedNames>
        <LocalizedName description="Harbour Desk" languagecode="1031" />
      </LocalizedNames>
      <Descriptions>
        <Description description="Desks for harbours" languagecode="1031" />
      </Descriptions>
      <EMailAddress>desk@harbour.example</EMailAddress>
      <SupportingWebsiteUrl>https://harbour.example/</SupportingWebsiteUrl>
      <CustomizationPrefix>hd</CustomizationPrefix>
      <CustomizationOptionValuePrefix>54201</CustomizationOptionValuePrefix>
      <Addresses>
        <Address>
${fields("Kiel")}
        </Address>
      </Addresses>
    </Publisher>
    <RootComponents>
      <RootComponent type="372" id="{${CONNECTOR_ID}}" schemaName="${NAME}" behavior="0" />${choice.roots ?? ""}
    </RootComponents>
    <MissingDependencies>
      <MissingDependency>
        <Required type="1" schemaName="hd_pier" displayName="Pier" solution="Active" />
        <Dependent type="372" displayName="Harbour Tides" id="{${CONNECTOR_ID}}" />
      </MissingDependency>
    </MissingDependencies>
  </SolutionManifest>
</ImportExportXml>`;
  const customizations = `<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" OrganizationVersion="9.2.26043.140" OrganizationSchemaType="Standard" CRMServerServiceabilityVersion="9.2.26043.00151">
  <Entities></Entities>
  <Roles></Roles>
  <Workflows></Workflows>
  <FieldSecurityProfiles></FieldSecurityProfiles>
  <Templates />
  <EntityMaps />
  <EntityRelationships />
  <OrganizationSettings />
  <optionsets />
  <CustomControls />
  <EntityDataProviders />
  <Connectors>
    <Connector>
      <connectorid>${CONNECTOR_ID}</connectorid>
      <description></description>
      <displayname>Harbour Tides</displayname>
      <iconbrandcolor></iconbrandcolor>
      <name>${NAME}</name>
      <connectortype>1</connectortype>
      <openapidefinition>/Connector/${NAME}_openapidefinition.json</openapidefinition>
      <connectionparameters>/Connector/${NAME}_connectionparameters.json</connectionparameters>
      <policytemplateinstances>/Connector/${NAME}_policytemplateinstances.json</policytemplateinstances>
      <iconblob>/Connector/${NAME}_iconblob.Png</iconblob>${choice.row ?? ""}
    </Connector>
  </Connectors>${choice.more ?? ""}
  <Languages>
    <Language>1031</Language>
    <Language>1033</Language>
  </Languages>
</ImportExportXml>`;
  const { parameters = PARAMETERS } = choice;
  const parts: Record<string, string | Uint8Array | undefined> = {
    "customizations.xml": customizations.replaceAll(/\r?\n/g, "\r\n"),
    "solution.xml": solution.replaceAll(/\r?\n/g, "\r\n"),
    [`Connector/${NAME}_openapidefinition.json`]: JSON.stringify(choice.definition ?? DEFINITION),
    [`Connector/${NAME}_connectionparameters.json`]:
      typeof parameters === "string" ? parameters : JSON.stringify(parameters),
    [`Connector/${NAME}_policytemplateinstances.json`]: "null",
    [`Connector/${NAME}_iconblob.Png`]: png({ width: 120 }),
    "[Content_Types].xml":
      '\uFEFF<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/octet-stream" /><Default Extension="json" ContentType="application/octet-stream" /><Default Extension="Png" ContentType="application/octet-stream" /></Types>',
    ...choice.files,
  };
  const edited = (text: string) =>
    Object.entries(choice.edits ?? {}).reduce((found, [from, to]) => found.replaceAll(from, to), text);
  const result: Record<string, Uint8Array> = {};
  for (const [name, content] of Object.entries(parts))
    if (content !== undefined)
      result[edited(name)] = typeof content === "string" ? Buffer.from(edited(content), "utf8") : content;
  return result;
}

export function exportedZip(choice: Exported = {}): Buffer {
  return writeZip(Object.entries(exportedParts(choice)).map(([name, bytes]) => ({ name, bytes })));
}

/** A definition of an environment variable. */
export function variableFile(schemaName: string, defaultValue = ""): Record<string, string> {
  const value = defaultValue === "" ? "" : `  <defaultvalue>${defaultValue}</defaultvalue>\r\n`;
  return {
    [`environmentvariabledefinitions/${schemaName}/environmentvariabledefinition.xml`]: `<environmentvariabledefinition schemaname="${schemaName}">\r\n${value}  <type>100000000</type>\r\n</environmentvariabledefinition>`,
  };
}
