import { own, ownArray, ownString } from "../../../definition/json.ts";
import { isEnvironmentVariable } from "../../facts/secrets.ts";
import { signIn } from "../../facts/sign-in.ts";
import { quote } from "../../quote.ts";
import { defineRule } from "../../rule.ts";
import { POLICY_HOST_URL } from "../../sources.ts";

/** Labels that stand for a customer's own: "yourinstance", "your-domain", "<tenant>". Chosen from published connectors. */
const PLACEHOLDER =
  /[{}<>[\]]|(?:^|\.)(?:your[-_]?(?:own)?[-_]?(?:instance|domain|sub-?domain|host(?:-?name)?|company(?:-?name)?|tenant|account(?:-?name)?|site|store(?:url)?|server|org(?:anization|name)?|environment|workspace|region|crm|onpremcrmurl|url|team|name)\w*|placeholder|replace[-_]?(?:me|with)?[\w-]*|hostname|dummy|dynamic-?host(?:-?url)?|tenant-?name|subdomain|customer-?(?:name|domain))(?=\.|:|$)|(?:^|\.)example\.(?:com|net|org)(?=:|$)|(?:^|\.)(?:example|invalid)$/i;

export default defineRule({
  id: "x-host-placeholder",
  group: "cross-file",
  statement: "A host that stands for each customer's own is replaced by a dynamichosturl policy.",
  why: "Without the policy every call goes to the placeholder, which does not exist or belongs to somebody else.",
  severity: { import: "error", certification: "error" },
  codes: [],
  sources: [POLICY_HOST_URL],
  inferred: true,
  checks: {
    root(root, context) {
      const host = own(root.value, "host");
      if (typeof host !== "string" || isEnvironmentVariable(host)) return;
      const found = PLACEHOLDER.exec(host.slice(0, 300));
      if (!found || !context.fact(signIn).propertiesKnown) return;
      const replaced = (ownArray(context.properties, "policyTemplateInstances") ?? []).some(
        (policy) => ownString(policy, "templateId")?.toLowerCase() === "dynamichosturl",
      );
      // The script may address requests itself, and behind the gateway names are those of the customer's network.
      if (replaced || context.connector.script || context.fact(signIn).gateway) return;
      context.report(
        root.at("host"),
        `The host ${quote(host)} is a placeholder, and no policy replaces it.`,
        {
          help: "Add a connection parameter for the host and a dynamichosturl policy with \"https://@connectionParameters('host')\", or write the real host.",
          label: "called as it stands",
        },
      );
    },
  },
  bad: [
    { definition: { host: "yourinstance.fabrikam.com" }, at: ["/host"] },
    { definition: { host: "{tenant}.fabrikam.com" }, at: ["/host"] },
    { definition: { host: "api.example.com" }, at: ["/host"] },
  ],
  good: [
    { definition: { host: "yourmechanic.fabrikam.com" } },
    {
      definition: { host: "yourinstance.fabrikam.com" },
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
    { definition: { host: '@environmentVariables("parcel_host")' } },
  ],
});
