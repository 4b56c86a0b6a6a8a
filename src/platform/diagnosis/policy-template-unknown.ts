import { policiesOf } from "../../definition/policies.ts";
import { POLICY_TEMPLATES } from "../../definition/policy-templates.ts";
import { child } from "../../json/pointer.ts";
import type { Diagnosis } from "./finding.ts";
import { nearest } from "./nearest.ts";

/** A template that nobody knows does nothing here; on the real platform the import fails. */
export const policyTemplateUnknown: Diagnosis = {
  id: "policy-template-unknown",
  find({ properties }) {
    const unknown = policiesOf(properties).filter(({ policy }) => !policy.template);
    return unknown.map(({ policy: { id = "" }, pointer }) => {
      const near = nearest(
        id,
        POLICY_TEMPLATES.map((template) => template.id),
      );
      return {
        message: `There is no policy template "${id}".`,
        help: near ? `Did you mean "${near}"?` : "Use one of the documented templates.",
        pointer: child(pointer, "templateId"),
        in: "properties" as const,
      };
    });
  },
};
