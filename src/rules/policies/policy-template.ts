import { findTemplate } from "../../definition/policy-templates.ts";
import { replaceValue } from "../../json/edits.ts";
import { ownString } from "../../json/values.ts";
import { POLICY_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import { startingPolicy } from "../facts/policy-name.ts";
import { didYouMean } from "../language/nearest.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PROPERTIES_SCHEMA } from "../sources.ts";

const AT = `${POLICY_AT}/templateId`;

export default defineRules("policies", [
  {
    id: "policy-template-known",
    statement: "A policy uses a template that the platform has.",
    why: "A template that does not exist does nothing; Microsoft's schema of the file allows no other, and certification checks it.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA],
    breaksAtRunTime: "certain",
    shape: [
      {
        of: "policy",
        faults: ["value"],
        keys: ["templateId"],
        say: ({ value, spec }) => ({
          message: `The template of a policy is ${quote(String(value))}, which the platform does not have.`,
          help: `${didYouMean(String(value), spec?.values ?? [])}Write one of the templates: ${spec?.values?.join(", ")}.`,
          label: "no such template",
          fix: undefined,
        }),
      },
    ],
    bad: [{ properties: withPolicy(policy("setheaders", { name: "a", value: "b" })), at: [AT] }],
    good: [{ properties: withPolicy(setHeader()) }],
  },
  {
    id: "policy-template-undocumented",
    statement: "A policy uses a documented template.",
    why: "Nothing is known to break: a few published connectors use templates that no document names, but whether they work for others is unknown, and they can change without notice.",
    severity: { import: "info", certification: "info" },
    sources: ["observed: three published connectors"],
    checks: {
      policy(policy, context) {
        const id = ownString(policy.value, "templateId");
        const template = id === undefined ? undefined : findTemplate(id);
        if (!template || template.documented) return;
        context.report(
          policy.at("templateId"),
          `${startingPolicy(policy.value)} uses a template that is not documented.`,
          {
            help:
              template.id === "dynamicsubdomain"
                ? 'Write "dynamichosturl", which is documented and takes the same urlTemplate. Leave it if the service is not reached by that.'
                : "If a documented template or custom code does the same, use that: what is not documented can change without notice. Otherwise leave it.",
          },
        );
      },
    },
    bad: [
      {
        properties: withPolicy(policy("dynamicsubdomain", { urlTemplate: "https://a.fabrikam.com" })),
        at: [AT],
      },
    ],
    good: [{ properties: withPolicy(setHeader()) }],
  },
  {
    id: "policy-template-case",
    statement: "A templateId is written in lower case.",
    why: "The platform accepts other spellings today; tools that compare names letter for letter do not.",
    severity: { import: "info", certification: "info" },
    sources: [PROPERTIES_SCHEMA, "observed: twelve published connectors"],
    fixable: true,
    checks: {
      policy(policy, context) {
        const id = ownString(policy.value, "templateId");
        const template = id === undefined ? undefined : findTemplate(id);
        if (!template || id === template.id) return;
        const place = policy.at("templateId");
        context.report(place, `The templateId ${quote(id ?? "")} has capitals.`, {
          help: `Write "${template.id}".`,
          fix: {
            title: `Write "${template.id}"`,
            edits: (document) => replaceValue(document, place.pointer, template.id),
          },
        });
      },
    },
    bad: [{ properties: withPolicy({ ...setHeader(), templateId: "setHeader" }), at: [AT] }],
    good: [{ properties: withPolicy(setHeader()) }],
  },
]);
