import type { JsonObject, JsonValue } from "../../src/json/values.ts";
import { type Fault, fault } from "./fault.ts";
import type { Seedbed } from "./seedbed.ts";

const METADATA = "/x-ms-connector-metadata";

/** One value below info, over a sound info. */
function info(
  rule: string,
  what: string,
  below: string,
  value: JsonValue | undefined,
  ...codes: string[]
): Fault {
  return fault(
    rule,
    what,
    (bed) => {
      for (const [key, sound] of Object.entries(SOUND)) bed.d.set(`/info/${key}`, structuredClone(sound));
      bed.checkpoint();
      const at = `/info${below}`;
      if (value === undefined) bed.d.drop(at);
      else bed.d.set(at, value);
      return [at, at.slice(0, at.lastIndexOf("/")), "/info", `${at}/status`, `${at}/url`, `${at}/1`];
    },
    ...codes,
  );
}

const SOUND: JsonObject = {
  title: "Fabrikam Shelves",
  description: "Fabrikam Shelves keeps things on shelves. Fill a shelf and find out what stands on it.",
  version: "1.0",
  contact: { name: "Fabrikam Support", url: "https://shelves.fabrikam.com/help", email: "help@fabrikam.com" },
};

/** Sound metadata, changed. */
function metadata(
  rule: string,
  what: string,
  change: (bed: Seedbed) => string | string[],
  ...codes: string[]
): Fault {
  return fault(
    rule,
    what,
    (bed) => {
      bed.d.set(METADATA, [
        { propertyName: "Website", propertyValue: "https://shelves.fabrikam.com" },
        { propertyName: "Privacy policy", propertyValue: "https://shelves.fabrikam.com/privacy" },
        { propertyName: "Categories", propertyValue: "Commerce;Data" },
      ]);
      bed.checkpoint();
      return change(bed);
    },
    ...codes,
  );
}

const categories = (rule: string, what: string, value: string, ...codes: string[]) =>
  metadata(rule, what, (bed) => bed.d.set(`${METADATA}/2/propertyValue`, value), ...codes);

export default [
  info("info-unknown-property", "an icon", "/icon", "icon.png", "AdditionalPropertyNotAllowed"),
  info("info-unknown-property", "a telephone", "/contact/phone", "123", "AdditionalPropertyNotAllowed"),
  info("info-unknown-property", "a misspelt key", "/descripton", "Oh.", "AdditionalPropertyNotAllowed"),
  info("info-contact-required", "an address alone", "/contact", "help@fabrikam.com", "JsonTypeIncorrect"),
  info("info-license-name", "a name alone", "/license", "MIT", "JsonTypeIncorrect"),
  info("info-annotation-status", "a word alone", "/x-ms-api-annotation", "Production"),
  info(
    "info-title-restricted-words",
    "API in one word",
    "/title",
    "ShelvesAPI",
    "ValueContainsRestrictedWords",
  ),
  info("info-contact-email", "no country", "/contact/email", "help@fabrikam", "ContactEmailNotValid"),
  info("info-contact-url", "two schemes", "/contact/url", "https://https://fabrikam.com", "UrlNotValid"),
  categories("metadata-categories-delimiter", "commas", "Commerce, Data"),
  info("info-title-required", "no title", "/title", undefined, "RequiredPropertyMissing"),
  info("info-title-required", "an empty title", "/title", "", "RequiredValueEmpty"),
  info(
    "info-title-length",
    "a long title",
    "/title",
    "Fabrikam Shelves for Everyone Else",
    "FieldLengthExceeded",
  ),
  info(
    "info-title-restricted-words",
    "API",
    "/title",
    "Fabrikam Shelves API",
    "ValueContainsRestrictedWords",
  ),
  info(
    "info-title-restricted-words",
    "connector",
    "/title",
    "Fabrikam Connector",
    "ValueContainsRestrictedWords",
  ),
  info(
    "info-title-product-names",
    "Power Automate",
    "/title",
    "Shelves for Power Automate",
    "ValueContainsRestrictedWords",
  ),
  info(
    "info-title-product-names",
    "PowerApps",
    "/title",
    "PowerApps Shelves",
    "ValueContainsRestrictedWords",
  ),
  info("info-title-english", "another alphabet", "/title", "Полки Фабрикам", "ValueMustBeInEnglish"),
  info("info-title-english", "umlauts", "/title", "Fabrikam Möbel", "ValueMustBeInEnglish"),
  info(
    "info-title-end-alnum",
    "an exclamation mark",
    "/title",
    "Fabrikam Shelves!",
    "ValueMustEndWithAlphanumeric",
  ),
  info("info-title-ip-suffix", "the suffix", "/title", "Shelves (Independent Publisher)"),
  info("info-description-required", "no description", "/description", undefined, "RequiredPropertyMissing"),
  info("info-description-length", "a short one", "/description", "Keeps things.", "FieldLengthNotInRange"),
  info(
    "info-description-length",
    "a long one",
    "/description",
    "Fabrikam keeps things. ".repeat(25).trim(),
    "FieldLengthNotInRange",
  ),
  info(
    "info-description-restricted-words",
    "Power Apps",
    "/description",
    "Brings the shelves of Fabrikam into Power Apps for everybody.",
    "ValueContainsRestrictedWords",
  ),
  info(
    "info-description-restricted-words",
    "Logic Apps",
    "/description",
    "Brings the shelves of Fabrikam into logic apps for everybody.",
    "ValueContainsRestrictedWords",
  ),
  info(
    "info-description-word-api",
    "API",
    "/description",
    "The API of Fabrikam lets everybody read what stands on shelves.",
  ),
  info("info-description-vs-title", "the same", "/description", "Fabrikam Shelves"),
  info(
    "info-description-punctuation",
    "no full stop",
    "/description",
    "Fabrikam Shelves keeps things on shelves for everybody",
  ),
  info("info-version-required", "no version", "/version", undefined, "RequiredPropertyMissing"),
  info("info-version-required", "a number", "/version", 1, "JsonTypeIncorrect"),
  info("info-version-required", "an empty version", "/version", "", "RequiredValueEmpty"),
  info("info-version-format", "a word", "/version", "latest"),
  info("info-version-format", "a v", "/version", "v1.0"),
  info("info-contact-required", "no contact", "/contact", undefined, "RequiredPropertyMissing"),
  info("info-contact-fields", "no address", "/contact/url", undefined),
  info("info-contact-fields", "nothing in it", "/contact", {}, "OneOfPropertiesRequired"),
  info("info-contact-email", "no at", "/contact/email", "help.fabrikam.com", "ContactEmailNotValid"),
  info("info-contact-email", "an umlaut", "/contact/email", "hülfe@fabrikam.com", "ContactEmailNotValid"),
  info("info-contact-email", "empty", "/contact/email", "", "ContactEmailNotValid"),
  info("info-contact-url", "no scheme", "/contact/url", "www.fabrikam.com", "UrlNotValid"),
  info("info-contact-url", "words", "/contact/url", "see our site", "UrlNotValid"),
  info("info-license-name", "no name", "/license", { url: "https://fabrikam.com/license" }),
  info("info-license-name", "no address", "/license", { name: "MIT", url: "license.txt" }),
  info("info-terms-url", "words", "/termsOfService", "As agreed."),
  info("info-annotation-status", "an unknown status", "/x-ms-api-annotation", { status: "Beta" }),
  fault("info-annotation-status", "an unknown status of an operation", (bed) => {
    const at = bed.d.set(`${bed.newAction()}/x-ms-api-annotation`, {
      family: "Shelf",
      revision: 1,
      status: "GA",
    });
    return [`${at}/status`, at];
  }),
  fault(
    "info-annotation-status",
    "finished at a beta service",
    (bed) => {
      bed.d.set("/basePath", "/beta");
      bed.checkpoint();
      bed.d.set("/info/x-ms-api-annotation", { status: "Production" });
      return "/info/x-ms-api-annotation/status";
    },
    "ProductionStatusOnBetaService",
  ),
  info("info-keywords-array", "a text", "/x-ms-keywords", "shelf, rack"),
  info("info-keywords-array", "a number", "/x-ms-keywords", ["shelf", 7]),
  info("info-deployment-version", "a word", "/x-ms-deployment-version", "first"),
  metadata(
    "metadata-required",
    "none",
    (bed) => {
      bed.d.drop(METADATA);
      return "";
    },
    "ConnectorMetadataPropertiesMissing",
  ),
  metadata("metadata-shape", "an object", (bed) =>
    bed.d.set(METADATA, { Website: "https://shelves.fabrikam.com" }),
  ),
  metadata("metadata-shape", "capital letters", (bed) => [
    bed.d.rename(`${METADATA}/0/propertyName`, "PropertyName"),
    `${METADATA}/0`,
  ]),
  metadata("metadata-shape", "a list as value", (bed) => bed.d.set(`${METADATA}/2/propertyValue`, ["Data"])),
  ...[0, 1, 2].map((index) =>
    metadata(
      "metadata-entries",
      `entry ${index} missing`,
      (bed) => {
        bed.d.drop(`${METADATA}/${index}`);
        return METADATA;
      },
      "ConnectorMetadataPropertiesMissing",
    ),
  ),
  metadata("metadata-name-spelling", "another letter case", (bed) =>
    bed.d.set(`${METADATA}/1/propertyName`, "Privacy Policy"),
  ),
  metadata("metadata-name-spelling", "a misspelt name", (bed) =>
    bed.d.set(`${METADATA}/0/propertyName`, "Web site"),
  ),
  metadata("metadata-url", "no scheme", (bed) =>
    bed.d.set(`${METADATA}/0/propertyValue`, "shelves.fabrikam.com"),
  ),
  metadata("metadata-entries", "an empty address", (bed) => {
    bed.d.set(`${METADATA}/1/propertyValue`, "");
    return `${METADATA}/1`;
  }),
  categories("metadata-categories-value", "an unknown one", "Furniture", "InvalidConnectorCategory"),
  categories("metadata-categories-value", "a comma", "Commerce,Data", "InvalidConnectorCategory"),
  categories("metadata-categories-max", "three", "Commerce;Data;Finance", "TooManyConnectorCategories"),
  categories("metadata-categories-delimiter", "a blank", "Commerce; Data"),
  metadata("metadata-duplicate", "two websites", (bed) =>
    bed.d.append(METADATA, { propertyName: "Website", propertyValue: "https://fabrikam.com" }),
  ),
];
