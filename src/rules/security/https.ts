/** Requests and sign-in travel encrypted. */

import { removeAt, replaceValue } from "../../json/edits.ts";
import { own, ownArray, ownString } from "../../json/values.ts";
import { OAUTH_DEFINITION } from "../examples/oauth-example.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { signIn } from "../facts/sign-in.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { REPOSITORY_README } from "../sources.ts";

const OAUTH = (OAUTH_DEFINITION.securityDefinitions as { oauth2_auth: object }).oauth2_auth;

/** Reports http among the schemes of the definition, or of an operation that has its own. */
function reportHttp(node: Node, context: Context): void {
  const schemes = ownArray(node.value, "schemes") ?? [];
  const at = schemes.indexOf("http");
  if (at < 0) return;
  const https = schemes.includes("https");
  // Between cloud and gateway all is encrypted; behind it, in one's own network, many services have no certificate.
  const gateway = !https && context.fact(signIn).gateway !== undefined;
  const place = node.at("schemes", at);
  context.report(
    place,
    https
      ? '"schemes" offers "http" besides "https".'
      : gateway
        ? '"schemes" has "http" only: between the gateway and the service nothing is encrypted.'
        : '"schemes" has "http" only: nothing is encrypted.',
    {
      help: https
        ? 'Write "schemes": ["https"].'
        : gateway
          ? 'Write "schemes": ["https"] if the service answers there; otherwise leave it.'
          : 'Write "schemes": ["https"]; nearly all services answer there. If this one does not, its owner has to make it so first.',
      ...(gateway && { severity: "info" as const }),
      ...(https && {
        fix: { title: 'Delete "http"', edits: (document) => removeAt(document, place.pointer) },
      }),
    },
  );
}

export default defineRules("security", [
  {
    id: "sec-https",
    statement: "The service is called by https only.",
    why: "Over http anyone on the way can read the keys, the tokens and everything that flows carry.",
    severity: { import: "warning", certification: "warning" },
    sources: [REPOSITORY_README, "observed: 18 published connectors list http, 9 of them without https"],
    inferred: true,
    yieldsTo: ["doc-schemes-https-first"],
    fixable: true,
    checks: {
      root: reportHttp,
      operation: reportHttp,
    },
    onlyWith: ["schemes"],
    bad: [
      { definition: { schemes: ["http"] }, at: ["/schemes/0"] },
      { definition: { schemes: ["https", "http"] }, at: ["/schemes/1"] },
      { definition: depotsWith({ schemes: ["http"] }), at: [`${DEPOTS}/schemes/0`] },
    ],
    good: [{ definition: { schemes: ["https"] } }, { definition: { schemes: null } }],
  },
  {
    id: "sec-oauth-http",
    statement: "authorizationUrl and tokenUrl of a security definition are https.",
    why: "Codes and tokens travel to the addresses of the sign-in: over http anyone on the way can read them and act as the person who signed in.",
    severity: { import: "error", certification: "error" },
    sources: ["observed: no published connector has an http address here"],
    inferred: true,
    fixable: true,
    checks: {
      securityDefinition(definition, context) {
        if (own(definition.value, "type") !== "oauth2") return;
        for (const key of ["authorizationUrl", "tokenUrl"]) {
          const value = ownString(definition.value, key);
          if (value === undefined || !/^\s*http:\/\//i.test(value)) continue;
          const place = definition.at(key);
          context.report(place, `${key} of ${quote(String(definition.key))} is http: ${quote(value)}.`, {
            help: `Write ${quoteWhole(value.trim().replace(/^http:/i, "https:"))}, or the address that the service documents.`,
            fix: {
              title: 'Write "https://"',
              edits: (document) =>
                replaceValue(document, place.pointer, value.trim().replace(/^http:/i, "https:")),
            },
          });
        }
      },
    },
    bad: [
      {
        definition: {
          securityDefinitions: {
            oauth: {
              ...OAUTH,
              authorizationUrl: "http://login.fabrikam.com/authorize",
              tokenUrl: "HTTP://x/token",
            },
          },
        },
        at: ["/securityDefinitions/oauth/authorizationUrl", "/securityDefinitions/oauth/tokenUrl"],
      },
    ],
    good: [{ definition: OAUTH_DEFINITION }],
  },
]);
