import { ownArray, scalarText } from "../../json/values.ts";
import { scriptSource } from "../facts/script-source.ts";
import { signIn } from "../facts/sign-in.ts";
import { didYouMean } from "../language/nearest.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CUSTOM_CODE, PACONN_README } from "../sources.ts";

export default defineRules("cross-file", [
  {
    id: "x-script-operation-ids",
    statement: "Operation ids that the script compares with exist in the definition.",
    why: "The branch never runs: the call of the operation that was meant passes unchanged, and nothing says so.",
    severity: { import: "warning", certification: "warning" },
    sources: [CUSTOM_CODE, "observed: three published connectors"],
    comparesPlaces: true,
    checks: {
      connector(context) {
        if (!context.connector.script || !context.fact(signIn).definitionKnown) return;
        const source = context.fact(scriptSource);
        if (!source) return;
        const known = context.model.byId;
        // Of a definition without operations doc-paths-required has said all there is to say.
        if (known.size === 0) return;
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
              help: `${didYouMean(id, known.keys())}Write an operationId of the definition, letter for letter. If the operation is gone, ${howToDelete(source.text, start, end)}.`,
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
      {
        files: {
          "script.csx":
            'class Script : ScriptBase { void Run() { var op = this.Context.OperationId; if (op == "GetParcels") { } if (Context.OperationId is "GetParcel" or "GetBox") { } var kind = op switch { "GetParcel" => 1, "GetCrate" => 2, _ => 0 }; } }',
        },
        at: ["script.csx#", "script.csx#", "script.csx#"],
      },
      {
        files: {
          "script.csx":
            'class Script : ScriptBase { const string DROP = "DropParcel"; string[] late = new[] { "GetParcel", "GetLetter" }; void Run() { if (Context.OperationId == DROP || late.Contains(this.Context.OperationId)) { } switch (Context.OperationId.ToLower()) { case "getparcel": break; case "getbox": break; } } }',
        },
        at: ["script.csx#", "script.csx#", "script.csx#"],
      },
    ],
    good: [
      {
        definition: { paths: null },
        files: {
          "script.csx":
            'class Script : ScriptBase { void Run() { if (Context.OperationId == "GetParcel") { } } }',
        },
      },
      {
        files: {
          "script.csx":
            'class Script : ScriptBase { void Run() { if (Context.OperationId.Equals("getparcel", StringComparison.OrdinalIgnoreCase)) { } var url = "Context.OperationId == x"; } }',
        },
      },
      {
        files: {
          "script.csx":
            'class Script : ScriptBase { void Run() { var id = Context.OperationId; } void Other(string id) { if (id == "late") { } var size = id switch { "box" => 1, _ => 0 }; } }',
        },
      },
    ],
  },
  {
    id: "x-script-operation-listed",
    statement: "What the script has a branch for is among scriptOperations, unless these are empty.",
    why: "The platform runs the script for the listed operations alone: calls of the others go past it unchanged, and nothing says so.",
    severity: { import: "warning", certification: "warning" },
    sources: [PACONN_README, CUSTOM_CODE],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const listed = ownArray(context.properties, "scriptOperations") ?? [];
        const source = context.fact(scriptSource);
        if (!source || listed.length === 0 || !context.fact(signIn).definitionKnown) return;
        const names = new Set(listed.map((name) => scalarText(name)?.toLowerCase()));
        const seen = new Set<string>();
        for (const { id, start, end } of comparedIds(source.code, source.text)) {
          if (!context.model.byId.has(id) || names.has(id.toLowerCase()) || seen.has(id)) continue;
          seen.add(id);
          context.report(
            { file: source.file.file, pointer: "" },
            `The script has a branch for ${quote(id)}, which scriptOperations does not list.`,
            {
              help: `Add ${quoteWhole(id)} to scriptOperations in apiProperties.json, or delete the branch.`,
              label: "never runs",
              range: { start, end },
            },
          );
        }
      },
    },
    bad: [
      {
        properties: { properties: { scriptOperations: ["ListDepots"] } },
        files: {
          "script.csx":
            'class Script : ScriptBase { void Run() { switch (this.Context.OperationId) { case "GetParcel": break; case "ListDepots": break; } } }',
        },
        at: ["script.csx#"],
      },
    ],
    good: [
      {
        properties: { properties: { scriptOperations: [] } },
        files: {
          "script.csx":
            'class Script : ScriptBase { void Run() { if (this.Context.OperationId == "GetParcel") { } } }',
        },
      },
    ],
  },
]);

/** What is to be deleted with an id: others that are beside it keep the code that they share with it. */
function howToDelete(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - 300), start).trimEnd();
  const after = text.slice(end, end + 300).trimStart();
  const shared = /\bcase$/.test(before) && (/^:\s*case\b/.test(after) || /"\s*:\s*case$/.test(before));
  if (shared) return `delete case ${text.slice(start, end)}: alone; the cases beside it need the code below`;
  if (/^,|^or\b|^\}/.test(after) && /[{,]$|\bor$|\bis$/.test(before)) return "delete this name alone";
  return "delete this branch";
}

interface ComparedId {
  id: string;
  start: number;
  end: number;
  /** Whether letter case counts in the comparison. */
  exact: boolean;
}

/** Chosen: a switch on operations is never larger; keeps the search for its cases bounded. */
const MAX_SWITCH = 20_000;

/** Chosen: more uses of the id than any script has, and lists longer than any definition has operations. */
const MAX_USES = 1000;
/** Names of constants and lists that are looked up, each once: a search goes through the whole script. */
const MAX_NAMES = 30;
const MAX_LIST = 20_000;

/** Where the script has the id of the running operation: by its name, or in a variable that holds nothing else. */
interface Use {
  start: number;
  end: number;
  /** False where the script has changed its letter case. */
  exact: boolean;
}

/** Changes of the id that leave its letters: letter case no longer counts behind them. */
const CHANGED = /^\s*\.\s*To(?:Lower|Upper)(?:Invariant)?\s*\(\s*\)/;

function operationIdUses(code: string): Use[] {
  const uses: Use[] = [];
  const add = (start: number, end: number, exact: boolean) => {
    if (uses.length >= MAX_USES) return;
    const changed = CHANGED.exec(code.slice(end, end + 60))?.[0].length ?? 0;
    uses.push({ start, end: end + changed, exact: exact && changed === 0 });
  };
  for (const use of code.matchAll(/\bContext\s{0,9}\.\s{0,9}OperationId\b/g))
    add(use.index, use.index + use[0].length, true);
  const variables = code.matchAll(
    /\b(?:var|string)\s{1,9}(\w{1,80})\s{0,9}=\s{0,9}(?:this\s{0,9}\.\s{0,9})?Context\s{0,9}\.\s{0,9}OperationId\b([^;\n]{0,60});/g,
  );
  for (const variable of [...variables].slice(0, 20)) {
    const [whole, name = "", rest = ""] = variable;
    const isId = rest.trim() === "" || CHANGED.test(rest);
    // Another thing of the same name may be compared with anything.
    const declared = [...code.matchAll(new RegExp(`\\b(?:var|[Ss]tring)\\s{1,9}${name}\\b`, "g"))];
    if (!isId || declared.length > 1) continue;
    const from = variable.index + whole.length;
    for (const use of code.slice(from).matchAll(new RegExp(`(?<![\\w.])${name}\\b`, "g")))
      add(from + use.index, from + use.index + name.length, rest.trim() === "");
  }
  return uses;
}

/**
 * Literals that the script compares with the id of the running operation: by `==`, `Equals` or `is`, as cases of a switch,
 * or in a list that it looks the id up in. Found by their form, without understanding the program: what hides behind
 * calculated values is left alone.
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
  const lookedUp = new Set<string>();
  const isNew = (name: string | undefined): name is string => {
    if (name === undefined || lookedUp.has(name) || lookedUp.size >= MAX_NAMES) return false;
    lookedUp.add(name);
    return true;
  };
  for (const { start, end, exact } of operationIdUses(code)) {
    const after = text.slice(end, end + 300);
    const compared = /^\s*[!=]=\s*"([^"\\{}]{1,200})"/.exec(after);
    add(compared?.[1], end, exact);
    const constant = /^\s*[!=]=\s*([A-Za-z_]\w{0,80})\b(?!\s*[.([])/.exec(after)?.[1];
    const value =
      isNew(constant) &&
      new RegExp(`\\bconst\\s{1,9}string\\s{1,9}${constant}\\s{0,9}=\\s{0,9}"([^"\\\\{}]{1,200})"`).exec(
        text,
      );
    if (value) add(value[1], value.index, exact);
    const equals = /^\s*\.\s*Equals\s*\(\s*"([^"\\{}]{1,200})"\s*(,[^)]{0,80}IgnoreCase)?/.exec(after);
    add(equals?.[1], end, exact && equals?.[2] === undefined);
    const alternatives = /^\s*is\s+(?:not\s+)?"[^"\\{}]{1,200}"(?:\s+or\s+"[^"\\{}]{1,200}"){0,20}/.exec(
      after,
    );
    for (const [, id] of alternatives?.[0].matchAll(/"([^"]*)"/g) ?? []) add(id, end, exact);
    const second = /^\s*,\s*"([^"\\{}]{1,200})"\s*(,[^)]{0,80}IgnoreCase)?/.exec(after);
    const from = Math.max(0, start - 300);
    const before = text.slice(from, start);
    if (second && /\bstring\s*\.\s*Equals\s*\(\s*(?:this\s*\.\s*)?$/i.test(before))
      add(second[1], end, exact && second[2] === undefined);
    const ignoresCase = /^\s*,[^)]{0,80}IgnoreCase/.test(after);
    const first =
      /"([^"\\{}\r\n]{1,200})"\s*\.\s*Equals\s*\(\s*(?:this\s*\.\s*)?$/.exec(before) ??
      /\bEquals\s*\(\s*"([^"\\{}\r\n]{1,200})"\s*,\s*(?:this\s*\.\s*)?$/.exec(before);
    add(first?.[1], from + (first?.index ?? 0), exact && !ignoresCase);
    const reversed = /"([^"\\{}\r\n]{1,200})"\s*[!=]=\s*(?:this\s*\.\s*)?$/.exec(before);
    if (/^\s*(?:\)|&&|\|\||;|\?)/.test(after)) add(reversed?.[1], from + (reversed?.index ?? 0), exact);
    const lookup = /\b(\w{1,80})\s*\.\s*Contains\s*\(\s*(?:this\s*\.\s*)?$/.exec(before);
    if (isNew(lookup?.[1])) addList(code, text, lookup[1], exact && !ignoresCase, add);
    if (/\bswitch\s*\(\s*(?:this\s*\.\s*)?$/.test(before) && /^\s*\)\s*\{/.test(after))
      addCases(code, text, end, exact, add);
    if (/^\s*switch\s*\{/.test(after)) addCases(code, text, end, exact, add);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The strings of a list that is declared by a name, written out in braces. */
function addList(
  code: string,
  text: string,
  name: string,
  exact: boolean,
  add: (id: string | undefined, from: number, exact: boolean) => void,
): void {
  const declared = [
    ...code.matchAll(new RegExp(`\\b${name}\\s{0,9}=\\s{0,9}(?:new\\b[^;{]{0,200})?\\{`, "g")),
  ];
  const only = declared[0];
  // A name that stands for several lists says nothing about any of them.
  if (declared.length !== 1 || !only) return;
  const start = only.index + only[0].length;
  const end = code.indexOf("}", start);
  if (end < 0 || end - start > MAX_LIST) return;
  const ignoresCase = /IgnoreCase/.test(only[0]);
  for (const item of text.slice(start, end).matchAll(/"([^"\\{}\r\n]{1,200})"/g))
    add(item[1], start + item.index, exact && !ignoresCase);
}

/** The strings that a switch tells apart, as a statement or an expression, without those of switches inside it. */
function addCases(
  code: string,
  text: string,
  from: number,
  exact: boolean,
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
      add(/^case\s*"([^"\\{}\r\n]{1,200})"\s*:/.exec(text.slice(at, at + 260))?.[1], at, exact);
    } else if (depth === 1 && text[at] === '"') {
      // The strings of code are blank: where one stood, text tells which.
      add(/^"([^"\\{}\r\n]{1,200})"\s*(?:=>|or\b)/.exec(text.slice(at, at + 260))?.[1], at, exact);
    }
  }
}
