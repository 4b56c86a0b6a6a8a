/** What the custom code uses that the platform does not have, or does not allow. No compiler: names that are known, where they are called. */
import { AGENTIC_PROTOCOL, isAgentic } from "../../definition/extensions.ts";
import { reportInScript, scriptSource } from "../facts/script-source.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CUSTOM_CODE, issuesOf, MCP_TROUBLESHOOTING, pullRequest } from "../sources.ts";

const STANDARD = "https://learn.microsoft.com/dotnet/standard/net-standard?tabs=net-standard-2-0";

/** A member that .NET Standard 2.0 lacks: how it is called, what to call it in a message, and what to write. */
interface Lacking {
  call: RegExp;
  name: string;
  instead: string;
}

/** One argument of a call, without calls of its own further in than one. */
const ARGUMENT = String.raw`(?:[^(),;"]|"[^"\n]*"|\([^()]*\))+`;

/** Sourced: the .NET API browser, version by version; each exists from .NET Standard 2.1 or .NET Core 2.0 on, or later. */
const LACKING: readonly Lacking[] = [
  {
    call: /\.\s*Split\s*\(\s*\$?@?"(?![^"\n]*"\s*\.\s*ToCharArray\b)/g,
    name: "string.Split(string)",
    instead: 'Split(new[] { "…" }, StringSplitOptions.None)',
  },
  {
    call: /\.\s*Split\s*\(\s*'(?:[^'\\]|\\.)+'\s*,\s*(?:StringSplitOptions|\d)/g,
    name: "string.Split(char, …) with options or a count",
    instead: "Split(new[] { '…' }, StringSplitOptions.RemoveEmptyEntries)",
  },
  {
    call: new RegExp(String.raw`\.\s*Contains\s*\(\s*${ARGUMENT},\s*StringComparison\b`, "g"),
    name: "string.Contains with a StringComparison",
    instead: "IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0",
  },
  {
    call: new RegExp(String.raw`\.\s*Replace\s*\(\s*${ARGUMENT},${ARGUMENT},\s*StringComparison\b`, "g"),
    name: "string.Replace with a StringComparison",
    instead: "Regex.Replace with RegexOptions.IgnoreCase",
  },
  {
    call: /\.\s*(?:StartsWith|EndsWith)\s*\(\s*'(?:[^'\\]|\\.)+'\s*\)/g,
    name: "string.StartsWith(char) and EndsWith(char)",
    instead: 'StartsWith("x", StringComparison.Ordinal)',
  },
  {
    call: /(?<=")\s*\.\s*Contains\s*\(\s*'(?:[^'\\]|\\.)+'\s*\)|\.\s*(?:ToString|Trim|ToLower|ToUpper|ToLowerInvariant|ToUpperInvariant|Substring)\s*\([^()]*\)\s*\.\s*Contains\s*\(\s*'(?:[^'\\]|\\.)+'\s*\)/g,
    name: "string.Contains(char)",
    instead: 'Contains("x")',
  },
  {
    call: /\bStringSplitOptions\s*\.\s*TrimEntries\b/g,
    name: "StringSplitOptions.TrimEntries",
    instead: "Split(…).Select(part => part.Trim())",
  },
  { call: /\b[Ss]tring\s*\.\s*Join\s*\(\s*'/g, name: "string.Join(char, …)", instead: 'string.Join(",", …)' },
  { call: /\.\s*ToHashSet\s*[(<]/g, name: "Enumerable.ToHashSet", instead: "new HashSet<T>(items)" },
  {
    call: /\.\s*(TakeLast|SkipLast)\s*\(/g,
    name: "Enumerable.TakeLast and SkipLast",
    instead: "Skip(items.Count - n), or Take",
  },
  {
    call: /\.\s*(DistinctBy|MinBy|MaxBy|ExceptBy|UnionBy|IntersectBy|CountBy|AggregateBy)\s*[(<]/g,
    name: "Enumerable.DistinctBy, MinBy and their like",
    instead: "GroupBy(…).Select(group => group.First()), or OrderBy(…).First()",
  },
  {
    call: /\.\s*Chunk\s*\(\s*(?:\d|\w*[sS]ize\b)/g,
    name: "Enumerable.Chunk",
    instead: "GroupBy on index / size",
  },
  {
    call: /\.\s*(?:Order|OrderDescending)\s*\(\s*\)/g,
    name: "Enumerable.Order",
    instead: "OrderBy(item => item)",
  },
  {
    call: /\.\s*GetValueOrDefault\s*\(\s*(?:["$@]|\w+\s*[,)])/g,
    name: "Dictionary.GetValueOrDefault",
    instead: "TryGetValue(key, out var value)",
  },
  {
    call: new RegExp(String.raw`\.\s*TryAdd\s*\(\s*${ARGUMENT},`, "g"),
    name: "Dictionary.TryAdd",
    instead: "if (!map.ContainsKey(key)) map.Add(key, value)",
  },
  {
    call: new RegExp(String.raw`\.\s*Remove\s*\(\s*${ARGUMENT},\s*out\b`, "g"),
    name: "Dictionary.Remove(key, out value)",
    instead: "TryGetValue, then Remove(key)",
  },
  {
    call: /\[\s*\^\s*\d/g,
    name: "indexes from the end, [^1] (System.Index)",
    instead: "items[items.Length - 1], or Last()",
  },
  {
    call: /\[\s*(?:\^?\w+)?\s*\.\.\s*(?:\^?\w+)?\s*\]/g,
    name: "ranges, [1..] (System.Range)",
    instead: "Substring, or Skip and Take",
  },
  {
    call: /\b(?:ReadOnlySpan|Span|ReadOnlyMemory|Memory)\s*<|\.\s*As(?:Span|Memory)\s*\(/g,
    name: "Span and Memory",
    instead: "arrays and Substring",
  },
  {
    call: /\bIAsyncEnumerable\s*<|\bawait\s+(?:foreach|using)\b/g,
    name: "IAsyncEnumerable and await using",
    instead: "await, then foreach or using",
  },
  {
    call: /\.\s*ReadAs(?:String|Stream|ByteArray)Async\s*\(\s*[^)\s]/g,
    name: "ReadAsStringAsync with a cancellation token",
    instead: "ReadAsStringAsync() without arguments",
  },
  { call: /\bHttpMethod\s*\.\s*Patch\b/g, name: "HttpMethod.Patch", instead: 'new HttpMethod("PATCH")' },
  {
    call: /\bHttpStatusCode\s*\.\s*(?:TooManyRequests|UnprocessableEntity|MultiStatus|Locked|FailedDependency|PermanentRedirect|MisdirectedRequest|PreconditionRequired|UnavailableForLegalReasons|EarlyHints|Processing|InsufficientStorage)\b/g,
    name: "HttpStatusCode.TooManyRequests and the other later codes",
    instead: "(HttpStatusCode)429",
  },
  {
    call: /\bConvert\s*\.\s*(?:ToHexString|FromHexString|ToHexStringLower)\s*\(/g,
    name: "Convert.ToHexString",
    instead: 'BitConverter.ToString(bytes).Replace("-", "")',
  },
  {
    call: /\b(?:SHA1|SHA256|SHA384|SHA512|MD5|HMACSHA1|HMACSHA256|HMACSHA512)\s*\.\s*(?:HashData|TryHashData)\s*\(/g,
    name: "SHA256.HashData and its like",
    instead: "using (var sha = SHA256.Create()) sha.ComputeHash(bytes)",
  },
  {
    call: /\bRandomNumberGenerator\s*\.\s*(?:GetInt32|Fill|GetBytes|GetHexString)\s*\(/g,
    name: "the static members of RandomNumberGenerator",
    instead: "RandomNumberGenerator.Create().GetBytes(buffer)",
  },
  {
    call: /\bSystem\s*\.\s*Text\s*\.\s*Json\s*\.\s*[A-Z]|\bJsonSerializer\s*\.\s*(?:Serialize|Deserialize)\s*[(<]|\bJsonDocument\s*\.\s*Parse\s*\(/g,
    name: "System.Text.Json",
    instead: "JObject.Parse or JsonConvert (Newtonsoft.Json)",
  },
  { call: /\bRandom\s*\.\s*Shared\b/g, name: "Random.Shared", instead: "new Random()" },
  {
    call: /\bMath\s*\.\s*Clamp\s*\(|\bMathF\s*\./g,
    name: "Math.Clamp and MathF",
    instead: "Math.Max(low, Math.Min(high, value))",
  },
  { call: /\bHashCode\s*\.\s*Combine\s*\(/g, name: "HashCode.Combine", instead: "(a, b).GetHashCode()" },
  { call: /\b(?:DateOnly|TimeOnly)\b/g, name: "DateOnly and TimeOnly", instead: "DateTime and TimeSpan" },
  {
    call: /\b(?:DateTime|DateTimeOffset)\s*\.\s*UnixEpoch\b/g,
    name: "DateTime.UnixEpoch",
    instead: "DateTimeOffset.FromUnixTimeSeconds(0)",
  },
  { call: /\bArray\s*\.\s*Fill\s*[(<]/g, name: "Array.Fill", instead: "a loop" },
  {
    call: /\bArgument(?:Null|OutOfRange)?Exception\s*\.\s*ThrowIf\w+\s*\(/g,
    name: "ArgumentNullException.ThrowIfNull",
    instead: "if (x == null) throw new ArgumentNullException(nameof(x))",
  },
  {
    call: /\bEncoding\s*\.\s*Latin1\b/g,
    name: "Encoding.Latin1",
    instead: 'Encoding.GetEncoding("ISO-8859-1")',
  },
  {
    call: /\.\s*AppendJoin\s*\(/g,
    name: "StringBuilder.AppendJoin",
    instead: 'Append(string.Join(",", items))',
  },
  {
    call: /\bEnum\s*\.\s*(?:Parse|GetValues|GetNames|GetName|IsDefined)\s*</g,
    name: "the generic Enum.Parse and GetValues",
    instead: "(T)Enum.Parse(typeof(T), text)",
  },
  { call: /\bEnvironment\s*\.\s*TickCount64\b/g, name: "Environment.TickCount64", instead: "Stopwatch" },
  {
    call: /\.\s*(?:WaitAsync)\s*\(\s*TimeSpan\b/g,
    name: "Task.WaitAsync",
    instead: "Task.WhenAny(task, Task.Delay(time))",
  },
  { call: /\bParallel\s*\.\s*ForEachAsync\s*\(/g, name: "Parallel.ForEachAsync", instead: "Task.WhenAll" },
  {
    call: /\{\s*get\s*;\s*init\s*;\s*\}|\brecord\s+(?:struct\s+|class\s+)?\w+\s*[({]/g,
    name: "records and init",
    instead: "a class with get and set",
  },
];

const SOUND = `using System.Linq;
using System.Net.Http;
public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        var body = await this.Context.Request.Content.ReadAsStringAsync();
        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
    }
}
`;
const withLine = (line: string) => ({
  files: { "script.csx": SOUND.replace("        return", `        ${line}\n        return`) },
});
const bad = (line: string) => ({ ...withLine(line), at: ["script.csx#"] });

/**
 * Names of JSON members as code holds them: "x", \"x\" or ""x"" in a text, ["x"] in an object, new JProperty("x", …).
 * A comma counts after the name of a property only: elsewhere "x" before it is a value.
 */
const member = (name: string, value: string) =>
  new RegExp(
    String.raw`(?:["'\\]"?${name}\\?"?["']?\s*(?:\]\s*=|:|\s=)|(?:new\s+JProperty|\.\s*Add)\s*\(\s*"${name}"\s*,)\s*${value}`,
  );
const SCHEMA_FAULTS = [
  {
    found: member(String.raw`\$ref`, String.raw`["\\]`),
    what: "a $ref",
    help: "Write the schema out in its place.",
  },
  {
    found: member("type", String.raw`(?:\[|new\s+JArray\s*\(|new\s*(?:string)?\s*\[)`),
    what: "a list of types",
    help: 'Write one type, such as "type": "string".',
  },
  {
    found: member("exclusive(?:Minimum|Maximum)", String.raw`-?\d`),
    what: "a number as an exclusive bound",
    help: "Write the bound as minimum or maximum, with true as the exclusive one, or leave it out.",
  },
];
const MCP_DEFINITION = {
  paths: {
    "/mcp": {
      post: {
        operationId: "InvokeMcp",
        summary: "Invoke the server",
        description: "Invokes the MCP server.",
        [AGENTIC_PROTOCOL]: "mcp-streamable-1.0",
        parameters: [],
        responses: { "200": { description: "The answer." } },
      },
    },
  },
};
const mcp = (line: string) => ({ ...bad(line), definition: MCP_DEFINITION });

export default defineRules("package-files", [
  {
    id: "script-net-standard",
    statement: "The script uses no members that .NET Standard 2.0 lacks.",
    why: "The script compiles on your machine against a newer .NET, but the platform compiles it for .NET Standard 2.0 and is reported to fail with an error that names nothing.",
    severity: { import: "warning", certification: "warning" },
    sources: [CUSTOM_CODE, STANDARD, `reported: ${issuesOf("MicrosoftDocs/power-automate-docs", 873)}`],
    inferred: true,
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source) return;
        for (const { call, name, instead } of LACKING) {
          let first: Parameters<typeof reportInScript>[1] = null;
          let count = 0;
          for (const match of source.text.matchAll(call)) {
            // What begins in a string is a text: there the code is blank.
            const begin = match.index + match[0].search(/\S/);
            if (source.code[begin] !== source.text[begin]) continue;
            first ??= { index: begin, 0: match[0].trimStart() };
            count++;
          }
          if (first)
            reportInScript(
              context,
              first,
              `The script uses ${name}${count > 1 ? ` ${count} times` : ""}, which .NET Standard 2.0 does not have.`,
              `Write ${instead}.`,
            );
        }
      },
    },
    bad: [
      bad('var a = body.Split(";");'),
      bad("var a = body.Split(',', StringSplitOptions.RemoveEmptyEntries);"),
      bad('var a = body.Contains("x", StringComparison.OrdinalIgnoreCase);'),
      bad("var a = body.StartsWith('x');"),
      bad("var a = string.Join(',', body);"),
      bad("var a = text.Trim().Contains('b');"),
      bad("var a = System.Text.Json.JsonSerializer.Serialize(1);"),
      bad("var a = body.Split(new[] { ',' }, StringSplitOptions.TrimEntries);"),
      bad("var a = body.ToHashSet();"),
      bad("var a = body[^1];"),
      bad("var a = body[1..];"),
      bad('var a = map.GetValueOrDefault("key");'),
      bad("var a = await response.Content.ReadAsStringAsync(this.CancellationToken);"),
      bad("request.Method = HttpMethod.Patch;"),
      bad("response.StatusCode = HttpStatusCode.TooManyRequests;"),
      bad("var a = Convert.ToHexString(SHA.ComputeHash(bytes));"),
    ],
    good: [
      withLine("var a = body.Split(',', ';');"),
      withLine('var a = body.Split(new[] { ";" }, StringSplitOptions.None);'),
      withLine('var a = body.Split("()".ToCharArray());'),
      withLine('var a = "body.Split(\\";\\") and HttpMethod.Patch"; // body.ToHashSet()'),
      withLine('var a = body.IndexOf("x", StringComparison.Ordinal) >= 0 && body.Contains("x");'),
      withLine("var a = map[1]; var b = new int[3]; foreach (var c in new[] { 1 }) { }"),
    ],
  },
  {
    id: "script-machine",
    statement: "The script opens no files, sockets or processes.",
    why: "A script runs in a closed place without files, sockets and processes: such calls fail at run time, and a check of scripts that is proposed for the repository refuses them.",
    severity: { import: "warning", certification: "warning" },
    sources: [CUSTOM_CODE, `proposed: ${pullRequest(3998)}`],
    inferred: true,
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source) return;
        const use =
          /(?<![.\w])(?:System\s*\.\s*IO\s*\.\s*|System\s*\.\s*Net\s*\.\s*Sockets\s*\.\s*|System\s*\.\s*Diagnostics\s*\.\s*)?(?:(File|Directory|Path|Process|Dns|AppDomain|Assembly)\s*\.\s*([A-Z]\w*)\s*\(|new\s+(?:System\s*\.\s*[\w.\s]*\.\s*)?(FileStream|FileInfo|DirectoryInfo|Socket|TcpClient|TcpListener|UdpClient|ClientWebSocket|SmtpClient|NamedPipeClientStream|SslStream)\s*\()/g;
        const seen = new Set<string>();
        for (const match of source.code.matchAll(use)) {
          const name = match[3] ?? `${match[1]}.${match[2]}`;
          if (seen.has(name)) continue;
          seen.add(name);
          const path = match[1] === "Path";
          reportInScript(
            context,
            match,
            path
              ? `The script uses ${name}, though there are no files.`
              : `The script uses ${name}, which the place it runs in does not have.`,
            path
              ? "Take names apart with Substring and LastIndexOf."
              : "Work on the request and the answer in memory, and call services by this.Context.SendAsync.",
            path ? "info" : undefined,
          );
        }
      },
    },
    bad: [
      bad('var a = File.ReadAllText("data.json");'),
      bad("var a = new System.Net.Sockets.TcpClient();"),
      bad("var a = Path.GetExtension(body);"),
    ],
    good: [
      withLine("var a = this.Context.Request.RequestUri.AbsolutePath; var b = new StringContent(body);"),
    ],
  },
  {
    id: "script-mcp-tool-schema",
    statement:
      "Input schemas of tools that an MCP script lists have no $ref, no lists of types and no numeric exclusive bounds.",
    why: "Copilot Studio is documented to leave out tools with references, to cut a schema off at a list of types, and to stop at a number as an exclusive bound.",
    severity: { import: "warning", certification: "warning" },
    sources: [MCP_TROUBLESHOOTING],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source || !context.model.operations.some(isAgentic)) return;
        for (const { found, what, help } of SCHEMA_FAULTS) {
          const match = found.exec(source.text);
          if (match) reportInScript(context, match, `A tool schema in the script has ${what}.`, help);
        }
      },
    },
    bad: [
      mcp('var a = @"{""properties"": {""x"": {""$ref"": ""#/y""}}}";'),
      mcp('var a = new JObject { ["type"] = new JArray("string", "null") };'),
      mcp('var a = new JProperty("type", new JArray("string", "null"));'),
      mcp('var a = "{\\"exclusiveMinimum\\": 0}";'),
    ],
    good: [
      { ...withLine('var a = new JObject { ["type"] = "string" };'), definition: MCP_DEFINITION },
      withLine('var a = new JObject { ["type"] = new JArray("string", "null") };'),
      {
        ...withLine('var a = new JObject { ["FieldName"] = "type", ["Values"] = new JArray { "agent" } };'),
        definition: MCP_DEFINITION,
      },
      { ...withLine('var a = new JArray { "type", new JArray("a", "b") };'), definition: MCP_DEFINITION },
    ],
  },
  {
    id: "script-operation-id-encoded",
    statement: "The script reads an OperationId that may arrive in base64.",
    why: "In some regions the platform is reported to pass the id encoded: the script finds no operation of that name and does nothing, or fails.",
    severity: { import: "info", certification: "info" },
    sources: [CUSTOM_CODE],
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source || /FromBase64String/.test(source.code)) return;
        const match = /\bContext\s*\.\s*OperationId\b/.exec(source.code);
        if (!match) return;
        // Who never compares it does not mind its form.
        const compared =
          /OperationId\s*(?:==|!=|\.\s*Equals|\.\s*(?:Contains|StartsWith)|switch|\))|(?:==|!=)\s*(?:this\s*\.\s*)?Context\s*\.\s*OperationId|switch\s*\(\s*(?:this\s*\.\s*)?Context\s*\.\s*OperationId|=\s*(?:this\s*\.\s*)?Context\s*\.\s*OperationId/;
        if (!compared.test(source.code)) return;
        reportInScript(
          context,
          match,
          `The script compares ${quote("OperationId")} as it arrives, and does not decode it.`,
          "Decode it where it does: try Convert.FromBase64String and Encoding.UTF8.GetString, and use the result only if it is one of your operationIds: some ids are valid base64 as they stand. After a FormatException keep the id as it is.",
        );
      },
    },
    bad: [bad('if (this.Context.OperationId == "GetParcel") { }')],
    good: [
      { files: { "script.csx": SOUND } },
      withLine(
        'var id = Encoding.UTF8.GetString(Convert.FromBase64String(this.Context.OperationId)); if (id == "a") { }',
      ),
    ],
  },
]);
