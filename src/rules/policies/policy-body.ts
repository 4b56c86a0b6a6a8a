/** Policies that change a body: that there is one, and that it has what they work on. */
import { policyOperations, policyParameter, policySection, readPolicy } from "../../definition/policies.ts";
import { OPERATIONS, PARAMETER_PREFIX } from "../../definition/policy-templates.ts";
import { scalarText } from "../../json/values.ts";
import { PARAMETERS_AT, policy, withPolicy } from "../examples/policy-example.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { covers } from "../facts/policies-for.ts";
import { startingPolicy } from "../facts/policy-name.ts";
import { answerOf, followSteps, shapes, triggerPaths } from "../facts/trigger-paths.ts";
import type { Context, Subject } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PROPERTIES_SCHEMA } from "../sources.ts";

/** Templates that turn one kind of value into the other: the kind that is the aim already, in words. */
const TURNED: Readonly<Record<string, { type: string; made: string; has: string; meant: string }>> = {
  convertobjecttoarray: {
    type: "array",
    made: "a list of an object",
    has: "a list",
    meant: "the object that is to become a list",
  },
  convertarraytoobject: {
    type: "object",
    made: "an object of a list",
    has: "an object",
    meant: "the list that is to become an object",
  },
};

/** Templates that change a property of a body, and the parameter that names where it is. */
const ON_BODY: Readonly<Record<string, string>> = {
  setproperty: "newPropertyParentPathTemplate",
  convertarraytoobject: "propertyParentPath",
  convertobjecttoarray: "propertyParentPath",
  encodepropertyvalue: "propertyParentPath",
  stringreplace: "propertyParentPath",
  stringtoarray: "propertyParentPath",
};

/** The names of what policies make, each with the places of those that make it. */
function namesMade(subject: Subject): ReadonlyMap<string, ReadonlySet<string>> {
  const made = new Map<string, Set<string>>();
  for (const { policy: one, pointer } of subject.fact(allPolicies))
    for (const key of ["newPropertyPath", "newPropertySubPathTemplate"]) {
      const name = scalarText(policyParameter(one, key));
      made.set(name, (made.get(name) ?? new Set()).add(pointer));
    }
  return made;
}

function isMadeByAnother(name: string, pointer: string, context: Context): boolean {
  const makers = context.fact(namesMade).get(name);
  return makers !== undefined && (makers.size > 1 || !makers.has(pointer));
}

export default defineRules("policies", [
  {
    id: "policy-body-there",
    statement: "A policy that changes the body of a request is for operations that send one.",
    why: "A request without a body has nothing to change: the policy has no effect, or the call ends with an error.",
    severity: { import: "warning", certification: "warning" },
    sources: [PROPERTIES_SCHEMA],
    inferred: true,
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        const one = readPolicy(node.value);
        if (!one?.template || ON_BODY[one.template.id] === undefined) return;
        if (policySection(one, one.template) !== "Request") return;
        const parent = scalarText(policyParameter(one, ON_BODY[one.template.id] ?? ""));
        if (!/@\{?body\(/i.test(parent)) return;
        for (const [index, name] of (policyOperations(one) ?? []).entries()) {
          const operation = context.model.byId.get(name);
          if (
            !operation ||
            operation.parameters.some((found) => found.in === "body" || found.in === "formData")
          )
            continue;
          context.report(
            node.at("parameters", OPERATIONS, index),
            `${startingPolicy(node.value)} changes the body of requests, and ${quote(name)} sends none.`,
            {
              help: `If the answer of ${quote(name)} is meant, write "x-ms-apimTemplate-policySection": "Response". Otherwise take ${quote(name)} off the list.`,
              label: "no body",
              related: [{ place: context.inDefinition(operation.pointer), label: "has no body" }],
            },
          );
        }
      },
    },
    bad: [
      {
        properties: withPolicy(
          policy("setproperty", {
            newPropertyParentPathTemplate: "@body()",
            newPropertySubPathTemplate: "kind",
            propertyValuePathTemplate: "parcel",
            "x-ms-apimTemplate-policySection": "Request",
            [OPERATIONS]: ["ListDepots"],
          }),
        ),
        at: [`${PARAMETERS_AT}/${OPERATIONS}/0`],
      },
    ],
  },
  {
    id: "policy-body-path",
    statement: "The path of a policy that changes an answer leads to something that the answer has.",
    why: "Where the path leads to nothing, the policy does nothing, or the call ends with an error: flows get the answer as the service sends it.",
    severity: { import: "info", certification: "info" },
    sources: [PROPERTIES_SCHEMA],
    inferred: true,
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        const one = readPolicy(node.value);
        const key = one?.template && ON_BODY[one.template.id];
        if (!one?.template || key === undefined || policySection(one, one.template) !== "Response") return;
        const parent = policyParameter(one, key);
        if (typeof parent !== "string" || !/^@\{?body\(\)/i.test(parent.trim())) return;
        // Where a property is only set, what it is set in has to be there; what is read has to be there itself.
        const sub = one.template.id === "setproperty" ? undefined : policyParameter(one, "propertySubPath");
        const text = `${parent
          .trim()
          .replace(/^@\{?body\(\)/i, "triggerBody()")
          .replace(/\}$/, "")}${typeof sub === "string" && /^[\w$-]+$/.test(sub) ? `.${sub}` : ""}`;
        const [steps] = triggerPaths(text);
        if (!steps || steps.length === 0) return;
        // What the policy makes in the answer is what the definition declares there: the answer that it reads is another one.
        const target = scalarText(policyParameter(one, "newPropertyPath")).trim();
        const result = target.startsWith("@") ? target.split(".").at(-1) : undefined;
        // One for every operation is not judged by any of them.
        if ((policyOperations(one) ?? []).length === 0) return;
        const reader = context.fact(shapes);
        const done = TURNED[one.template.id];
        for (const operation of context.model.operations.filter((candidate) => covers(one, candidate))) {
          const from = answerOf(operation);
          // Lists are gone through item by item.
          const plain = followThrough(reader, from, steps);
          if (plain.state === "no-property" && result !== undefined && plain.names.includes(result)) return;
          if (plain.state === "no-property" && !isMadeByAnother(plain.name, node.pointer, context)) {
            context.report(
              node.at(
                "parameters",
                typeof sub === "string" && plain.name === sub
                  ? `${PARAMETER_PREFIX}propertySubPath`
                  : `${PARAMETER_PREFIX}${key}`,
              ),
              `${startingPolicy(node.value)} works on ${quote(plain.name)}, which the declared answer of ${quote(operation.id ?? "")} does not have there.`,
              {
                help: `${didYouMean(plain.name, plain.names)}If the service sends ${quote(plain.name)}, describe it in the answer. Otherwise write the path of what it sends: ${list(plain.names, "or")}.`,
                label: "points to nothing",
              },
            );
            return;
          }
          if (plain.state === "found" && done && plain.shape.type === done.type) {
            context.report(
              node.at("parameters", `${PARAMETER_PREFIX}${key}`),
              `${startingPolicy(node.value)} makes ${done.made}, but the declared answer of ${quote(operation.id ?? "")} has ${done.has} there already.`,
              { help: `Name ${done.meant}, or delete the policy.`, label: `is ${done.has}` },
            );
            return;
          }
        }
      },
    },
    bad: [
      {
        properties: withPolicy(
          policy("stringreplace", {
            propertyParentPath: "@body().depots",
            sourceString: "a",
            replacementString: "b",
            newPropertyPath: "c",
            "x-ms-apimTemplate-policySection": "Response",
            [OPERATIONS]: ["GetParcel"],
          }),
        ),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}propertyParentPath`],
      },
    ],
    good: [
      {
        // The answer that is declared is the one that the policy makes.
        properties: withPolicy(
          policy("convertobjecttoarray", {
            propertyParentPath: "@body()",
            propertySubPath: "states",
            newPropertyPath: "@body().state",
            keyName: "name",
            valueName: "details",
            "x-ms-apimTemplate-policySection": "Response",
            [OPERATIONS]: ["GetParcel"],
          }),
        ),
      },
    ],
  },
]);

/** Follows names through lists as well: these policies change each item of a list. */
function followThrough(
  reader: ReturnType<typeof shapes>,
  from: ReturnType<typeof answerOf>,
  steps: readonly (string | number)[],
): ReturnType<typeof followSteps> {
  const through: (string | number)[] = [];
  for (const step of steps) {
    if (typeof step === "string") {
      const here = followSteps(reader, from, through);
      if (here.state === "found" && here.shape.type === "array") through.push(0);
    }
    through.push(step);
  }
  return followSteps(reader, from, through);
}
