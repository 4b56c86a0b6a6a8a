/** How the connector's custom code waits: without holding its thread, and not for long. */
import { counted } from "../../machine/terminal/counted.ts";
import { SOUND } from "../examples/script-example.ts";
import { reportInScript, scriptSource } from "../facts/script-source.ts";
import { defineRules } from "../language/rule.ts";
import { CUSTOM_CODE, issuesOf } from "../sources.ts";

/** Longest time a script may run, by the older documentation; newer pages say two minutes. */
const MAX_MILLISECONDS = 5000;

const AWAIT =
  'Write "await" before the call, and leave this out: "await SendAsync(…).ConfigureAwait(false)". The method around it has to be "async" and to return a Task.';
/** How scripts hold their thread, with what to write instead. Members called Result or Wait may be of something other than a task. */
const BLOCKING: readonly { what: string; calls: RegExp; ofTasks?: true; help: string }[] = [
  { what: ".Result", calls: /\.\s*Result\b(?!\s*=[^=])/g, ofTasks: true, help: AWAIT },
  { what: ".Wait()", calls: /\.\s*Wait(?:All|Any)?\s*\(/g, ofTasks: true, help: AWAIT },
  {
    what: ".GetAwaiter().GetResult()",
    calls: /\.\s*GetAwaiter\s*\(\s*\)\s*\.\s*GetResult\s*\(/g,
    help: AWAIT,
  },
  {
    what: "Thread.Sleep",
    calls: /\bThread\s*\.\s*Sleep\s*\(/g,
    help: 'Let the flow wait, by a Delay action. If the script has to, write "await Task.Delay(…, this.CancellationToken).ConfigureAwait(false)".',
  },
];
/** Chosen: each takes a look at the code before it, and the first ones say enough. */
const MAX_LOOKED_AT = 200;

export default defineRules("package-files", [
  {
    id: "script-blocking-call",
    statement: "The script awaits what takes time instead of holding its thread.",
    why: "A thread that waits by .Result, .Wait() or Thread.Sleep does nothing else: .NET's guides warn of calls that then never end, and the platform ends the script after two minutes.",
    severity: { import: "info", certification: "info" },
    sources: [
      "https://rules.sonarsource.com/csharp/RSPEC-4462/",
      `reported: ${issuesOf("microsoft/PowerPlatform-DataverseServiceClient", 372)}`,
    ],
    inferred: true,
    // How long it waits is the graver fault.
    yieldsTo: ["script-time-limit"],
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source) return;
        for (const { what, help, calls, ofTasks } of BLOCKING) {
          const all = [...source.code.matchAll(calls)];
          const [first, ...others] = ofTasks
            ? all.slice(0, MAX_LOOKED_AT).filter(({ index }) => isTask(source.code, index))
            : all;
          if (!first) continue;
          reportInScript(
            context,
            first,
            `The script waits by ${what}${others.length > 0 ? `, here and in ${counted(others.length, "other place")}` : ""}.`,
            help,
          );
        }
      },
    },
    bad: [
      {
        files: {
          "script.csx": SOUND.replace(
            "return await",
            "var text = this.Context.Request.Content.ReadAsStringAsync().Result;\n        return await",
          ),
        },
        at: ["script.csx#"],
      },
      {
        files: {
          "script.csx": SOUND.replace(
            "return await",
            "var task = this.Context.SendAsync(this.Context.Request, this.CancellationToken);\n        task.Wait();\n        var answer = task.Result;\n        return await",
          ),
        },
        at: ["script.csx#", "script.csx#"],
      },
      {
        files: {
          "script.csx": SOUND.replace("return await", "Thread.Sleep(500);\n        return await"),
        },
        at: ["script.csx#"],
      },
    ],
    good: [
      {
        files: {
          "script.csx": SOUND.replace(
            "return await",
            'var found = JObject.Parse("{}");\n        var result = new { Result = found };\n        var inner = result.Result;\n        return await',
          ),
        },
      },
    ],
  },
  {
    id: "script-time-limit",
    statement: "The script does not wait for seconds.",
    why: "The platform ends a script after two minutes (five seconds by documentation of before 2025), and the flow waits all the while.",
    severity: { import: "info", certification: "info" },
    sources: [CUSTOM_CODE],
    checks: {
      connector(context) {
        const source = context.fact(scriptSource);
        if (!source) return;
        const wait =
          /\b(?:Task\s*\.\s*Delay|Thread\s*\.\s*Sleep)\s*\(\s*(?:TimeSpan\s*\.\s*From(Milliseconds|Seconds|Minutes|Hours)\s*\(\s*)?([\d_]{1,12})/g;
        const units: Record<string, number> = { Seconds: 1000, Minutes: 60_000, Hours: 3_600_000 };
        for (let match = wait.exec(source.code); match; match = wait.exec(source.code)) {
          const time = Number((match[2] ?? "").replaceAll("_", "")) * (units[match[1] ?? ""] ?? 1);
          if (time < MAX_MILLISECONDS) continue;
          reportInScript(
            context,
            match,
            time < 120_000
              ? `The script waits for ${time / 1000} seconds, of the 120 that it may run.`
              : `The script waits for ${time / 1000} seconds; the platform ends it after 120.`,
            "Let the maker wait in the flow, or the service do the work.",
          );
        }
      },
    },
    bad: [
      {
        files: {
          "script.csx": SOUND.replace("return await", "await Task.Delay(10_000);\n        return await"),
        },
        at: ["script.csx#"],
      },
      {
        files: {
          "script.csx": SOUND.replace(
            "return await",
            "Thread.Sleep(TimeSpan.FromMinutes(1));\n        return await",
          ),
        },
        at: ["script.csx#"],
      },
    ],
    good: [
      {
        files: {
          "script.csx": SOUND.replace("return await", "await Task.Delay(100);\n        return await"),
        },
      },
    ],
  },
]);

/** Whether what ends before an offset is a task: an asynchronous call, or a variable that holds one. */
function isTask(code: string, end: number): boolean {
  const before = code.slice(Math.max(0, end - 2000), end).trimEnd();
  if (before.endsWith(")")) {
    let depth = 0;
    for (let at = before.length - 1; at >= 0; at--) {
      if (before[at] === ")") depth++;
      else if (before[at] === "(" && --depth === 0)
        return /(?:Async|\bTask\s*\.\s*(?:Run|WhenAll|WhenAny|Delay)|ConfigureAwait)\s*(?:<[^<>]{0,80}>\s*)?$/.test(
          before.slice(0, at),
        );
    }
    return false;
  }
  const name = /(?:^|[^\w.])(\w{1,80})$/.exec(before)?.[1];
  if (name === undefined) return false;
  if (name === "Task") return true;
  const declared = new RegExp(
    `\\b(?:Task\\s*<[^;={}]{0,120}>|Task|var)\\s+${name}\\s*(?:[,)]|=\\s*(?!await\\b)[^;]{0,400}?(?:Async|Task\\s*\\.\\s*\\w+)\\s*(?:<[^<>;]{0,80}>\\s*)?\\()`,
  );
  return declared.test(code);
}
