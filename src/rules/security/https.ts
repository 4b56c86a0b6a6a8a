/** Requests and sign-in travel encrypted. */

import { removeAt, replaceValue } from "../../json/edits.ts";
import { own, ownArray, ownString } from "../../json/values.ts";
import { OAUTH_DEFINITION } from "../examples/oauth-example.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { signIn } from "../facts/sign-in.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { quote } from "../language/quote.ts";
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
      ? '"http" is offered besides "https".'
      : gateway
        ? '"http" is the only scheme: between the gateway and the service nothing is encrypted.'
        : '"http" is the only scheme: nothing is encrypted.',
    {
      help: https
        ? 'Leave only "https".'
        : gateway
          ? 'Write "https" if the service answers there; otherwise leave it.'
          : 'Write "https", if the service answers there, as nearly all do.',
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
    why: "Over http, keys, tokens and everything that flows carry can be read on the way.",
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
    why: "Codes and tokens travel to these addresses: over http anyone on the way can read them.",
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
          context.report(place, `${key} is http: ${quote(value)}.`, {
            help: 'Write "https://".',
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
