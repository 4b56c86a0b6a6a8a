/** The smaller parts of info: keys, version, licence, terms, keywords. */

import { replaceValue } from "../../json/edits.ts";
import { own, ownString } from "../../json/values.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { checkAddress, noAddress } from "../facts/addresses.ts";
import { didYouMean } from "../language/nearest.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, SWAGGER_2, VALIDATOR_CODES, VERSIONING } from "../sources.ts";

const ANNOTATION = "x-ms-api-annotation";
const DEPLOYED = "x-ms-deployment-version";
const VERSION_HELP = 'Write at least two numbers with dots between them, such as "1.0".';
const STATUSES = ["Preview", "Production"];

const notAnAddress = (what: string) => (shown: string) =>
  `The address of the ${what}, ${shown}, is not a web address.`;

export default defineRules("info", [
  {
    id: "info-unknown-property",
    statement: "info, contact and license hold only keys of Swagger 2.0 and x-… extensions.",
    why: 'The platform checks "info" when the definition is uploaded, and refuses the whole definition for a key that it does not know.',
    severity: { import: "error", certification: "error" },
    codes: ["AdditionalPropertyNotAllowed", "ExtensionNameNotValid", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    // Certification asks for a contact.
    yieldsTo: ["info-contact-required"],
    shape: [
      {
        of: ["info", "contact", "license"],
        faults: ["unknown"],
        say: ({ key, kindName }) => ({ message: `${quote(key)} is not a key of ${kindName}.` }),
      },
      { of: "info", faults: ["type"], keys: ["contact"] },
    ],
    bad: [
      { definition: { info: { summary: "Parcels" } }, at: ["/info/summary"] },
      { definition: { info: { "ms-logo": "parcel.png" } }, at: ["/info/ms-logo"] },
      {
        definition: { info: { contact: { Email: "a@fabrikam.com", email: null } } },
        at: ["/info/contact/Email"],
      },
      {
        definition: { info: { license: { name: "MIT", identifier: "MIT" } } },
        at: ["/info/license/identifier"],
      },
    ],
    good: [{ definition: { info: { "x-logo": {}, termsOfService: "https://fabrikam.com/terms" } } }],
  },
  {
    id: "info-version-required",
    statement: "info.version is there and is a string that is not empty.",
    why: "OpenAPI requires it, and the platform refuses to import a definition that lacks it or has a number in its place.",
    severity: { import: "error", certification: "error" },
    codes: ["RequiredPropertyMissing", "RequiredValueEmpty", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    shape: [
      {
        of: "info",
        faults: ["missing", "empty", "type"],
        keys: ["version"],
        say: ({ value, place }) => ({
          help: 'Write "version": "1.0".',
          fix:
            typeof value === "number"
              ? {
                  title: "Put it in quotes",
                  edits: (document) => {
                    const found = document.locate(place.pointer);
                    // As the author wrote it: 1.0 as a number has lost its zero.
                    const text = document.text.slice(found.start, found.end);
                    return found.exact
                      ? [{ start: found.start, end: found.end, text: `"${text}"` }]
                      : undefined;
                  },
                }
              : undefined,
        }),
      },
    ],
    bad: [
      { definition: { info: { version: null } }, at: ["/info"] },
      { definition: { info: { version: 1 } }, at: ["/info/version"] },
      { definition: { info: { version: "" } }, at: ["/info/version"] },
    ],
    good: [{ definition: { info: { version: "2.1.0" } } }],
  },
  {
    id: "info-version-format",
    statement: "The version consists of numbers and dots.",
    why: "The format is our reading: tools that compare versions number by number cannot tell whether the connector is newer than another version of it. Nothing is refused for it.",
    severity: { import: "info", certification: "info" },
    sources: [DEFINITION_SCHEMA],
    yieldsTo: ["info-version-required"],
    fixable: true,
    checks: {
      info(info, context) {
        const version = ownString(info.value, "version");
        if (version === undefined || /^\d+(\.\d+)*$/.test(version)) return;
        const plain = /^\s*(?:v|version)?[\s.]*(\d+(\.\d+)*)\s*$/i.exec(version)?.[1];
        context.report(
          info.at("version"),
          `The version of the connector, ${quote(version)}, is not made of numbers and dots alone.`,
          {
            help: plain === undefined ? 'Write numbers and dots, such as "1.0".' : `Write "${plain}".`,
            ...(plain !== undefined && {
              fix: {
                title: `Write "${plain}"`,
                edits: (document) => replaceValue(document, info.at("version").pointer, plain),
              },
            }),
          },
        );
      },
    },
    bad: [
      { definition: { info: { version: "v1.0" } }, at: ["/info/version"] },
      { definition: { info: { version: "current" } }, at: ["/info/version"] },
    ],
    good: [{ definition: { info: { version: "1.0.7" } } }, { definition: { info: { version: "2" } } }],
  },
  {
    id: "info-license-name",
    statement: "A license has a name, and its url is absolute.",
    why: "OpenAPI requires the name, and the platform refuses a definition whose license lacks it or leads to no whole address.",
    severity: { import: "error", certification: "error" },
    codes: ["RequiredPropertyMissing", "RequiredValueEmpty", "UrlNotValid", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    shape: [
      { of: "info", faults: ["type"], keys: ["license"] },
      { of: "license", faults: ["missing", "empty", "type"], keys: ["name"] },
      noAddress("license", "url", notAnAddress("license")),
    ],
    checks: {
      license: (license, context) => checkAddress(license, ["url"], notAnAddress("license"), context),
    },
    bad: [
      { definition: { info: { license: "MIT" } }, at: ["/info/license"] },
      {
        definition: { info: { license: { url: "fabrikam.com/license" } } },
        at: ["/info/license", "/info/license/url"],
      },
    ],
    good: [{ definition: { info: { license: { name: "MIT", url: "https://opensource.org/license/mit" } } } }],
  },
  {
    id: "info-terms-url",
    statement: "termsOfService is an address.",
    why: 'The terms of service are offered as a link, which leads nowhere without "https://" and a host.',
    severity: { import: "warning", certification: "warning" },
    sources: [SWAGGER_2],
    inferred: true,
    fixable: true,
    shape: [noAddress("info", "termsOfService", notAnAddress("terms of service"))],
    checks: {
      info: (info, context) =>
        checkAddress(info, ["termsOfService"], notAnAddress("terms of service"), context, []),
    },
    bad: [
      { definition: { info: { termsOfService: "fabrikam.com/terms" } }, at: ["/info/termsOfService"] },
      { definition: { info: { termsOfService: "Ask us." } }, at: ["/info/termsOfService"] },
    ],
    good: [{ definition: { info: { termsOfService: "https://fabrikam.com/terms" } } }],
  },
  {
    id: "info-annotation-status",
    statement:
      "The status in x-ms-api-annotation is Preview or Production, and Production only if the service is not a beta.",
    why: 'The status tells makers whether what they use can still change. Microsoft\'s schema knows only "Preview" and "Production", and nobody is warned of a preview by any other word.',
    severity: { import: "warning", certification: "warning" },
    codes: ["ProductionStatusOnBetaService", "JsonValueNotInEnum"],
    sources: [VERSIONING, DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    shape: [
      { of: "info", faults: ["type"], keys: [ANNOTATION], say: () => ({ part: "key", codes: [] }) },
      {
        of: ["annotation", "connectorAnnotation"],
        faults: ["type", "value"],
        keys: ["status"],
        say: ({ value }) => ({
          message: `The status in "${ANNOTATION}" is ${show(value)}; "Preview" and "Production" are the two that exist.`,
          help: `${typeof value === "string" ? didYouMean(value, STATUSES) : ""}Write "Preview" or "Production".`,
          codes: ["JsonValueNotInEnum"],
        }),
      },
      {
        of: "connectorAnnotation",
        faults: ["missing", "unknown"],
        say({ fault, key, holder }) {
          // Where the key is only misspelt, that is the place to say so.
          const misspelt = (other: string) => other !== "status" && other.toLowerCase() === "status";
          if (fault === "missing" ? Object.keys(holder).some(misspelt) : !misspelt(key)) return undefined;
          return {
            message: `"${ANNOTATION}" of info has no "status".`,
            help: `Add "status": "Production" to "${ANNOTATION}", or "status": "Preview" as long as what makers use may still change.`,
            part: "key",
            label: undefined,
            meant: undefined,
            fix: undefined,
            codes: [],
          };
        },
      },
    ],
    checks: {
      info(info, context) {
        if (ownString(own(info.value, "x-ms-api-annotation"), "status")?.toLowerCase() !== "production")
          return;
        for (const key of ["host", "basePath"]) {
          const value = ownString(context.root, key);
          if (value === undefined || !/(^|[./-])beta([./-]|$)/i.test(value)) continue;
          context.report(
            info.at("x-ms-api-annotation", "status"),
            `The status of the connector is "Production", but its ${key}, ${quote(value)}, names a beta.`,
            {
              help: 'Write "Preview" until the service is no longer a beta.',
              codes: ["ProductionStatusOnBetaService"],
              related: [{ place: { file: info.file, pointer: `/${key}` }, label: "a beta" }],
            },
          );
        }
      },
    },
    bad: [
      {
        definition: { info: { "x-ms-api-annotation": { status: "preview" } } },
        at: ["/info/x-ms-api-annotation/status"],
      },
      {
        definition: { info: { "x-ms-api-annotation": "Production" } },
        at: ["/info/x-ms-api-annotation"],
      },
      {
        definition: { info: { "x-ms-api-annotation": { Status: "Production" } } },
        at: ["/info/x-ms-api-annotation/Status"],
      },
      {
        definition: { basePath: "/beta", info: { "x-ms-api-annotation": { status: "Production" } } },
        at: ["/info/x-ms-api-annotation/status"],
      },
      {
        definition: depotsWith({ "x-ms-api-annotation": { status: "Beta" } }),
        at: [`${DEPOTS}/x-ms-api-annotation/status`],
      },
    ],
    good: [{ definition: { info: { "x-ms-api-annotation": { status: "Preview" } } } }],
  },
  {
    id: "info-keywords-array",
    statement: "x-ms-keywords is an array of texts.",
    why: "Each entry is one search word: makers do not find the connector by what is not a list of texts.",
    severity: { import: "info", certification: "info" },
    sources: ["observed: 17 published connectors, all of them so"],
    inferred: true,
    shape: [{ of: "info", faults: ["type"], keys: ["x-ms-keywords"] }],
    bad: [
      { definition: { info: { "x-ms-keywords": "parcels" } }, at: ["/info/x-ms-keywords"] },
      { definition: { info: { "x-ms-keywords": ["parcels", 7] } }, at: ["/info/x-ms-keywords/1"] },
    ],
    good: [{ definition: { info: { "x-ms-keywords": ["parcels", "shipping"] } } }],
  },
  {
    id: "info-deployment-version",
    statement: 'x-ms-deployment-version is a text of numbers and dots, such as "1.0.0".',
    why: "Microsoft's schema allows only numbers with dots between them, and tools that compare the version with the one that is deployed cannot read anything else.",
    severity: { import: "warning", certification: "warning" },
    sources: [DEFINITION_SCHEMA],
    shape: [
      {
        of: "info",
        faults: ["type"],
        keys: [DEPLOYED],
        say: ({ value }) => ({
          message: `"${DEPLOYED}" is ${show(value)} instead of a text of two or more numbers with dots between them.`,
          help: VERSION_HELP,
          fix: undefined,
        }),
      },
    ],
    checks: {
      info(info, context) {
        const version = ownString(info.value, DEPLOYED);
        if (version !== undefined && !/^\d+(\.\d+)+$/.test(version))
          context.report(
            info.at(DEPLOYED),
            `"${DEPLOYED}" is ${show(version)} instead of a text of two or more numbers with dots between them.`,
            {
              help: VERSION_HELP,
            },
          );
      },
    },
    bad: [
      { definition: { info: { "x-ms-deployment-version": "1" } }, at: ["/info/x-ms-deployment-version"] },
      { definition: { info: { "x-ms-deployment-version": 1.2 } }, at: ["/info/x-ms-deployment-version"] },
    ],
    good: [{ definition: { info: { "x-ms-deployment-version": "1.0.3" } } }],
  },
]);
