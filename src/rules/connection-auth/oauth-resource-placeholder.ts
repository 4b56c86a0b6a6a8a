/** The resource of a sign-in that still is what a template wrote. */
import { isPlaceholder } from "../../machine/redaction/credentials.ts";
import { OAUTH_AT, oauthProperties } from "../examples/oauth-example.ts";
import { customs } from "../facts/custom-parameters.ts";
import { placeholderIn } from "../facts/text-placeholder.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { issuesOf } from "../sources.ts";

const RESOURCE = /^resource(?:uri|id)?$/i;
const AT = `${OAUTH_AT}/customParameters/resourceUri/value`;
const aad = (value: string) => ({
  properties: oauthProperties({
    identityProvider: "aad",
    customParameters: { resourceUri: { value } },
  }),
});

export default defineRule("connection-auth", {
  id: "oauth-resource-placeholder",
  statement: "The resource of a sign-in is a real one, not a placeholder.",
  why: "Microsoft Entra ID looks the resource up when people sign in: a placeholder is found in no tenant, and no connection can be made (AADSTS500011).",
  severity: { import: "info", certification: "info" },
  sources: [
    `reported: ${issuesOf("microsoft/azure-pipelines-tasks", 19965)}`,
    "observed: 5 published connectors have one, which certification probably fills in",
  ],
  inferred: true,
  checks: {
    oAuthSettings(settings, context) {
      for (const { key, value: written, place } of customs(settings)) {
        if (!RESOURCE.test(key)) continue;
        const value = written.trim();
        // Empty is what another rule speaks of; an environment variable is filled in at the import.
        if (value === "" || /^@\{?environmentVariables\(/i.test(value)) continue;
        // Microsoft's own ids have many zeros, which would look made up.
        if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) continue;
        const inside = placeholderIn(value);
        const last = value.replace(/^[a-z]+:\/\//i, "");
        if (
          inside === undefined &&
          !(
            isPlaceholder(value) ||
            /^(?:your|my|the)?[-_ ]?(?:app|client|application|api|resource)[-_ ]?(?:id|uri|guid)$/i.test(last)
          )
        )
          continue;
        context.report(
          place,
          `The resource of the sign-in, ${quote(value)}, still ${inside !== undefined && inside !== value ? `holds the placeholder ${quote(inside)}` : "is a placeholder"}.`,
          {
            help: `Write the application ID URI or the id of the API as Entra ID has it under "Expose an API", such as "api://11112222-bbbb-3333-cccc-4444dddd5555". If whoever imports the connector is to fill it in, leave it and say so in the readme.`,
          },
        );
      }
    },
  },
  bad: [
    { ...aad("api://<your app id>"), at: [AT] },
    { ...aad("{{resource}}"), at: [AT] },
    { ...aad("api://YOUR_CLIENT_ID"), at: [AT] },
  ],
  good: [aad("https://graph.microsoft.com"), aad("00000003-0000-0000-c000-000000000000")],
});
