/** The server that a definition names. */

import { OPERATIONS } from "../../definition/policy-templates.ts";
import { replaceValue } from "../../json/edits.ts";
import { own, ownArray, ownString } from "../../json/values.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { domainIn } from "../facts/domain-in.ts";
import { signIn } from "../facts/sign-in.ts";
import type { Subject } from "../language/context.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, DEFINITION_SCHEMA, ENVIRONMENT_VARIABLES, VALIDATOR_CODES } from "../sources.ts";

/** Solution connectors may take the host from an environment variable. */
const ENVIRONMENT_VARIABLE = /^@environmentVariables\((["'])[^"']+\1\)$/i;
const HOST = /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:\d{1,5})?$/i;
const MAX_PORT = 65535;
/** Of one part between dots (RFC 1035). */
const MAX_LABEL = 63;
const IP = /^(\d{1,3}\.){3}\d{1,3}(:\d+)?$/;

/**
 * Words that, alone between dots and dashes, mark a server that is not the one customers use. Chosen.
 * Not as the last part: `.dev` is where many good services live.
 */
const NOT_PRODUCTION =
  /(?:^|[._-])(?:dev|devel|develop|development|test|testing|tst|stage|staging|stg|sandbox|sbx|uat|qa|pre-?prod|non-?prod|preview|demo|mock)\d{0,9}(?=[._-])|^localhost$/i;
/** The author's own machine, with or without a port. */
const LOCAL = /^(?:localhost|(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3})(?::\d+)?$/i;
const TUNNELS = new Set([
  "ngrok.io",
  "ngrok.app",
  "ngrok.dev",
  "ngrok-free.io",
  "ngrok-free.app",
  "ngrok-free.dev",
  "loca.lt",
  "localtunnel.me",
  "devtunnels.ms",
  "trycloudflare.com",
  "serveo.net",
  "webhook.site",
  "local",
  "localhost",
  "test",
  "internal",
]);

function isHost(text: string): boolean {
  if (!HOST.test(text)) return false;
  const [name = "", port = "80"] = text.split(":");
  const labels = name.split(".");
  return (
    Number(port) > 0 &&
    Number(port) <= MAX_PORT &&
    labels.every((label) => label !== "" && label.length <= MAX_LABEL)
  );
}

/** The host without a port if it is one the format rule accepts. */
function plainHost(value: unknown): string | undefined {
  return typeof value === "string" && isHost(value) ? value.replace(/:\d+$/, "") : undefined;
}

/** Whether a policy replaces the host for every operation, so that the one written here is never called. */
function hostIsReplaced(subject: Subject): boolean {
  return subject.fact(allPolicies).some(({ policy }) => {
    const only = ownArray(policy.parameters, OPERATIONS);
    return policy.template?.id === "dynamichosturl" && (only === undefined || only.length === 0);
  });
}

const NAME_ALONE = 'Write the name of the server alone, such as "api.fabrikam.com"; paths go into basePath.';

/** Brackets around what each customer has to write. */
const PLACEHOLDER = /[{}<>[\]]/;

/** How to write what is host and path in one, unless it is more than that or too long to be written whole. */
function split(address: string, basePath = ""): string | undefined {
  const [, host = "", path = ""] = /^([^/]+)(\/[\w./~-]*)$/.exec(address) ?? [];
  if (!isHost(host)) return undefined;
  const whole = `${path}/${basePath}`.replace(/\/{2,}/g, "/").replace(/\/$/, "");
  if (host.length > 60 || whole.length > 60) return undefined;
  return `Write "host": ${quote(host)} and "basePath": ${quote(whole)}.`;
}

export default defineRules("document", [
  {
    id: "doc-host-format",
    statement: "host is the bare name of a server, with a port at most.",
    why: "The platform puts scheme, host and basePath together to the address of the service: with anything but the name of a server in the host, that address does not exist, and the import is refused.",
    severity: { import: "error", certification: "error" },
    codes: ["HostNameNotValid", "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA, ENVIRONMENT_VARIABLES],
    fixable: true,
    yieldsTo: ["doc-host-required"],
    shape: [
      { of: "root", faults: ["type"], keys: ["host"], say: () => ({ help: NAME_ALONE, fix: undefined }) },
    ],
    checks: {
      root(root, context) {
        const host = ownString(root.value, "host");
        if (host === undefined || isHost(host) || ENVIRONMENT_VARIABLE.test(host)) return;
        // A scheme in front or a slash behind are the usual slips, and taking them away changes nothing else.
        const bare = host
          .trim()
          .replace(/^https?:\/\//i, "")
          .replace(/\/$/, "");
        const sure = isHost(bare);
        const address = sure ? undefined : split(bare, ownString(root.value, "basePath"));
        context.report(
          root.at("host"),
          `The host ${quote(host)} is not the bare name of a server${fault(host)}.`,
          {
            help: sure
              ? `Write ${quoteWhole(bare)}.`
              : PLACEHOLDER.test(host)
                ? 'Write the real name, or a plain one such as "yourinstance.fabrikam.com" with a dynamichosturl policy that replaces it by "https://@connectionParameters(\'host\')".'
                : (address ?? NAME_ALONE),
            codes: ["HostNameNotValid"],
            ...(sure && {
              fix: {
                title: `Write ${quote(bare)}`,
                edits: (document) => replaceValue(document, "/host", bare),
              },
            }),
          },
        );
      },
    },
    bad: [
      { definition: { host: "https://api.fabrikam.com" }, at: ["/host"] },
      { definition: { host: "api.fabrikam.com/v2" }, at: ["/host"] },
      { definition: { host: "{region}.fabrikam.com" }, at: ["/host"] },
      { definition: { host: ["api.fabrikam.com"] }, at: ["/host"] },
      { definition: { host: "api..fabrikam.com" }, at: ["/host"] },
      { definition: { host: "api.fabrikam.com:80443" }, at: ["/host"] },
      { definition: { host: `${"parcels".repeat(10)}.fabrikam.com` }, at: ["/host"] },
    ],
    good: [
      { definition: { host: "api.fabrikam.com:8443" } },
      { definition: { host: '@environmentVariables("parcel_host")' } },
    ],
  },
  {
    id: "doc-host-production",
    statement: "The host is the one customers use, not a development, test or local one.",
    why: "A published connector calls this host for all customers: a machine for tests may be changed or switched off, and certification requires the production service.",
    severity: { import: "off", certification: "warning" },
    sources: [CERTIFICATION],
    checks: {
      root(root, context) {
        const host = plainHost(own(root.value, "host"));
        if (host === undefined) return;
        const word = IP.test(host)
          ? host
          : (NOT_PRODUCTION.exec(host)?.[0].replace(/^[.-]/, "") ?? domainIn(host, TUNNELS));
        // That nobody else can reach it is doc-host-port's to say, in every profile.
        if (LOCAL.test(host)) return;
        if (word === undefined || hostIsReplaced(context.subject)) return;
        // Behind a gateway the host is one of a customer's own network, where no policy may replace it.
        if (context.fact(signIn).gateway) return;
        context.report(
          root.at("host"),
          IP.test(host)
            ? `The host ${quote(host)} is the number of a machine instead of a name.`
            : `The host ${quote(host)} contains "${word}", as names of servers for development and tests do.`,
          {
            help: 'Write the host that customers use. If each has a host of their own, ask for it by a connection parameter and add a "dynamichosturl" policy with "https://@connectionParameters(\'host\')".',
          },
        );
      },
    },
    bad: [
      { definition: { host: "sandbox.api.fabrikam.com" }, at: ["/host"] },
      { definition: { host: "10.0.0.7" }, at: ["/host"] },
      { definition: { host: "1f2e-parcels.ngrok.io" }, at: ["/host"] },
      { definition: { host: "demo.fabrikam.com" }, at: ["/host"] },
      { definition: { host: "parcels_dev.fabrikam.com" }, at: ["/host"] },
      { definition: { host: "parcels-non-prod.fabrikam.com" }, at: ["/host"] },
    ],
    good: [
      { definition: { host: "contest.fabrikam.com" } },
      { definition: { host: "developer.demographics.fabrikam.com" } },
      {
        definition: { host: "ledger.fabrikam.local" },
        properties: { properties: { capabilities: ["gateway"] } },
      },
      {
        definition: { host: "test.fabrikam.com" },
        properties: {
          properties: {
            policyTemplateInstances: [
              {
                templateId: "dynamichosturl",
                title: "Host",
                parameters: {
                  "x-ms-apimTemplateParameter.urlTemplate": "https://@connectionParameters('host')",
                },
              },
            ],
          },
        },
      },
    ],
  },
  {
    id: "doc-host-port",
    statement: "The host carries no port, and is not the author's own machine.",
    why: "A port works if the service listens there, but it is often left over from development, where calls from the cloud do not arrive.",
    severity: { import: "warning", certification: "warning" },
    sources: [DEFINITION_SCHEMA],
    inferred: true,
    fixable: true,
    checks: {
      root(root, context) {
        const host = own(root.value, "host");
        if (typeof host !== "string" || !isHost(host)) return;
        const port = /:(\d+)$/.exec(host)?.[1];
        // Of a machine that the platform cannot reach the port is not the fault.
        const isLocal = LOCAL.test(host);
        if (isLocal && (hostIsReplaced(context.subject) || context.fact(signIn).gateway)) return;
        if (isLocal) {
          context.report(root.at("host"), `The host ${quote(host)} names the author's own machine.`, {
            because:
              "The platform calls the host from the cloud, where this name leads nowhere: every call fails.",
            help: 'Write the public host of the service. If each customer has one, ask for it by a connection parameter and add a "dynamichosturl" policy with "https://@connectionParameters(\'host\')".',
          });
          return;
        }
        if (port === undefined) return;
        context.report(
          root.at("host"),
          `The host ${quote(host)} names port ${port}${port === "443" ? ", which https has anyway" : ""}.`,
          {
            help:
              port === "443"
                ? `Write ${quoteWhole(host.slice(0, -4))}.`
                : `If the service listens on port ${port} only, leave it; otherwise write ${quoteWhole(host.replace(/:\d+$/, ""))}.`,
            severity: "info",
            ...(port === "443" && {
              because:
                "It changes nothing, as https uses this port anyway; without it, the host reads as reviewers expect it.",
              fix: {
                title: "Leave out the port that https has anyway",
                edits: (document) => replaceValue(document, "/host", host.slice(0, -4)),
              },
            }),
          },
        );
      },
    },
    bad: [
      { definition: { host: "api.fabrikam.com:443" }, at: ["/host"] },
      { definition: { host: "api.fabrikam.com:8443" }, at: ["/host"] },
      { definition: { host: "localhost:4433" }, at: ["/host"] },
    ],
    good: [{ definition: { host: "api.fabrikam.com" } }],
  },
]);

function fault(host: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(host)) return ": it begins with a scheme";
  if (host.includes("/")) return ": it contains a path";
  if (PLACEHOLDER.test(host)) return ": it contains a placeholder";
  if (/\s/.test(host)) return ": it contains a space";
  if (host.includes("..")) return ": two dots follow each other";
  return /:\d+$/.test(host) ? `: ports go from 1 to ${MAX_PORT}` : "";
}
