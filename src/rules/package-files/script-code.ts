/** What the connector's custom code has to be made of. Comments and texts in it do not count. */

import { SOUND } from "../examples/script-example.ts";
import { reportInScript, scriptSource } from "../facts/script-source.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CUSTOM_CODE, issue } from "../sources.ts";

/** Sourced: the guide on custom code, which names exactly these. */
const NAMESPACES = new Set([
  "System",
  "System.Collections",
  "System.Collections.Generic",
  "System.Diagnostics",
  "System.Drawing",
  "System.Drawing.Drawing2D",
  "System.Drawing.Imaging",
  "System.IO",
  "System.IO.Compression",
  "System.Linq",
  "System.Net",
  "System.Net.Http",
  "System.Net.Http.Headers",
  "System.Net.Security",
  "System.Security.Authentication",
  "System.Security.Cryptography",
  "System.Text",
  "System.Text.RegularExpressions",
  "System.Threading",
  "System.Threading.Tasks",
  "System.Web",
  "System.Xml",
  "System.Xml.Linq",
  "Microsoft.Extensions.Logging",
  "Newtonsoft.Json",
  "Newtonsoft.Json.Linq",
]);

/** Namespaces that begin like those above: behind an alias each could be taken for a type. Chosen: what such code uses. */
const NO_TYPES = new Set(
  `System.ComponentModel System.Configuration System.Data System.Dynamic System.Globalization System.Numerics
  System.Reflection System.Resources System.Runtime System.Security System.Timers System.Collections.Concurrent
  System.Collections.Immutable System.Collections.ObjectModel System.Collections.Specialized System.IO.Pipelines
  System.IO.Pipes System.Net.Http.Json System.Net.Mail System.Net.NetworkInformation System.Net.Sockets
  System.Net.WebSockets System.Text.Encodings System.Text.Json System.Threading.Channels System.Xml.Schema
  System.Xml.Serialization System.Xml.XPath System.Xml.Xsl Newtonsoft.Json.Converters Newtonsoft.Json.Schema
  Newtonsoft.Json.Serialization`.split(/\s+/),
);

const CLASS = /\bclass\s+Script\b/;
const OTHER_CASE = /\bpublic\s+class\s+(script)\s*:\s*ScriptBase\b/i;
const SOUND_CLASS =
  /\bpublic\s+(?:(?:sealed|partial|unsafe)\s+)*class\s+Script\s*:\s*(?:[\w.]+\.)?ScriptBase\b/;
/** Modifiers come in any order; `public` and `override` have to be among them. */
const EXECUTE =
  /\b((?:(?:public|private|protected|internal|override|async|sealed|unsafe|new|virtual|static)\s+){1,6})(?:[\w.]+\.)?Task\s*<\s*(?:[\w.]+\.)?HttpResponseMessage\s*>\s*ExecuteAsync\s*\(\s*\)/;

export default defineRules("package-files", [
  {
    id: "script-class",
    statement: "The script has a public class Script that extends ScriptBase.",
    why: "The platform creates the class by its name: without it the upload fails, or every call does.",
    severity: { import: "error", certification: "error" },
    sources: [CUSTOM_CODE, 'observed: two published scripts name it "script"'],
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source || SOUND_CLASS.test(source.code)) return;
        const otherCase = OTHER_CASE.exec(source.code);
        if (otherCase) {
          // Published twice, so that an import lets it pass; what paconn validates scripts with does not.
          reportInScript(
            context,
            otherCase,
            `The class is named ${quote(otherCase[1] ?? "")}, not "Script".`,
            'Write "public class Script : ScriptBase", with a capital S.',
            { import: "warning" },
          );
          return;
        }
        const found = CLASS.exec(source.code);
        reportInScript(
          context,
          found,
          found
            ? "The class Script is not public, or does not extend ScriptBase."
            : "The script has no class Script.",
          'Write "public class Script : ScriptBase" around the methods.',
        );
      },
    },
    bad: [
      {
        files: { "script.csx": SOUND.replace("Script : ScriptBase", "Code : ScriptBase") },
        at: ["script.csx#"],
      },
      { files: { "script.csx": SOUND.replace(" : ScriptBase", "") }, at: ["script.csx#"] },
      { files: { "script.csx": "// public class Script : ScriptBase\n" }, at: ["script.csx#"] },
      { files: { "script.csx": SOUND.replace("class Script", "class script") }, at: ["script.csx#"] },
    ],
    good: [{ files: { "script.csx": SOUND } }],
  },
  {
    id: "script-execute-async",
    statement: "The class overrides Task<HttpResponseMessage> ExecuteAsync().",
    why: "ExecuteAsync is the method that the platform calls: without it the script does not compile, and the upload fails.",
    severity: { import: "error", certification: "error" },
    sources: [CUSTOM_CODE],
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source) return;
        const modifiers = EXECUTE.exec(source.code)?.[1] ?? "";
        if (/\bpublic\b/.test(modifiers) && /\boverride\b/.test(modifiers)) return;
        // Where there is not even a class, the script is cut off or commented out: the rule on the class says so.
        if (!/\bclass\b/.test(source.code) && !/\bExecuteAsync\b/.test(source.code)) return;
        const found = /\bExecuteAsync\s*\([^)]{0,200}\)\s*(?=\{|=>)/.exec(source.code);
        reportInScript(
          context,
          found,
          found
            ? modifiers.includes("override")
              ? "The method ExecuteAsync of the script is not public."
              : "The method ExecuteAsync of the script does not override that of ScriptBase."
            : "The script has no method ExecuteAsync.",
          'Write "public override async Task<HttpResponseMessage> ExecuteAsync()".',
        );
      },
    },
    bad: [
      { files: { "script.csx": SOUND.replace("override ", "") }, at: ["script.csx#"] },
      { files: { "script.csx": SOUND.replace("ExecuteAsync", "RunAsync") }, at: ["script.csx#"] },
      { files: { "script.csx": SOUND.replace("public override", "private override") }, at: ["script.csx#"] },
    ],
    good: [
      { files: { "script.csx": SOUND } },
      { files: { "script.csx": SOUND.replace("public override async", "async public override") } },
      { files: { "script.csx": "/* nothing yet */" } },
    ],
  },
  {
    id: "script-namespaces",
    statement: `The script uses only the ${NAMESPACES.size} namespaces that the platform has.`,
    why: "Microsoft's guide names the namespaces that scripts can use, and reviewers refuse others. Outside certification some others are reported to work, and some to fail on upload with an error that names nothing.",
    severity: { import: "warning", certification: "warning" },
    sources: [CUSTOM_CODE, issue(3478)],
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source) return;
        const using = /\busing\s+(static\s+)?(?:(\w+)\s*=\s*)?((?:\w+\.)*\w+)\s*;/g;
        for (let match = using.exec(source.code); match; match = using.exec(source.code)) {
          const [whole, isStatic, alias, name = ""] = match;
          // What `using static` and aliases name is a type of the namespace in front of it, or a namespace.
          const holder = isStatic || alias ? name.replace(/\.\w+$/, "") : name;
          if (NAMESPACES.has(name) || (NAMESPACES.has(holder) && !NO_TYPES.has(name))) continue;
          reportInScript(
            context,
            { index: match.index, 0: whole },
            `The namespace ${quote(name)} is not among those that scripts can use.`,
            /^Microsoft\.PowerPlatform\b/.test(name)
              ? "Delete the line: ScriptBase is there without it."
              : "Delete the line, and replace what the script uses of it; https://learn.microsoft.com/connectors/custom-connectors/write-code lists the namespaces.",
          );
        }
      },
    },
    bad: [
      {
        files: { "script.csx": `using System.Net.Sockets;\nusing System.Data;\n${SOUND}` },
        at: ["script.csx#", "script.csx#"],
      },
      { files: { "script.csx": `using J = System.Text.Json;\n${SOUND}` }, at: ["script.csx#"] },
    ],
    good: [
      { files: { "script.csx": `using static System.Math;\nusing J = Newtonsoft.Json.Linq;\n${SOUND}` } },
    ],
  },
  {
    id: "script-no-namespace-block",
    statement: "The script declares no namespace and loads nothing by #r or #load.",
    why: "The platform looks for the class outside any namespace, and there are no other files to load: the upload fails, or the class is not found.",
    severity: { import: "warning", certification: "warning" },
    sources: [CUSTOM_CODE],
    inferred: true,
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source) return;
        const block = /\bnamespace\s+[\w.]+/.exec(source.code);
        if (block)
          reportInScript(
            context,
            block,
            `The script declares the ${block[0]}.`,
            "Remove the namespace around the class.",
          );
        const directive = /^[ \t]{0,40}#[ \t]{0,40}(?:r|load)\b/gm;
        for (let match = directive.exec(source.code); match; match = directive.exec(source.code))
          reportInScript(
            context,
            match,
            `The script has the directive ${quote(match[0].trim())}.`,
            "Remove it.",
          );
      },
    },
    bad: [
      {
        files: { "script.csx": `# r "Newtonsoft.Json"\nnamespace Fabrikam {\n${SOUND}}\n` },
        at: ["script.csx#", "script.csx#"],
      },
    ],
    good: [{ files: { "script.csx": SOUND } }],
  },
  {
    id: "script-httpclient",
    statement: "The script sends requests with this.Context.SendAsync, not with its own HttpClient.",
    why: "Requests sent any other way than by this.Context.SendAsync carry no sign-in of the connection, and Microsoft has announced that it will block them.",
    severity: { import: "warning", certification: "warning" },
    sources: [CUSTOM_CODE],
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source) return;
        const own =
          /\bnew\s+(?:[\w.]+\.)?(HttpClient|HttpClientHandler|WebClient)\s*[({]|\b(HttpClient|WebClient)\s+\w+\s*=\s*new\s*\(|\b((?:Http)?WebRequest)\s*\.\s*Create(?:Http)?\s*\(/g;
        for (let match = own.exec(source.code); match; match = own.exec(source.code))
          reportInScript(
            context,
            match,
            `The script makes ${match[1] === undefined || /^Http/.test(match[1]) ? "an" : "a"} ${match[1] ?? match[2] ?? match[3]} of its own.`,
            "Send by this.Context.SendAsync(request, this.CancellationToken).",
          );
      },
    },
    bad: [
      {
        files: {
          "script.csx": SOUND.replace("return await", "var client = new HttpClient();\n        return await"),
        },
        at: ["script.csx#"],
      },
      {
        files: {
          "script.csx": SOUND.replace(
            "return await",
            'WebRequest.Create("https://fabrikam.com");\n        return await',
          ),
        },
        at: ["script.csx#"],
      },
    ],
    good: [{ files: { "script.csx": SOUND } }],
  },
  {
    id: "script-braces",
    statement: "Every brace that opens in the script closes.",
    why: "A script with a brace too few or too many does not compile, and the upload names no reason.",
    severity: { import: "warning", certification: "warning" },
    sources: ["https://github.com/troystaylor/ppcv/blob/main/lib/validator.js"],
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        // Branches of #if may open the same brace twice.
        if (!source || /^[ \t]{0,40}#(?:if|else|elif)\b/m.test(source.code)) return;
        const open: number[] = [];
        for (let at = 0; at < source.code.length; at++) {
          const code = source.code.charCodeAt(at);
          if (code === 123) open.push(at);
          else if (code === 125 && open.pop() === undefined) {
            reportInScript(
              context,
              { index: at, 0: "}" },
              'This "}" closes nothing.',
              "Remove it, or open the block above.",
            );
            return;
          }
        }
        const last = open.at(-1);
        if (last === undefined) return;
        reportInScript(
          context,
          { index: last, 0: "{" },
          `${open.length === 1 ? "One brace is" : `${open.length} braces are`} never closed; the innermost opens here.`,
          "Close the blocks; perhaps the file was cut off.",
        );
      },
    },
    bad: [
      { files: { "script.csx": SOUND.trimEnd().slice(0, -1) }, at: ["script.csx#"] },
      { files: { "script.csx": `${SOUND}}` }, at: ["script.csx#"] },
    ],
    good: [
      { files: { "script.csx": SOUND } },
      {
        files: {
          "script.csx": SOUND.replace(
            "return await",
            'var a = $"{(true ? "}" : "{")} {{x";\n        return await',
          ),
        },
      },
    ],
  },
]);
