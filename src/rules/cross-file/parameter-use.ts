/** What people enter for a connection goes somewhere. */
import { connectionParameters } from "../examples/oauth-example.ts";
import { parameterUses } from "../facts/parameter-uses.ts";
import { signIn } from "../facts/sign-in.ts";
import { meantFor, signInGaps } from "../facts/sign-in-gaps.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";

const AT = "apiProperties.json#/properties/connectionParameters";
const REGION = { type: "string", uiDefinition: { displayName: "Region" } };
const HOST_POLICY = {
  templateId: "dynamichosturl",
  title: "Region",
  parameters: {
    "x-ms-apimTemplateParameter.urlTemplate": "https://@connectionParameters('region').fabrikam.com",
  },
};

export default defineRules("cross-file", [
  {
    id: "x-parameters-without-use",
    statement:
      "Connection parameters are used: by a security definition, a policy, the script or the gateway.",
    why: "Whoever makes a connection enters a value that no call carries: calls fail as if nothing had been entered.",
    severity: { import: "warning", certification: "warning" },
    sources: ["observed: 11 published connectors"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { definitionKnown, propertiesKnown, parameters, schemes, gateway, hasSets } =
          context.fact(signIn);
        if (!definitionKnown || !propertiesKnown || parameters.length === 0 || schemes.length > 0) return;
        // With OAuth it is a rule of its own that misses the security definition.
        if (gateway || parameters.some((parameter) => parameter.type === "oauthsetting")) return;
        const uses = context.fact(parameterUses);
        if (
          uses.anyPolicy ||
          context.connector.script ||
          parameters.some((parameter) => uses.byName(parameter))
        )
          return;
        const file = context.connector.properties?.file ?? "";
        const names = [...new Set(parameters.map((parameter) => parameter.name))];
        const one = parameters.length === 1 ? parameters[0] : undefined;
        context.report(
          one && !hasSets
            ? one.place
            : { file, pointer: hasSets ? "/properties" : "/properties/connectionParameters" },
          `Nothing uses the connection parameter${names.length === 1 ? "" : "s"} ${list(names)}: there is no security definition, policy or script.`,
          {
            help: `Add ${securityFor(names)}, or a policy that sets a header or host from ${names.length === 1 ? "it" : "them"}. Delete ${names.length === 1 ? "the parameter" : "the parameters"} if the service needs none.`,
            part: "key",
          },
        );
      },
    },
    bad: [
      { definition: { securityDefinitions: null, security: null }, at: [`${AT}/api_key`] },
      {
        definition: { securityDefinitions: null, security: null },
        properties: { properties: { connectionParameters: { region: REGION } } },
        at: [AT],
      },
    ],
    good: [
      {},
      {
        definition: { securityDefinitions: null, security: null },
        properties: {
          properties: {
            connectionParameters: { api_key: null, region: REGION },
            policyTemplateInstances: [HOST_POLICY],
          },
        },
      },
    ],
  },
  {
    id: "x-parameter-unreferenced",
    statement:
      "Every connection parameter beyond the sign-in is named by a policy, the script or a template.",
    why: "Whoever makes a connection is asked for something that reaches neither the service nor the script.",
    severity: { import: "info", certification: "info" },
    sources: ["observed: 16 published connectors"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { propertiesKnown, parameters, schemes } = context.fact(signIn);
        const uses = context.fact(parameterUses);
        // Where nothing at all uses any of them, one finding of the other rule says so.
        if (!propertiesKnown || (schemes.length === 0 && !uses.anyPolicy && !context.connector.script))
          return;
        // A key under another name than the platform's is for the rules on security definitions.
        const meant = new Set(
          context
            .fact(signInGaps)
            .flatMap((gap) => gap.missing.map((name) => meantFor(name, gap.group)?.place.pointer)),
        );
        for (const parameter of parameters) {
          if (meant.has(parameter.place.pointer)) continue;
          if (uses.byPlatform(parameter) || uses.byName(parameter)) continue;
          context.report(parameter.place, `Nothing uses the connection parameter ${quote(parameter.name)}.`, {
            help: `Delete it, or use it: a policy reads it by "@connectionParameters('${parameter.name.slice(0, 60)}')".`,
            part: "key",
          });
        }
      },
    },
    bad: [{ properties: connectionParameters({ region: REGION }), at: [`${AT}/region`] }],
    good: [
      {
        properties: {
          properties: { connectionParameters: { region: REGION }, policyTemplateInstances: [HOST_POLICY] },
        },
      },
      {
        properties: connectionParameters({ region: REGION }),
        files: { "script.csx": 'public class Script : ScriptBase { string name = "Region"; }' },
      },
    ],
  },
]);

/** The security definition that sends what has one of these names; the platform takes key and user name by theirs. */
function securityFor(names: readonly string[]): string {
  if (names.includes("api_key"))
    return '"securityDefinitions": {"api_key": {"type": "apiKey", "in": "header", "name": "…"}} with the name of the header, and "security": [{"api_key": []}]';
  if (names.includes("username") && names.includes("password"))
    return '"securityDefinitions": {"basic_auth": {"type": "basic"}} and "security": [{"basic_auth": []}]';
  return "the security definition that sends what people enter";
}
