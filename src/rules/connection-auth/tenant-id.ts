/** The parameter token:TenantId, by which a connection chooses the Entra ID tenant to sign in to. */

import { addMember, replaceValue } from "../../json/edits.ts";
import { isObject, own, ownObject, ownString } from "../../json/values.ts";
import { oauthProperties } from "../examples/oauth-example.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PROPERTIES_SCHEMA, pullRequest } from "../sources.ts";

const SOURCE_TYPE = "AzureActiveDirectoryTenant";
/** Sourced: the schema wants this sentence letter for letter, its slip included. */
const DESCRIPTION = "The tenant ID of for the Azure Active Directory application";
const AT = "apiProperties.json#/properties/connectionParameters/token:TenantId";
const SOUND = { type: "string", metadata: { sourceType: SOURCE_TYPE } };

export default defineRules("connection-auth", [
  {
    id: "cp-tenantid-shape",
    statement: `token:TenantId is a string whose metadata names the source type ${SOURCE_TYPE}.`,
    why: "By type and metadata the platform knows that the value is the tenant to sign in to: without them people sign in to the wrong one, or not at all, and certification refuses the connector.",
    severity: { import: "warning", certification: "error" },
    sources: [PROPERTIES_SCHEMA, pullRequest(3097), "observed: all 58 such parameters have this shape"],
    fixable: true,
    checks: {
      connectionParameter(parameter, context) {
        if (parameter.key !== "token:TenantId") return;
        const type = ownString(parameter.value, "type");
        if (type !== undefined && type.toLowerCase() !== "string") {
          context.report(parameter.at("type"), `token:TenantId has the type ${quote(type)}.`, {
            help: 'Write "string".',
            ...(type.toLowerCase() === "securestring" && {
              fix: {
                title: 'Write "string"',
                edits: (document) => replaceValue(document, parameter.at("type").pointer, "string"),
              },
            }),
          });
        }
        const metadata = own(parameter.value, "metadata");
        const source = own(metadata, "sourceType");
        if (source === SOURCE_TYPE) return;
        const place =
          metadata === undefined
            ? parameter
            : source === undefined
              ? parameter.at("metadata")
              : parameter.at("metadata", "sourceType");
        context.report(
          place,
          source === undefined
            ? "token:TenantId does not say that it is a tenant: metadata.sourceType is missing."
            : `metadata.sourceType of token:TenantId cannot be ${show(source)}.`,
          {
            help: `Write "metadata": {"sourceType": "${SOURCE_TYPE}"}.`,
            ...((metadata === undefined || isObject(metadata)) && {
              fix: {
                title: `Set metadata.sourceType to "${SOURCE_TYPE}"`,
                edits: (document) =>
                  metadata === undefined
                    ? addMember(document, parameter.pointer, "metadata", { sourceType: SOURCE_TYPE })
                    : addMember(document, parameter.at("metadata").pointer, "sourceType", SOURCE_TYPE),
              },
            }),
          },
        );
      },
    },
    bad: [
      { properties: oauthProperties({}, { "token:TenantId": { type: "string" } }), at: [AT] },
      {
        properties: oauthProperties(
          {},
          { "token:TenantId": { type: "securestring", metadata: { sourceType: "Tenant" } } },
        ),
        at: [`${AT}/type`, `${AT}/metadata/sourceType`],
      },
      {
        properties: oauthProperties({}, { "token:TenantId": { type: "string", metadata: {} } }),
        at: [`${AT}/metadata`],
      },
    ],
    good: [{ properties: oauthProperties({}, { "token:TenantId": SOUND }) }],
  },
  {
    id: "cp-tenantid-ui-exact",
    statement: "The description of token:TenantId is the sentence that the schema requires.",
    why: "The pipeline for certification has at times called a description other than that of the schema critical; nine of ten connectors were shipped with one all the same.",
    severity: { import: "info", certification: "info" },
    sources: [pullRequest(3097), PROPERTIES_SCHEMA],
    checks: {
      connectionParameter(parameter, context) {
        if (parameter.key !== "token:TenantId") return;
        const ui = ownObject(parameter.value, "uiDefinition");
        const description = ownString(ui, "description");
        if (!ui || description === DESCRIPTION) return;
        context.report(
          description === undefined
            ? parameter.at("uiDefinition")
            : parameter.at("uiDefinition", "description"),
          description === undefined
            ? "token:TenantId has no description, where Microsoft's schema of apiProperties.json requires one sentence."
            : `The description of token:TenantId, ${quote(description)}, is not the sentence that Microsoft's schema of apiProperties.json requires.`,
          { help: `If a reviewer asks, write "${DESCRIPTION}", letter for letter.` },
        );
      },
    },
    bad: [
      {
        properties: oauthProperties(
          {},
          { "token:TenantId": { ...SOUND, uiDefinition: { description: "Your tenant" } } },
        ),
        at: [`${AT}/uiDefinition/description`],
      },
      {
        properties: oauthProperties(
          {},
          { "token:TenantId": { ...SOUND, uiDefinition: { constraints: { hidden: "true" } } } },
        ),
        at: [`${AT}/uiDefinition`],
      },
    ],
    good: [
      {
        properties: oauthProperties(
          {},
          { "token:TenantId": { ...SOUND, uiDefinition: { description: DESCRIPTION } } },
        ),
      },
    ],
  },
]);
