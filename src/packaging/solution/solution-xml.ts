/** `solution.xml`: name, version, publisher and root components of a solution. (Sourced: server exports.) */
import { type Attributes, element, type XmlElement } from "../xml/write-xml.ts";
import type { RootComponent, SolutionIdentity } from "./identity.ts";
import { labelList } from "./labels.ts";
import type { SolutionSettings } from "./settings.ts";

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** The organisation that an export names as its origin; an import does not compare it. (Sourced: an export of 2026.) */
const ORGANIZATION: Attributes = {
  OrganizationVersion: "9.2.26043.140",
  OrganizationSchemaType: "Standard",
  CRMServerServiceabilityVersion: "9.2.26043.00151",
};

/** Attributes of both roots behind the namespace. */
export const ROOT_ATTRIBUTES: Attributes = { "xmlns:xsi": XSI, ...ORGANIZATION };

export const NIL: Attributes = { "xsi:nil": "true" };

/** Component types; 372 in every known export, though the option set lists 371 under the same label. */
export const COMPONENT = { workflow: "29", connector: "372" } as const;

/** Fields of an address in the order of the export. */
export const ADDRESS_FIELDS =
  "AddressNumber AddressTypeCode City County Country Fax FreightTermsCode ImportSequenceNumber Latitude Line1 Line2 Line3 Longitude Name PostalCode PostOfficeBox PrimaryContactName ShippingMethodCode StateOrProvince Telephone1 Telephone2 Telephone3 TimeZoneRuleVersionNumber UPSZone UTCOffset UTCConversionTimeZoneCode".split(
    " ",
  );

/** `0` unmanaged, `1` managed; `2`, in unpacked sources only, both. */
export type Managed = "0" | "1" | "2";

/** The part for one solution. */
export function solutionXml(
  identity: SolutionIdentity,
  settings: SolutionSettings,
  managed: Managed,
  components: readonly RootComponent[],
): XmlElement {
  const { publisher, version } = settings;
  const optional = (name: string, text: string) =>
    text === "" ? element(name, "", NIL) : element(name, text);
  return element(
    "ImportExportXml",
    [
      element("SolutionManifest", [
        element("UniqueName", identity.uniqueName),
        labelList("LocalizedNames", "LocalizedName", identity.displayName),
        labelList("Descriptions", "Description", identity.description),
        element("Version", version),
        element("Managed", managed),
        element("Publisher", [
          element("UniqueName", publisher.uniqueName),
          labelList("LocalizedNames", "LocalizedName", publisher.displayName),
          labelList("Descriptions", "Description", publisher.description),
          optional("EMailAddress", publisher.email),
          optional("SupportingWebsiteUrl", publisher.website),
          element("CustomizationPrefix", publisher.prefix),
          element("CustomizationOptionValuePrefix", String(publisher.optionValuePrefix)),
          element("Addresses", publisher.addresses.map(address)),
        ]),
        element(
          "RootComponents",
          components.map(({ type, id, schemaName, behavior }) =>
            element("RootComponent", undefined, {
              type,
              ...(id === undefined ? {} : { id: `{${id}}` }),
              ...(schemaName === undefined ? {} : { schemaName }),
              behavior: behavior ?? "0",
            }),
          ),
        ),
        settings.missingDependencies.length === 0
          ? element("MissingDependencies")
          : element(
              "MissingDependencies",
              settings.missingDependencies.map(({ required, dependent }) =>
                element("MissingDependency", [
                  element("Required", undefined, required),
                  element("Dependent", undefined, dependent),
                ]),
              ),
            ),
      ]),
    ],
    {
      version: "9.2.26043.140",
      SolutionPackageVersion: "9.2",
      languagecode: String(settings.language),
      generatedBy: "CrmLive",
      ...ROOT_ATTRIBUTES,
    },
  );
}

function address(values: Attributes): XmlElement {
  return element(
    "Address",
    ADDRESS_FIELDS.map((field) => {
      const value = values[field];
      return value === undefined ? element(field, "", NIL) : element(field, value);
    }),
  );
}
