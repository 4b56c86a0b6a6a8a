/** `solution.xml`: name, version, publisher and root components of a solution. (Sourced: server exports.) */
import { type Attributes, element, type XmlElement } from "../xml/write-xml.ts";
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

export interface RootComponent {
  type: string;
  id: string;
  schemaName?: string;
}

/** Fields of an address in the order of the export; only these three are not empty. */
const ADDRESS_FIELDS =
  "AddressNumber AddressTypeCode City County Country Fax FreightTermsCode ImportSequenceNumber Latitude Line1 Line2 Line3 Longitude Name PostalCode PostOfficeBox PrimaryContactName ShippingMethodCode StateOrProvince Telephone1 Telephone2 Telephone3 TimeZoneRuleVersionNumber UPSZone UTCOffset UTCConversionTimeZoneCode".split(
    " ",
  );

/** `0` unmanaged, `1` managed; `2`, in unpacked sources only, both. */
export type Managed = "0" | "1" | "2";

export interface SolutionIdentity {
  uniqueName: string;
  displayName: string;
  description: string;
}

/** The part for one solution. */
export function solutionXml(
  identity: SolutionIdentity,
  settings: SolutionSettings,
  managed: Managed,
  components: readonly RootComponent[],
): XmlElement {
  const { publisher, version } = settings;
  const languagecode = String(settings.language);
  const names = (description: string) =>
    element("LocalizedNames", [element("LocalizedName", undefined, { description, languagecode })]);
  const descriptions = (description: string) =>
    description === ""
      ? element("Descriptions")
      : element("Descriptions", [element("Description", undefined, { description, languagecode })]);
  return element(
    "ImportExportXml",
    [
      element("SolutionManifest", [
        element("UniqueName", identity.uniqueName),
        names(identity.displayName),
        descriptions(identity.description),
        element("Version", version),
        element("Managed", managed),
        element("Publisher", [
          element("UniqueName", publisher.uniqueName),
          names(publisher.displayName),
          element("Descriptions"),
          element("EMailAddress", "", NIL),
          element("SupportingWebsiteUrl", "", NIL),
          element("CustomizationPrefix", publisher.prefix),
          element("CustomizationOptionValuePrefix", String(publisher.optionValuePrefix)),
          element("Addresses", [address("1"), address("2")]),
        ]),
        element(
          "RootComponents",
          components.map(({ type, id, schemaName }) =>
            element("RootComponent", undefined, {
              type,
              id: `{${id}}`,
              ...(schemaName === undefined ? {} : { schemaName }),
              behavior: "0",
            }),
          ),
        ),
        element("MissingDependencies"),
      ]),
    ],
    {
      version: "9.2.26043.140",
      SolutionPackageVersion: "9.2",
      languagecode,
      generatedBy: "CrmLive",
      ...ROOT_ATTRIBUTES,
    },
  );
}

function address(number: string): XmlElement {
  const values: Record<string, string> = {
    AddressNumber: number,
    AddressTypeCode: "1",
    ShippingMethodCode: "1",
  };
  return element(
    "Address",
    ADDRESS_FIELDS.map((field) => {
      const value = values[field];
      return value === undefined ? element(field, "", NIL) : element(field, value);
    }),
  );
}
