/** Where the identity provider sends people back to: redirectMode and redirectUrl. */

import { describeKey } from "../../definition/grammar/grammar.ts";
import { SHARED_REDIRECT } from "../../definition/oauth-settings.ts";
import { own, ownString } from "../../json/values.ts";
import { OAUTH_AT, oauthProperties } from "../examples/oauth-example.ts";
import { nearest } from "../language/nearest.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, MULTI_AUTH, PROPERTIES_SCHEMA, pullRequest, SUBMISSION } from "../sources.ts";

const LEAVE_OUT = `Leave it out: the platform sets it to "${SHARED_REDIRECT}", or the same followed by the connector's id.`;
const REGISTER =
  "the redirect address changes, so register the one that the portal shows after the next save.";
const MODES = describeKey("oAuthSettings", "redirectMode")?.values ?? [];
/** The consent service of the public cloud by region, and those of the sovereign clouds. */
const REDIRECT = /^https:\/\/[a-z0-9-]+\.consent\.azure-apim\.(?:net|us|cn)\/redirect(?:\/[\w.-]*)?$/i;

export default defineRules("connection-auth", [
  {
    id: "oauth-redirect-mode-value",
    statement: "redirectMode is Global, Direct or GlobalPerConnector, spelt exactly so.",
    why: "The review for certification compares redirectMode letter for letter and refuses other values. The import is only known to take Global, Direct and GlobalPerConnector; the check has lagged behind the platform before.",
    severity: { import: "warning", certification: "error" },
    sources: [PROPERTIES_SCHEMA, pullRequest(3097)],
    fixable: true,
    shape: [
      {
        of: "oAuthSettings",
        faults: ["type", "value"],
        keys: ["redirectMode"],
        say({ fault, value: mode }) {
          const meant = typeof mode === "string" ? nearest(mode, MODES) : undefined;
          const help =
            meant === undefined || meant === "GlobalPerConnector"
              ? `Write "GlobalPerConnector"${meant ? "" : ', or "Global" in older connectors'}; ${REGISTER}`
              : `Write "${meant}"${meant === "Direct" ? ", which is outdated" : ""}, or better "GlobalPerConnector": with it ${REGISTER}`;
          return fault === "type"
            ? { help }
            : {
                message: `redirectMode is ${show(mode)} instead of "Global", "GlobalPerConnector" or "Direct".`,
                help,
              };
        },
      },
    ],
    bad: [
      { properties: oauthProperties({ redirectMode: "global" }), at: [`${OAUTH_AT}/redirectMode`] },
      { properties: oauthProperties({ redirectMode: "PerConnector" }), at: [`${OAUTH_AT}/redirectMode`] },
      { properties: oauthProperties({ redirectMode: true }), at: [`${OAUTH_AT}/redirectMode`] },
    ],
    good: [{ properties: oauthProperties({ redirectMode: "Direct" }) }],
  },
  {
    id: "oauth-redirect-per-connector",
    statement: "New connectors have a redirect address of their own: redirectMode GlobalPerConnector.",
    why: "The global address is shared with other connectors, one of which could pass for this one at the sign-in: since February 2024, reviewers ask new OAuth connectors for an address of their own.",
    severity: { import: "off", certification: "info" },
    sources: [pullRequest(3097), "observed: 207 published connectors, most of them older, have Global"],
    checks: {
      oAuthSettings(settings, context) {
        const mode = own(settings.value, "redirectMode");
        if (mode !== undefined && mode !== "Global") return;
        context.report(
          mode === undefined ? settings : settings.at("redirectMode"),
          mode === undefined
            ? "oAuthSettings has no redirectMode, so that the global redirect address is used."
            : `redirectMode is ${quote(mode)} instead of "GlobalPerConnector".`,
          {
            help: `In a new connector write "redirectMode": "GlobalPerConnector"${own(settings.value, "redirectUrl") === undefined ? "" : ', delete "redirectUrl"'}, and register the address that the portal shows after the first save. In a published one leave it until that address is registered too.`,
          },
        );
      },
    },
    bad: [{ properties: oauthProperties({ redirectMode: "Global" }), at: [`${OAUTH_AT}/redirectMode`] }],
    good: [{ properties: oauthProperties() }],
  },
  {
    id: "oauth-redirect-url",
    statement: "redirectUrl, if given, is an address of the platform's consent service.",
    why: "The service sends people back to this address after the sign-in: anywhere else, no connection is ever completed.",
    severity: { import: "warning", certification: "warning" },
    sources: [CERTIFICATION, SUBMISSION, MULTI_AUTH],
    shape: [
      { of: "oAuthSettings", faults: ["type"], keys: ["redirectUrl"], say: () => ({ help: LEAVE_OUT }) },
    ],
    checks: {
      oAuthSettings(settings, context) {
        const url = own(settings.value, "redirectUrl");
        if (typeof url !== "string" || REDIRECT.test(url.trim())) return;
        const spaced = ownString(settings.value, "redirectUrl")?.trim() ?? "";
        if (/^(?:<.*>|\[\[.*\]\]|\{.*\})$/.test(spaced)) return;
        context.report(
          settings.at("redirectUrl"),
          spaced === ""
            ? "redirectUrl is empty."
            : `redirectUrl ${quote(url)} is not an address of the consent service.`,
          {
            help: LEAVE_OUT,
          },
        );
      },
    },
    bad: [
      {
        properties: oauthProperties({ redirectUrl: "https://parcels.fabrikam.com/accessCode" }),
        at: [`${OAUTH_AT}/redirectUrl`],
      },
      { properties: oauthProperties({ redirectUrl: "" }), at: [`${OAUTH_AT}/redirectUrl`] },
      {
        properties: oauthProperties({ redirectUrl: [SHARED_REDIRECT] }),
        at: [`${OAUTH_AT}/redirectUrl`],
      },
    ],
    good: [
      { properties: oauthProperties({ redirectUrl: SHARED_REDIRECT }) },
      {
        properties: oauthProperties({
          redirectUrl: "https://europe.consent.azure-apim.net/redirect/parcels-5f0123",
        }),
      },
    ],
  },
]);
