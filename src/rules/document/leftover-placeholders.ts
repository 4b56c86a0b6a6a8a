/** Placeholders of other tools that were left in a definition or its properties. */

import type { JsonDocument } from "../../json/json-document.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonValue, own } from "../../json/values.ts";
import { PARAMETERS_AT, setHeader, withPolicy } from "../examples/policy-example.ts";
import { DEPOTS, depotsWith, PARCEL, parcelWith } from "../examples/small-changes.ts";
import { scriptSource } from "../facts/script-source.ts";
import type { Context } from "../language/context.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { pullRequest } from "../sources.ts";

/** `{{name}}`, as Postman, Insomnia and templates write variables; `{{$guid}}` and `{{ a.b }}` too. */
const PLACEHOLDER = /\{\{\s*[$\w][\w .:$[\]-]{0,80}\}\}/;
/** `${NAME}`, as shells and build tools write them: only where an address stands, elsewhere it may be meant. */
const VARIABLE = /\$\{\s*\w[\w.]{0,80}\s*\}|%[A-Z][A-Z\d_]{1,60}%|\$\([A-Za-z_][\w.]{0,60}\)/;
/** `${name}` alone. In other values and in sentences the rest of VARIABLE is seldom a variable. */
const DOLLAR = /\$\{\s*[A-Za-z_][\w.]{0,80}\s*\}/;
/** What somebody was to replace, as the whole of a value: `<your key>`. */
const TO_REPLACE =
  /^<(?:your|my|insert|enter|replace|add)\b[^<>]{0,80}>$|^<[A-Za-z][\w-]*(?: [\w-]+){1,8}>$/i;
/** Keys whose text is for people: a placeholder in a sentence may be what the sentence is about. */
const PROSE = new Set(["description", "tooltip", "x-ms-trigger-hint"]);
const NOT_LOOKED_AT = new Set([
  "x-ms-openai-data",
  "pattern",
  "termsOfService",
  // Published connectors hide theirs so; whether it is a client id is asked by rules of its own.
  "clientId",
]);
/** Names for people; one of braces alone is surely left over. */
const LABELS = new Set(["summary", "x-ms-summary", "title", "displayName", "text"]);
const ADDRESSES = /^(?:host|basePath|url|.*Url|.*Uri|authorizationUrl|tokenUrl|.*urlTemplate|.*newPath)$/;
/** Chosen: more values than any connector has are not looked through. */
const MAX_VALUES = 2_000_000;

function whole(text: string): boolean {
  return text.replace(PLACEHOLDER, "").trim() === "";
}

/** A sentence with a placeholder in it: told once a file, as a text that is about placeholders has many. */
interface Sentence {
  pointer: string;
  key: string;
  found: string;
}

/** Looks through every text of a document and every name of its objects. */
function look({ file, value }: JsonDocument, quiet: ReadonlySet<object>, context: Context): void {
  const sentences: Sentence[] = [];
  if (value !== undefined) lookAtValues(file, value, quiet, context, sentences);
  const [first, ...others] = sentences;
  if (!first) return;
  context.report(
    { file, pointer: first.pointer },
    `${LABELS.has(first.key) ? "A name" : "A text"} for people holds ${quote(first.found)}, which looks like a placeholder of another tool${others.length > 0 ? `; so ${others.length === 1 ? "does 1 more text" : `do ${others.length} more texts`}` : ""}.`,
    {
      help: "Write what belongs in its place; leave it if the text is about such placeholders.",
      label: "shown as it stands",
      severity: "info",
      related: others.slice(0, 3).map(({ pointer }) => ({ place: { file, pointer }, label: "and here" })),
    },
  );
}

/** Whether a text may hold what is looked for here. */
function isSuspect(text: string): boolean {
  return text.includes("{{") || beginsWithBracket(text) || VARIABLE.test(text);
}

/** Whether a value begins with "<". Searched by the rarer of the two characters: of quotation marks a text is full. */
function beginsWithBracket(text: string): boolean {
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1))
    if (text[at - 1] === '"') return true;
  return false;
}

/** Paths and definitions whose text holds nothing that is looked for. */
function quietParts(document: JsonDocument): ReadonlySet<object> {
  const quiet = document.parts().filter(({ start, end }) => {
    const text = document.text.slice(start, end);
    return !text.includes("\\u") && !isSuspect(text);
  });
  return new Set(quiet.map(({ value }) => value));
}

function lookAtValues(
  file: string,
  root: JsonValue,
  quiet: ReadonlySet<object>,
  context: Context,
  sentences: Sentence[],
): void {
  const waiting: { value: JsonValue; pointer: string; key: string; inExample: boolean }[] = [
    { value: root, pointer: "", key: "", inExample: false },
  ];
  for (let count = 0; count < MAX_VALUES; count++) {
    const at = waiting.pop();
    if (!at) return;
    const { value, pointer, key, inExample } = at;
    if (typeof value === "string") {
      const found = inSentence(key, value, inExample);
      if (found === undefined) check(file, pointer, key, value, inExample, context);
      else sentences.push({ pointer, key, found });
    } else if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index--)
        waiting.push({ value: value[index] as JsonValue, pointer: child(pointer, index), key, inExample });
    } else if (isObject(value)) {
      for (const name of Object.keys(value).reverse()) {
        if (name.includes("{{") && PLACEHOLDER.test(name) && !inExample)
          context.report(
            { file, pointer: child(pointer, name) },
            `The name ${quote(name)} holds a placeholder of another tool.`,
            {
              help:
                key === "paths"
                  ? `Write a path parameter, such as ${quoteWhole(name.replace(/\{\{\s*\$?([\w-]+)[^}]*\}\}/g, "{$1}"))}, and declare it.`
                  : "Write the real name.",
              part: "key",
              label: "left over",
            },
          );
        const inner = own(value, name) as JsonValue;
        if (typeof inner === "object" && inner !== null && quiet.has(inner)) continue;
        waiting.push({
          value: inner,
          pointer: child(pointer, name),
          key: name,
          inExample: inExample || /^(?:x-)?examples?$/.test(name) || name === "x-ms-examples",
        });
      }
    }
  }
}

/** The placeholder in a text for people; one that is the whole of a name is surely left over, and told where it is. */
function inSentence(key: string, text: string, inExample: boolean): string | undefined {
  if (inExample || (!PROSE.has(key) && !LABELS.has(key))) return undefined;
  if (LABELS.has(key) && text.includes("{{") && whole(text)) return undefined;
  return PLACEHOLDER.exec(text)?.[0] ?? DOLLAR.exec(text)?.[0];
}

function check(
  file: string,
  pointer: string,
  key: string,
  text: string,
  inExample: boolean,
  context: Context,
): void {
  if (PROSE.has(key) || NOT_LOOKED_AT.has(key)) return;
  const label = LABELS.has(key);
  const found =
    PLACEHOLDER.exec(text)?.[0] ??
    (ADDRESSES.test(key) ? VARIABLE.exec(text)?.[0] : undefined) ??
    (label || inExample ? undefined : alone(text));
  if (found === undefined) return;
  // A text with words around it can be a template that the service itself fills: mail merges do so.
  const template = !whole(text) && /\s/.test(text.replace(PLACEHOLDER, "").trim());
  context.report(
    { file, pointer },
    found === text.trim()
      ? `${quote(key)} is ${quote(found)}, a placeholder of another tool: ${label ? "makers read" : "the service gets"} this text as it stands.`
      : `${quote(key)} holds ${quote(found)}, a placeholder of another tool that nothing here fills.`,
    {
      help: label
        ? "Write the name that makers are to read in its place."
        : key === "default"
          ? "Write the value itself, or remove the default and let makers enter it."
          : `Write the real value in place of ${quote(found)}, its marks included.`,
      label: label ? "shown as it stands" : "sent as it stands",
      ...(label || inExample || template ? { severity: "info" as const } : {}),
    },
  );
}

/** A value that is nothing but a variable, or words in angle brackets. */
function alone(text: string): string | undefined {
  const dollar = DOLLAR.exec(text)?.[0];
  return dollar === text.trim() ? dollar : TO_REPLACE.exec(text.trim())?.[0];
}

/** Texts of the script; what it replaces itself, or formats, is meant. */
function lookThroughScript(context: Context): void {
  const source = context.fact(scriptSource);
  if (!source) return;
  for (const { text, start, end } of source.strings) {
    const found = text.includes("{{") ? PLACEHOLDER.exec(text)?.[0] : undefined;
    const before = source.file.text.slice(Math.max(0, start - 40), start);
    // In an interpolated string two braces are one.
    if (found === undefined || source.file.text.slice(start, start + 3).includes("$")) continue;
    if (/Format\s*\(\s*(?:[^()"]*,\s*)?$/.test(before)) continue;
    const name = found.replace(/[{}\s]/g, "");
    const uses = source.strings.filter((other) => other.text.includes(name)).length;
    if (uses > 1 || /\.\s*Replace\s*\(\s*$/.test(before)) continue;
    context.report(
      { file: source.file.file, pointer: "" },
      `The script holds ${quote(found)}, a placeholder that nothing fills.`,
      {
        help: "Write the value itself, or replace the placeholder before the text is used.",
        range: { start, end },
        severity: "info",
      },
    );
  }
}

export default defineRule("document", {
  id: "doc-leftover-placeholder",
  statement: "No placeholder of another tool, such as {{baseUrl}}, is left in a value, a name or a policy.",
  why: "The platform does not fill placeholders of other tools: it sends the marks to the service, or shows them to makers, as they stand, and calls with them fail.",
  severity: { import: "warning", certification: "warning" },
  sources: [`reported: ${pullRequest(3406)}`, "observed: three published connectors"],
  yieldsTo: ["doc-host-format", "doc-basepath-format", "path-template-balanced"],
  checks: {
    connector(context) {
      const { definition, properties } = context.connector;
      for (const document of [definition, properties]) {
        if (!document || document.value === undefined || !isSuspect(document.text)) continue;
        look(document, document.strict ? quietParts(document) : new Set(), context);
      }
      lookThroughScript(context);
    },
  },
  bad: [
    {
      definition: depotsWith({
        parameters: [{ name: "tenant", in: "query", type: "string", default: "{{tenantId}}" }],
      }),
      at: [`${DEPOTS}/parameters/0/default`],
    },
    { definition: { basePath: "/%VERSION%" }, at: ["/basePath"] },
    {
      definition: { consumes: ["application/{{type}}"] },
      at: ["/consumes/0"],
    },
    {
      definition: parcelWith({ id: { "x-ms-summary": "{{parcel-id}}" } }),
      at: [`${PARCEL}/id/x-ms-summary`],
    },
    {
      properties: withPolicy(setHeader({ value: "Bearer {{token}}" })),
      at: [`${PARAMETERS_AT}/x-ms-apimTemplateParameter.value`],
    },
    {
      files: {
        "script.csx": `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        this.Context.Request.RequestUri = new Uri("https://{{host}}/parcels");
        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    }
}
`,
      },
      at: ["script.csx#"],
    },
    { definition: parcelWith({ "{{field}}": { type: "string" } }), at: [`${PARCEL}/{{field}}`] },
    {
      definition: parcelWith({ id: { description: "The parcel {{parcel}}.", title: `The \${id}` } }),
      at: [`${PARCEL}/id/description`],
    },
    {
      definition: depotsWith({
        parameters: [
          { name: "tenant", in: "query", type: "string", default: "<your tenant>" },
          { name: "mode", in: "query", type: "string", enum: ["fast", `\${MODE}`] },
        ],
      }),
      at: [`${DEPOTS}/parameters/0/default`, `${DEPOTS}/parameters/1/enum/1`],
    },
  ],
  good: [
    {
      files: {
        "script.csx": `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        var text = "Dear {{name}}".Replace("{{name}}", "x") + $"{{name}}";
        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    }
}
`,
      },
    },
    { definition: parcelWith({ id: { type: "string", default: "<p>", description: "Costs $5 {net}." } }) },
  ],
});
