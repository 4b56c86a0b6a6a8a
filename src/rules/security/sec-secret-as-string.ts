import { ownObject, ownString } from "../../json/values.ts";
import { connectionParameters, oauthProperties } from "../examples/oauth-example.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { CONNECTION_PARAMETERS } from "../sources.ts";

/** Words at the end of a name that make its value a secret. Chosen; "key" alone can be a public one. */
const SECRET_NAME =
  /(?:pass(?:word|wd|phrase|code)|pwd|secret|secret_?key|api_?key|access_?key|private_?key|subscription_?key|license_?key|auth_?key|account_?key|shared_?key|master_?key|(?:access|auth|bearer|refresh|api|security|session)_?token|client_?secret)$|(?:^|_)pat$/i;
const SECRET_LABEL =
  /\b(?:password|passphrase|client secret|secret key|api secret|api key|api token|access token|access key|private key|subscription key)$/i;
const AT = "apiProperties.json#/properties/connectionParameters";

export default defineRule("security", {
  id: "sec-secret-as-string",
  statement: "Connection parameters for passwords, secrets and keys are of the type securestring.",
  why: "People who make a connection see a string while they type it, and can read it again later; a securestring is stored and never shown.",
  severity: { import: "warning", certification: "warning" },
  sources: [CONNECTION_PARAMETERS, "observed: four published connectors"],
  checks: {
    connectionParameter(parameter, context) {
      if (ownString(parameter.value, "type")?.toLowerCase() !== "string") return;
      const name = String(parameter.key)
        .replace(/^token:/, "")
        .replaceAll(/[ -]/g, "_");
      // A client id is not a secret, whatever the label around it says.
      if (/client_?id$/i.test(name)) return;
      const label = ownString(ownObject(parameter.value, "uiDefinition"), "displayName")?.trim() ?? "";
      const byName = SECRET_NAME.test(name);
      if (!byName && !SECRET_LABEL.test(label.slice(0, 200))) return;
      context.report(
        parameter.at("type"),
        byName
          ? `The connection parameter ${quote(String(parameter.key))} seems to hold a secret, but is a string.`
          : `The connection parameter ${quote(String(parameter.key))} (${quote(label)}) seems to hold a secret, but is a string.`,
        {
          help: 'Write "type": "securestring". In a published connector existing connections may have to be made anew.',
        },
      );
    },
  },
  bad: [
    { properties: connectionParameters({ api_key: { type: "string" } }), at: [`${AT}/api_key/type`] },
    { properties: connectionParameters({ devops_pat: { type: "string" } }), at: [`${AT}/devops_pat/type`] },
    {
      properties: oauthProperties({}, { "token:clientSecret": { type: "string" } }),
      at: [`${AT}/token:clientSecret/type`],
    },
    {
      properties: connectionParameters({
        value2: { type: "string", uiDefinition: { displayName: "Your API key" } },
      }),
      at: [`${AT}/value2/type`],
    },
  ],
  good: [
    { properties: connectionParameters({ password: { type: "securestring" } }) },
    {
      properties: oauthProperties(
        {},
        { "token:ClientId": { type: "string", uiDefinition: { displayName: "API key" } } },
      ),
    },
    { properties: connectionParameters({ keyVaultName: { type: "string" }, key: { type: "string" } }) },
  ],
});
