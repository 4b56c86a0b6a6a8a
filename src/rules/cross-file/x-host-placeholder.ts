import { policyOperations } from "../../definition/policies.ts";
import { OPERATIONS } from "../../definition/policy-templates.ts";
import { own } from "../../json/values.ts";
import { isEnvironmentVariable } from "../../machine/redaction/credentials.ts";
import { policy, withPolicy } from "../examples/policy-example.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { signIn } from "../facts/sign-in.ts";
import type { Context } from "../language/context.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { POLICY_HOST_URL } from "../sources.ts";

/**
 * Labels that stand for a customer's own: "yourinstance", "your-domain", "<tenant>". Chosen from published connectors. Words that a
 * service may well be called by are not among them (todo., dummy.), and neither are the made-up companies of documentation, which exist.
 */
const PLACEHOLDER =
  /(?:^|\.)(?:your[-_]?(?:own)?[-_]?(?:instance|domain|sub-?domain|host(?:-?name)?|company(?:-?name)?|tenant|account(?:-?name)?|site|store(?:url)?|server|org(?:anization|name)?|environment|workspace|region|crm|onpremcrmurl|url|team|name)\w*|my[-_]?(?:instance|domain|tenant|host|server|site|account|org(?:anization)?)|insert[-_][\w-]+|change[-_]?me|x{3,}|tbd|placeholder|replace[-_]?(?:me|with)?[\w-]*|hostname|dynamic-?host(?:-?url)?|tenant-?name|subdomain|customer-?(?:name|domain))(?=\.|:|$)/i;
/** What each of them has in it: most hosts have nothing of it, and for them the long pattern need not even be made. */
const HINT = /your|my|insert|change|xxx|tbd|placeholder|replace|hostname|dynamic|tenant|subdomain|customer/i;
/** Reserved for documentation (RFC 2606): nobody has a service there, and nothing stops the import. */
const RESERVED = /(?:^|\.)(?:example\.(?:com|net|org)|example|invalid)(?=:|$)/i;

/** The policies that replace the host, each as the operations that it is for; undefined for all of them. */
function hostPolicies(context: Context): (string[] | undefined)[] {
  return context
    .fact(allPolicies)
    .flatMap(({ policy }) => (policy.template?.id === "dynamichosturl" ? [policyOperations(policy)] : []));
}

export default defineRule("cross-file", {
  id: "x-host-placeholder",
  statement: "A host that stands for each customer's own is replaced by a dynamichosturl policy.",
  why: "Without the policy every call goes to the placeholder, a host that does not exist or belongs to somebody else.",
  severity: { import: "error", certification: "error" },
  sources: [POLICY_HOST_URL, "https://www.rfc-editor.org/rfc/rfc2606"],
  inferred: true,
  // With braces around it, it is not a name of a server at all.
  yieldsTo: ["doc-host-format"],
  comparesPlaces: true,
  checks: {
    root(root, context) {
      const host = own(root.value, "host");
      if (typeof host !== "string" || isEnvironmentVariable(host)) return;
      const name = host.slice(0, 300);
      const found = HINT.test(name) && PLACEHOLDER.test(name);
      const reserved = !found && RESERVED.test(name);
      if ((!found && !reserved) || !context.fact(signIn).propertiesKnown) return;
      // The script may address requests itself, and behind the gateway names are those of the customer's network.
      if (context.connector.script || context.fact(signIn).gateway) return;
      const policies = hostPolicies(context);
      const forgotten = context.model.operations.find(
        ({ id }) => id !== undefined && policies.every((operations) => operations?.includes(id) === false),
      );
      if (policies.length > 0 && !forgotten) return;
      context.report(
        root.at("host"),
        reserved
          ? `The host ${quote(host)} is reserved for documentation, so no service can be there, and no policy replaces it.`
          : `The host ${quote(host)} is a placeholder, and no dynamichosturl policy replaces it${policies.length > 0 ? ` for ${quote(forgotten?.id ?? "")}` : ""}.`,
        {
          help: 'Write the real host. If each customer has one, add a connection parameter "host" and the policy {"templateId": "dynamichosturl", "title": "Host", "parameters": {"x-ms-apimTemplateParameter.urlTemplate": "https://@connectionParameters(\'host\')"}}.',
          label: "called as it stands",
          ...(reserved && { severity: "warning" }),
        },
      );
    },
  },
  bad: [
    { definition: { host: "yourinstance.fabrikam.com" }, at: ["/host"] },
    { definition: { host: "api.example.com" }, at: ["/host"] },
    { definition: { host: "insert-host" }, at: ["/host"] },
    { definition: { host: "crm.invalid" }, at: ["/host"] },
    {
      definition: { host: "yourinstance.fabrikam.com" },
      properties: withPolicy(
        policy("dynamichosturl", {
          urlTemplate: "https://@connectionParameters('api_key')",
          [OPERATIONS]: ["GetParcel"],
        }),
      ),
      at: ["/host"],
    },
  ],
  good: [
    { definition: { host: "yourmechanic.fabrikam.com" } },
    { definition: { host: "todo.contoso.com" } },
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
