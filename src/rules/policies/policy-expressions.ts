import { policyTexts, readPolicy } from "../../definition/policies.ts";
import { PARAMETER_PREFIX, SECTION } from "../../definition/policy-templates.ts";
import { replaceValue } from "../../json/edits.ts";
import { FOREIGN_SPACE, nameOfSpace } from "../../json/foreign-spaces.ts";
import { isObject, type JsonObject, ownArray, ownObject, ownString } from "../../json/values.ts";
import { PARAMETERS_AT, policy, setHeader, withPolicy } from "../examples/policy-example.ts";
import {
  EXPRESSION_FUNCTIONS,
  type Expression,
  type ExpressionArgument,
  readExpressions,
} from "../facts/policy-expressions.ts";
import { policyName, startingPolicy } from "../facts/policy-name.ts";
import { signIn } from "../facts/sign-in.ts";
import type { Subject } from "../language/context.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import type { Node, Place } from "../language/node.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { issue, POLICY_EXPRESSIONS, POLICY_TRAINING, pullRequest } from "../sources.ts";

const VALUE_AT = `${PARAMETERS_AT}/${PARAMETER_PREFIX}value`;
/** Parameters that are paths into a body and nothing else. */
const PATHS = /(ParentPath|newPropertyPath|ParentPathTemplate)$/;
/** A part of the request; its name counts letter by letter, as those of the functions do. */
const ORIGINAL_METHOD = "Request.OriginalHTTPMethod";
const REQUEST_PART = /@\{?(request\.\w{1,60})/gi;

/** A policy that reads a parameter which only one of two ways to sign in asks for. */
const inOneSet = (value: string): JsonObject => ({
  properties: {
    connectionParameters: null,
    connectionParameterSets: {
      values: [
        { name: "key", parameters: { region: { type: "string" } } },
        { name: "guest", parameters: {} },
      ],
    },
    policyTemplateInstances: [setHeader({ value })],
  },
});

/** Every expression of a policy with the text it is in. */
function* expressions(node: Node): Generator<{ place: Place; text: string; expression: Expression }> {
  for (const { path, text } of policyTexts(readPolicy(node.value))) {
    if (!text.includes("@")) continue;
    const place = node.at("parameters", ...path);
    for (const expression of readExpressions(text)) yield { place, text, expression };
  }
}

/** Names of all connection parameters, flat ones and those of every set, by their lower-case form. */
function connectionParameterNames(subject: Subject): Map<string, string> {
  const names = new Map<string, string>();
  const flat = ownObject(subject.properties, "connectionParameters");
  const sets = ownArray(ownObject(subject.properties, "connectionParameterSets"), "values") ?? [];
  for (const parameters of [flat, ...sets.map((set) => ownObject(set, "parameters"))])
    if (isObject(parameters)) for (const name of Object.keys(parameters)) names.set(name.toLowerCase(), name);
  return names;
}

/** Names of the parameter sets that do not declare a connection parameter; none where there are no sets. */
function setsWithout(subject: Subject, name: string): string[] {
  const sets = ownArray(ownObject(subject.properties, "connectionParameterSets"), "values") ?? [];
  const flat = Object.keys(ownObject(subject.properties, "connectionParameters") ?? {});
  const has = (names: string[]) => names.some((known) => known.toLowerCase() === name.toLowerCase());
  if (has(flat)) return [];
  return sets.flatMap((set, index) =>
    has(Object.keys(ownObject(set, "parameters") ?? {})) ? [] : [ownString(set, "name") ?? String(index)],
  );
}

/** The fix of a text that says something wrong, perhaps several times. */
function replaceAll(place: Place, text: string, wrong: string, right: string) {
  return {
    title: `Write ${right}`,
    edits: (document: Parameters<typeof replaceValue>[0]) =>
      replaceValue(
        document,
        place.pointer,
        text.replaceAll(wrong, () => right),
      ),
  };
}

export default defineRules("policies", [
  {
    id: "policy-connection-parameter-exists",
    statement: "A connection parameter that a policy reads is declared.",
    why: "An expression for a connection parameter that does not exist has no value: requests go out with an empty header, or to no host at all.",
    severity: { import: "error", certification: "error" },
    sources: [POLICY_EXPRESSIONS, "observed: two published connectors"],
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        for (const { place, expression } of expressions(node)) {
          const name = expression.arguments[0]?.text;
          if (!isConnectionParameters(expression) || name === undefined) continue;
          const known = context.fact(connectionParameterNames);
          if (!context.fact(signIn).parametersKnown) continue;
          if (known.has(name.toLowerCase())) {
            // A second argument is what the expression gives where there is none.
            const lacking = expression.arguments.length > 1 ? [] : setsWithout(context.subject, name);
            if (lacking.length > 0)
              context.report(
                place,
                `${startingPolicy(node.value)} reads the connection parameter ${quote(name)}, which who signs in by ${list(lacking)} does not have.`,
                {
                  help: `If it may be empty, write "@connectionParameters('${name}', '')". Otherwise declare ${quote(name)} in ${list(lacking)} as well.`,
                  severity: "warning",
                  label: "not always declared",
                },
              );
            continue;
          }
          context.report(
            place,
            `${startingPolicy(node.value)} reads the connection parameter ${quote(name)}, which does not exist.`,
            {
              help: `${didYouMean(name, known.values())}${known.size === 0 ? `Declare it under "connectionParameters": ${quoteWhole(name)}: {"type": "string", "uiDefinition": { … }}.` : `Write the one that is meant: the connector has ${list([...known.values()])}. If none is, declare ${quote(name)}; existing connections then have to be made anew.`}`,
              label: "not declared",
            },
          );
        }
      },
    },
    bad: [
      { properties: withPolicy(setHeader({ value: "@connectionParameters('tenant')" })), at: [VALUE_AT] },
      { properties: inOneSet("@connectionParameters('region')"), at: [VALUE_AT] },
    ],
    good: [
      { properties: withPolicy(setHeader({ value: "Key @connectionParameters('api_key', '')" })) },
      { properties: inOneSet("@connectionParameters('region', '')") },
      // What the parameters are cannot be read: one fault, of a rule of its own.
      {
        properties: {
          properties: {
            connectionParameters: "api_key",
            policyTemplateInstances: [setHeader({ value: "@connectionParameters('api_key')" })],
          },
        },
      },
    ],
  },
  {
    id: "policy-connection-parameter-case",
    statement: "A policy spells a connection parameter as it is declared.",
    why: "The platform seems not to mind the letter case, but no document promises it; where capitals count, the expression is empty.",
    severity: { import: "info", certification: "info" },
    sources: ["observed: six published connectors"],
    inferred: true,
    fixable: true,
    comparesPlaces: true,
    checks: {
      policy(node, context) {
        for (const { place, text, expression } of expressions(node)) {
          const [argument] = expression.arguments;
          if (!isConnectionParameters(expression) || !argument) continue;
          const declared = context.fact(connectionParameterNames).get(argument.text.toLowerCase());
          if (declared === undefined || declared === argument.text) continue;
          context.report(
            place,
            `${startingPolicy(node.value)} reads the connection parameter ${quote(argument.text)}, which is declared as ${quote(declared)}.`,
            {
              help: `Write "@connectionParameters('${declared.slice(0, 80)}')".`,
              fix: replaceAll(place, text, text.slice(argument.start, argument.end), `'${declared}'`),
            },
          );
        }
      },
    },
    bad: [
      { properties: withPolicy(setHeader({ value: "@connectionParameters('Api_Key')" })), at: [VALUE_AT] },
    ],
    good: [{ properties: withPolicy(setHeader({ value: "@connectionParameters('api_key')" })) }],
  },
  {
    id: "policy-expression-known",
    statement: `Expressions use the functions ${EXPRESSION_FUNCTIONS.map((name) => `@${name}`).join(", ")}, spelt exactly so and complete.`,
    why: 'What the platform does not recognise as an expression is sent as it stands, as text, and the service gets "@…" in place of a value.',
    severity: { import: "warning", certification: "warning" },
    sources: [POLICY_EXPRESSIONS, POLICY_TRAINING, "observed: three published connectors"],
    yieldsTo: ["policy-polling-config"],
    fixable: true,
    checks: {
      policy(node, context) {
        for (const { place, text, expression } of expressions(node)) {
          const { name } = expression;
          // Published connectors write @header in the address of a host, and it works there.
          if (name === "header" && place.pointer.endsWith("urlTemplate")) continue;
          if (!isKnown(name)) {
            const suggestion = nearest(name, EXPRESSION_FUNCTIONS);
            context.report(
              place,
              `${startingPolicy(node.value)} uses ${quote(`@${name}`)}, an expression function that policies do not have.`,
              {
                help: `${suggestion ? `Did you mean "@${suggestion}"? ` : ""}Write one of the functions: ${EXPRESSION_FUNCTIONS.map((known) => `@${known}`).join(", ")}.`,
                fix:
                  suggestion?.toLowerCase() === name.toLowerCase()
                    ? replaceAll(place, text, `${name}(`, `${suggestion}(`)
                    : undefined,
              },
            );
          } else if (!expression.closed) {
            context.report(
              place,
              `The expression ${quote(`@${text.slice(expression.start)}`)} of ${policyName(node.value)} is not complete.`,
              {
                help: `Close the quotation mark and the parenthesis, as in "@${expression.name}('…')".`,
              },
            );
          }
        }
        for (const { path, text } of policyTexts(readPolicy(node.value))) {
          const key = path.at(-1) ?? "";
          for (const [, part = ""] of key.endsWith("httpMethod") ? [] : text.matchAll(REQUEST_PART)) {
            if (part.toLowerCase() !== ORIGINAL_METHOD.toLowerCase() || part === ORIGINAL_METHOD) continue;
            const place = node.at("parameters", ...path);
            context.report(
              place,
              `${startingPolicy(node.value)} uses ${quote(`@${part}`)}, which policies know in other letter case only.`,
              {
                help: `Write "@${ORIGINAL_METHOD}".`,
                fix: replaceAll(place, text, part, ORIGINAL_METHOD),
              },
            );
          }
          if (path.length > 1 || !PATHS.test(key) || !/^(body|item|triggerBody)\(\)/.test(text)) continue;
          const place = node.at("parameters", ...path);
          context.report(
            place,
            `The path ${quote(text)} of ${policyName(node.value)} lacks the @ that makes it an expression.`,
            {
              help: `Write ${quoteWhole(`@${text}`)}.`,
              fix: replaceAll(place, text, text, `@${text}`),
            },
          );
        }
      },
    },
    bad: [
      { properties: withPolicy(setHeader({ value: "@Headers('x-trace')" })), at: [VALUE_AT] },
      { properties: withPolicy(setHeader({ value: "@workflow('name')" })), at: [VALUE_AT] },
      { properties: withPolicy(setHeader({ value: "@headers('x-trace" })), at: [VALUE_AT] },
      { properties: withPolicy(setHeader({ value: "@request.originalHTTPMethod" })), at: [VALUE_AT] },
      {
        properties: withPolicy(
          policy("setproperty", {
            newPropertyParentPathTemplate: "body()",
            newPropertySubPathTemplate: "source",
            propertyValuePathTemplate: "flow",
            [SECTION]: "Request",
          }),
        ),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}newPropertyParentPathTemplate`],
      },
    ],
    good: [
      { properties: withPolicy(setHeader({ value: "@Request.OriginalHTTPMethod" })) },
      { properties: withPolicy(setHeader({ value: "@headers('x-trace')-@{body().id}, help@fabrikam.com" })) },
      { properties: withPolicy(policy("updatenextlink", { nextLinkPropertyName: "@odata.nextLink" })) },
      { properties: withPolicy(setHeader({ value: '@environmentVariables("fab_language")' })) },
      {
        properties: withPolicy(
          policy("dynamichosturl", { urlTemplate: "https://@{header('x-region')}.fabrikam.com" }),
        ),
      },
      {
        properties: withPolicy(
          setHeader({ value: "@connectionParameters('api_key',,{'key-auth':'api_key'})" }),
        ),
      },
    ],
  },
  {
    id: "policy-expression-unresolved",
    statement: "A setproperty policy takes no value from the connection.",
    why: "Two authors report that the platform does not resolve @connectionParameters in setproperty: the text itself reached their service.",
    severity: { import: "warning", certification: "warning" },
    sources: [issue(2906), pullRequest(2661)],
    inferred: true,
    checks: {
      policy(node, context) {
        if (readPolicy(node.value).template?.id !== "setproperty") return;
        for (const { place, expression } of expressions(node))
          if (isConnectionParameters(expression))
            context.report(
              place,
              `${startingPolicy(node.value)} takes a value from the connection by @connectionParameters.`,
              {
                help: `If the service takes the value in a header or in the query, send it by a policy with "templateId": "setheader" or "setqueryparameter". Otherwise ask for it by a parameter of the operation, with a default.`,
              },
            );
      },
    },
    bad: [
      {
        properties: withPolicy(
          policy("setproperty", {
            newPropertyParentPathTemplate: "@body()",
            newPropertySubPathTemplate: "key",
            propertyValuePathTemplate: "@connectionParameters('api_key')",
            [SECTION]: "Request",
          }),
        ),
        at: [`${PARAMETERS_AT}/${PARAMETER_PREFIX}propertyValuePathTemplate`],
      },
    ],
    good: [{ properties: withPolicy(setHeader({ value: "@connectionParameters('api_key')" })) }],
  },
  {
    id: "policy-expression-quotes",
    statement: "Texts in expressions are in single quotes.",
    why: "With other quotation marks, or none, the platform does not read the name, and the expression is empty or sent as text.",
    severity: { import: "warning", certification: "warning" },
    sources: [POLICY_TRAINING],
    fixable: true,
    checks: {
      policy(node, context) {
        for (const { place, text, expression } of expressions(node)) {
          // The references that the platform writes have double quotes.
          if (!isKnown(expression.name) || !expression.closed || expression.name === "environmentVariables")
            continue;
          const between = betweenArguments(text, expression);
          const [space] = between.match(FOREIGN_SPACE) ?? [];
          if (space !== undefined) {
            context.report(
              place,
              `${startingPolicy(node.value)} has ${nameOfSpace(space)} in @${expression.name}(…), where only plain spaces are read.`,
              {
                help: "Delete it, or write a plain space.",
                fix: {
                  title: "Write a plain space",
                  edits: (document) =>
                    replaceValue(document, place.pointer, text.replaceAll(FOREIGN_SPACE, " ")),
                },
              },
            );
            continue;
          }
          const wrong = expression.arguments.find(
            (argument) => argument.quote !== "'" && argument.text !== "" && !argument.text.startsWith("{"),
          );
          if (!wrong) continue;
          const right = `'${wrong.text}'`;
          context.report(
            place,
            wrong.quote === undefined
              ? `The name ${wrong.text.slice(0, 60)} in @${expression.name} of ${policyName(node.value)} has no quotes.`
              : `The name in @${expression.name} of ${policyName(node.value)} is in ${wrong.quote}, not in single quotes.`,
            {
              help: `Write @${expression.name}(${right.slice(0, 80)}).`,
              fix: wrong.text.includes("'") ? undefined : replaceWrongArgument(place, text, wrong, right),
            },
          );
        }
      },
    },
    bad: [
      { properties: withPolicy(setHeader({ value: "@headers(\u2003'x-trace')" })), at: [VALUE_AT] },
      { properties: withPolicy(setHeader({ value: '@headers("x-trace")' })), at: [VALUE_AT] },
      { properties: withPolicy(setHeader({ value: "@headers(x-trace)" })), at: [VALUE_AT] },
    ],
    good: [{ properties: withPolicy(setHeader({ value: "@headers('x-trace')" })) }],
  },
]);

/** The text of a call without its quoted arguments. */
function betweenArguments(text: string, { start, arguments: all }: Expression): string {
  let at = start;
  let found = "";
  for (const argument of all) {
    found += text.slice(at, argument.start);
    if (argument.quote === undefined) found += text.slice(argument.start, argument.end);
    at = argument.end;
  }
  return found + text.slice(at, at + 1);
}

/** Without quotes the same letters may be elsewhere in the text: only the one place is changed. */
function replaceWrongArgument(place: Place, text: string, wrong: ExpressionArgument, right: string) {
  return {
    title: `Write ${right}`,
    edits: (document: Parameters<typeof replaceValue>[0]) =>
      replaceValue(document, place.pointer, text.slice(0, wrong.start) + right + text.slice(wrong.end)),
  };
}

function isConnectionParameters(expression: Expression): boolean {
  return expression.name.toLowerCase() === "connectionparameters";
}

/** Parts of the request, such as `@Request.OriginalHTTPMethod`, are no functions of ours to know. */
function isKnown(name: string): boolean {
  // References to environment variables of a solution are filled in when it is imported, policies included (reported).
  return EXPRESSION_FUNCTIONS.includes(name) || name.startsWith("Request") || name === "environmentVariables";
}
