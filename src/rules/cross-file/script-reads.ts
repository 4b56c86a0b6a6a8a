/** What the script asks of its context and of the request: both hold only what somebody puts there. */

import { policyParameter } from "../../definition/policies.ts";
import { escapeRegExp } from "../../json/escape-reg-exp.ts";
import { ownString, scalarText } from "../../json/values.ts";
import { setHeader, withPolicy } from "../examples/policy-example.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { reportInScript, scriptSource } from "../facts/script-source.ts";
import { signIn } from "../facts/sign-in.ts";
import { didYouMean } from "../language/nearest.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CUSTOM_CODE } from "../sources.ts";

/** Documented; the last two are not, and published scripts use them. */
const MEMBERS = [
  "CorrelationId",
  "OperationId",
  "Request",
  "Logger",
  "SendAsync",
  "OriginalRequestUri",
  "CreateNotificationUri",
];
const CONTEXT = /(?<![\w.])(?:this\s*\.\s*)?Context\s*\.\s*([A-Za-z_]\w*)/g;
/** A header of the request that has to be there: GetValues ends the script where it is not. */
const NEEDED =
  /(?<![\w.])(?:this\s*\.\s*)?(?:Context\s*\.\s*)?[Rr]equest\s*\.\s*Headers\s*\.\s*GetValues\s*\(\s*"([^"\\\n]{1,100})"/g;
/** Headers that a request has without anybody naming them. */
const ALWAYS =
  /^(?:accept(?:-.*)?|authorization|connection|content-.*|cookie|date|host|user-agent|x-ms-.*|x-forwarded-.*|x-correlation-id|x-request-id|traceparent)$/i;
/** Chosen: no script asks more often. */
const MAX_USES = 1000;

const script = (line: string) => ({
  "script.csx": `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        ${line}
        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken).ConfigureAwait(false);
    }
}
`,
});

export default defineRules("cross-file", [
  {
    id: "script-context-member",
    statement:
      "The script asks its context for CorrelationId, OperationId, Request, Logger and SendAsync only.",
    why: "The guide on custom code lists no other members: a script that asks for one is not expected to compile, and the platform refuses it.",
    severity: { import: "warning", certification: "warning" },
    sources: [
      CUSTOM_CODE,
      "observed: three published connectors use OriginalRequestUri, one of them CreateNotificationUri",
    ],
    inferred: true,
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source || /\bclass\s+Context\b|\bContext\s*(?:=|;|\{)/.test(source.code)) return;
        const seen = new Set<string>();
        for (const found of [...source.code.matchAll(CONTEXT)].slice(0, MAX_USES)) {
          const [, member = ""] = found;
          if (MEMBERS.includes(member) || seen.has(member)) continue;
          seen.add(member);
          reportInScript(
            context,
            found,
            `The documented context of a script has no ${quote(member)}.`,
            /connection/i.test(member)
              ? "Let a setheader policy put the value into a header, read it from this.Context.Request.Headers, and remove the header before the request is sent."
              : `${didYouMean(member, MEMBERS)}It has CorrelationId, OperationId, Request, Logger and SendAsync.`,
          );
        }
      },
    },
    bad: [
      { files: script('var key = this.Context.ConnectionParameters["api_key"];'), at: ["script.csx#"] },
      { files: script("var id = Context.OperationID;"), at: ["script.csx#"] },
    ],
    good: [{ files: script("this.Context.Logger.LogInformation(this.Context.CorrelationId);") }],
  },
  {
    id: "x-script-reads-what-is-sent",
    statement:
      "A header that the script takes from the request is a parameter, a header of the sign-in, or set by a policy.",
    why: "GetValues throws an exception where the call has no such header: every call ends with an error.",
    severity: { import: "warning", certification: "warning" },
    sources: [CUSTOM_CODE],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        const { schemes, definitionKnown, propertiesKnown } = context.fact(signIn);
        if (!source || !definitionKnown || !propertiesKnown) return;
        const sent = [
          ...context.model.operations.flatMap(({ parameters }) =>
            parameters.filter((parameter) => parameter.in === "header").map((parameter) => parameter.name),
          ),
          ...schemes.map(({ value }) => ownString(value, "name") ?? ""),
          ...context
            .fact(allPolicies)
            .flatMap(({ policy }) =>
              policy.template?.id === "setheader" ? [scalarText(policyParameter(policy, "name"))] : [],
            ),
        ].filter((name) => name !== "");
        const lower = new Set(sent.map((name) => name.toLowerCase()));
        const seen = new Set<string>();
        for (const found of [...source.text.matchAll(NEEDED)].slice(0, MAX_USES)) {
          const name = (found[1] ?? "").trim();
          const key = name.toLowerCase();
          if (ALWAYS.test(name) || lower.has(key) || seen.has(key)) continue;
          seen.add(key);
          // What the script adds itself, or asks about first, is there.
          const quoted = escapeRegExp(name);
          if (
            new RegExp(
              `(?:Add|TryAddWithoutValidation|Contains|TryGetValues)\\s*\\(\\s*"${quoted}"`,
              "i",
            ).test(source.text)
          )
            continue;
          reportInScript(
            context,
            found,
            `The script takes the header ${quote(name)} by GetValues, but no parameter, sign-in or policy sends it.`,
            `${didYouMean(name, sent)}If calls can go without it, ask with TryGetValues; otherwise set it by a setheader policy, or declare it as a header parameter of the operations.`,
          );
        }
      },
    },
    bad: [
      {
        properties: withPolicy(setHeader({ name: "X-Region", value: "eu" })),
        files: script('var region = this.Context.Request.Headers.GetValues("X-Regoin").First();'),
        at: ["script.csx#"],
      },
    ],
    good: [
      {
        properties: withPolicy(setHeader({ name: "X-Region", value: "eu" })),
        files: script('var region = this.Context.Request.Headers.GetValues("x-region").First();'),
      },
      {
        files: script(
          'if (this.Context.Request.Headers.Contains("X-Trace")) { var trace = this.Context.Request.Headers.GetValues("X-Trace").First(); }',
        ),
      },
    ],
  },
]);
