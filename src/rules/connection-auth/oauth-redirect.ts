/** Where the identity provider sends people back to: redirectMode and redirectUrl. */

import { replaceValue } from "../../json/edits.ts";
import { own, ownString } from "../../json/values.ts";
import { oauthProperties } from "../examples/oauth-example.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, MULTI_AUTH, PROPERTIES_SCHEMA, pullRequest, SUBMISSION } from "../sources.ts";

const AT = "apiProperties.json#/properties/connectionParameters/token/oAuthSettings";
const MODES: readonly string[] = ["Global", "Direct", "GlobalPerConnector"];
/** The consent service of the public cloud by region, and those of the sovereign clouds. */
const REDIRECT = /^https:\/\/[a-z0-9-]+\.consent\.azure-apim\.(?:net|us|cn)\/redirect(?:\/[\w.-]*)?$/i;

export default defineRules([
  {
    id: "oauth-redirect-mode-value",
    group: "connection-auth",
    statement: "redirectMode is Global, Direct or GlobalPerConnector, spelt exactly so.",
    why: "Another value, even in another letter case, is refused.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA, pullRequest(3097)],
    fixable: true,
    checks: {
      oAuthSettings(settings, context) {
        const mode = own(settings.value, "redirectMode");
        if (mode === undefined || (typeof mode === "string" && MODES.includes(mode))) return;
        const right =
          typeof mode === "string"
            ? MODES.find((known) => known.toLowerCase() === mode.trim().toLowerCase())
            : undefined;
        context.report(
          settings.at("redirectMode"),
          typeof mode === "string"
            ? `There is no redirectMode ${quote(mode)}.`
            : `redirectMode is ${kindName(mode)}; it must be a string.`,
          {
            help: `${typeof mode === "string" ? didYouMean(mode, MODES) : ""}Write "GlobalPerConnector", or "Global" in older connectors.`,
            // A connector with "direct" is published and signs in.
            ...(context.subject.profile === "import" && right && { severity: "warning" }),
            ...(right && {
              fix: {
                title: `Write "${right}"`,
                edits: (document) => replaceValue(document, settings.at("redirectMode").pointer, right),
              },
            }),
          },
        );
      },
    },
    bad: [
      { properties: oauthProperties({ redirectMode: "global" }), at: [`${AT}/redirectMode`] },
      { properties: oauthProperties({ redirectMode: "PerConnector" }), at: [`${AT}/redirectMode`] },
      { properties: oauthProperties({ redirectMode: true }), at: [`${AT}/redirectMode`] },
    ],
    good: [{ properties: oauthProperties({ redirectMode: "Direct" }) }],
  },
  {
    id: "oauth-redirect-per-connector",
    group: "connection-auth",
    statement: "New connectors have a redirect address of their own: redirectMode GlobalPerConnector.",
    why: "Since February 2024 new OAuth connectors are asked for it; a shared address lets one connector pass for another.",
    severity: { import: "off", certification: "info" },
    codes: [],
    sources: [pullRequest(3097), "observed: 207 published connectors, most of them older, have Global"],
    checks: {
      oAuthSettings(settings, context) {
        const mode = own(settings.value, "redirectMode");
        if (mode !== undefined && mode !== "Global") return;
        context.report(
          mode === undefined ? settings : settings.at("redirectMode"),
          mode === undefined
            ? "oAuthSettings has no redirectMode: the redirect address is shared with other connectors."
            : `redirectMode is ${quote(mode)}: the redirect address is shared with other connectors.`,
          {
            help: 'In a new connector write "redirectMode": "GlobalPerConnector", and register the address that the portal shows after the first save.',
          },
        );
      },
    },
    bad: [{ properties: oauthProperties({ redirectMode: "Global" }), at: [`${AT}/redirectMode`] }],
    good: [{ properties: oauthProperties() }],
  },
  {
    id: "oauth-redirect-url",
    group: "connection-auth",
    statement: "redirectUrl, if given, is an address of the platform's consent service.",
    why: "People come back from the sign-in to this address; anywhere else, the connection never completes.",
    severity: { import: "warning", certification: "warning" },
    codes: [],
    sources: [CERTIFICATION, SUBMISSION, MULTI_AUTH],
    checks: {
      oAuthSettings(settings, context) {
        const url = own(settings.value, "redirectUrl");
        if (url === undefined) return;
        if (typeof url === "string" && REDIRECT.test(url.trim())) return;
        const spaced = ownString(settings.value, "redirectUrl")?.trim() ?? "";
        if (/^(?:<.*>|\[\[.*\]\]|\{.*\})$/.test(spaced)) return;
        context.report(
          settings.at("redirectUrl"),
          typeof url === "string"
            ? spaced === ""
              ? "redirectUrl is empty."
              : `redirectUrl ${quote(url)} is not an address of the consent service.`
            : `redirectUrl is ${kindName(url)}; it must be a string.`,
          {
            help: 'Leave it out: the platform sets it to "https://global.consent.azure-apim.net/redirect", or the same followed by the connector\'s id.',
          },
        );
      },
    },
    bad: [
      {
        properties: oauthProperties({ redirectUrl: "https://parcels.fabrikam.com/accessCode" }),
        at: [`${AT}/redirectUrl`],
      },
      { properties: oauthProperties({ redirectUrl: "" }), at: [`${AT}/redirectUrl`] },
      {
        properties: oauthProperties({ redirectUrl: ["https://global.consent.azure-apim.net/redirect"] }),
        at: [`${AT}/redirectUrl`],
      },
    ],
    good: [
      { properties: oauthProperties({ redirectUrl: "https://global.consent.azure-apim.net/redirect" }) },
      {
        properties: oauthProperties({
          redirectUrl: "https://europe.consent.azure-apim.net/redirect/parcels-5f0123",
        }),
      },
    ],
  },
]);
