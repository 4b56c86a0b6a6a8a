import { scriptSource } from "../../facts/script-source.ts";
import { signIn } from "../../facts/sign-in.ts";
import { didYouMean } from "../../nearest.ts";
import { quote } from "../../quote.ts";
import { defineRule } from "../../rule.ts";
import { CUSTOM_CODE } from "../../sources.ts";

export default defineRule({
  id: "x-script-operation-ids",
  group: "cross-file",
  statement: "Operation ids that the script compares with exist in the definition.",
  why: "A branch for an operation that does not exist never runs: the request passes unchanged, and nothing says so.",
  severity: { import: "warning", certification: "warning" },
  codes: [],
  sources: [CUSTOM_CODE, "observed: three published connectors"],
  checks: {
    connector(context) {
      if (!context.connector.script || !context.fact(signIn).definitionKnown) return;
      const source = context.fact(scriptSource);
      if (!source) return;
      const known = context.model.byId;
      const seen = new Set<string>();
      for (const { id, start, end, exact } of comparedIds(source.code, source.text)) {
        const found = exact
          ? known.has(id)
          : [...known.keys()].some((name) => name.toLowerCase() === id.toLowerCase());
        if (found || seen.has(id)) continue;
        seen.add(id);
        context.report(
          { file: source.file.file, pointer: "" },
          `The script compares with the operation ${quote(id)}, which the definition does not have.`,
          {
            help: `${didYouMean(id, known.keys())}Write an operationId of the definition, letter for letter.`,
            label: "no such operation",
            range: { start, end },
          },
        );
      }
    },
  },
  bad: [
    {
      files: {
        "script.csx":
          'class Script : ScriptBase { void Run() { if (this.Context.OperationId == "GetParcels") { } /* Context.OperationId == "Old" */ } }',
      },
      at: ["script.csx#"],
    },
    {
      files: {
        "script.csx":
          'class Script : ScriptBase { void Run() { switch (Context.OperationId) { case "GetParcel": break; case "getParcel": break; } if ("DropParcel".Equals(this.Context.OperationId, StringComparison.OrdinalIgnoreCase)) { } } }',
      },
      at: ["script.csx#", "script.csx#"],
    },
  ],
  good: [
    {
      files: {
        "script.csx":
          'class Script : ScriptBase { void Run() { if (Context.OperationId.Equals("getparcel", StringComparison.OrdinalIgnoreCase)) { } var url = "Context.OperationId == x"; } }',
      },
    },
  ],
});

interface ComparedId {
  id: string;
  start: number;
  end: number;
  /** Whether letter case counts in the comparison. */
  exact: boolean;
}

/** Chosen: a switch on operations is never larger; keeps the search for its cases bounded. */
const MAX_SWITCH = 20_000;

/**
 * Literals that the script compares with the id of the running operation: by `==`, `Equals`, or as cases of a switch.
 * Found by their form, without understanding the program: what hides behind variables or constants is left alone.
 * @param code without comments and literals: tells that a place is code
 * @param text without comments
 */
function comparedIds(code: string, text: string): ComparedId[] {
  const found: ComparedId[] = [];
  const add = (id: string | undefined, from: number, exact: boolean) => {
    if (id === undefined) return;
    const start = text.indexOf(`"${id}"`, from);
    if (start >= 0) found.push({ id, start, end: start + id.length + 2, exact });
  };
  for (const use of code.matchAll(/\bContext\s*\.\s*OperationId\b/g)) {
    const after = text.slice(use.index + use[0].length, use.index + use[0].length + 300);
    const end = use.index + use[0].length;
    const compared = /^\s*[!=]=\s*"([^"\\{}]{1,200})"/.exec(after);
    add(compared?.[1], end, true);
    const equals = /^\s*\.\s*Equals\s*\(\s*"([^"\\{}]{1,200})"\s*(,[^)]{0,80}IgnoreCase)?/.exec(after);
    add(equals?.[1], end, equals?.[2] === undefined);
    const second = /^\s*,\s*"([^"\\{}]{1,200})"\s*(,[^)]{0,80}IgnoreCase)?/.exec(after);
    const from = Math.max(0, use.index - 300);
    const before = text.slice(from, use.index);
    if (second && /\bstring\s*\.\s*Equals\s*\(\s*(?:this\s*\.\s*)?$/i.test(before))
      add(second[1], end, second[2] === undefined);
    const ignoresCase = /^\s*,[^)]{0,80}IgnoreCase/.test(after);
    const first =
      /"([^"\\{}\r\n]{1,200})"\s*\.\s*Equals\s*\(\s*(?:this\s*\.\s*)?$/.exec(before) ??
      /\bEquals\s*\(\s*"([^"\\{}\r\n]{1,200})"\s*,\s*(?:this\s*\.\s*)?$/.exec(before);
    add(first?.[1], from + (first?.index ?? 0), !ignoresCase);
    const reversed = /"([^"\\{}\r\n]{1,200})"\s*[!=]=\s*(?:this\s*\.\s*)?$/.exec(before);
    if (/^\s*(?:\)|&&|\|\||;|\?)/.test(after)) add(reversed?.[1], from + (reversed?.index ?? 0), true);
    if (/\bswitch\s*\(\s*(?:this\s*\.\s*)?$/.test(before) && /^\s*\)\s*\{/.test(after))
      addCases(code, text, end, add);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The string cases of the switch whose head ends at an offset, without those of switches inside it. */
function addCases(
  code: string,
  text: string,
  from: number,
  add: (id: string | undefined, from: number, exact: boolean) => void,
): void {
  let depth = 0;
  const limit = Math.min(code.length, from + MAX_SWITCH);
  for (let at = code.indexOf("{", from); at >= 0 && at < limit; at++) {
    const character = code[at];
    if (character === "{") depth++;
    else if (character === "}") {
      depth--;
      if (depth === 0) return;
    } else if (
      depth === 1 &&
      character === "c" &&
      code.startsWith("case", at) &&
      !/\w/.test(code[at - 1] ?? "")
    ) {
      add(/^case\s*"([^"\\{}\r\n]{1,200})"\s*:/.exec(text.slice(at, at + 260))?.[1], at, true);
    }
  }
}
