/** The editor: CodeMirror with what the workbench knows of a connector's files. Loaded when somebody opens a file. */
import {
  acceptCompletion,
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  StreamLanguage,
  syntaxHighlighting,
} from "@codemirror/language";
import { csharp } from "@codemirror/legacy-modes/mode/clike";
import {
  closeLintPanel,
  type Diagnostic,
  forceLinting,
  linter,
  lintGutter,
  lintKeymap,
  openLintPanel,
} from "@codemirror/lint";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { EditorSelection, EditorState, type Extension, type Text } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completionsAt, formatJson, hoverAt, type Part, placeOf } from "../../../language/index.ts";
import { type CheckAnswer, NONCE_META, type SourceHead, type SourceProblem } from "../../api.ts";
import "./code-editor.css";

export interface EditorOptions {
  parent: HTMLElement;
  part: SourceHead["part"];
  text: string;
  label: string;
  readOnly: boolean;
  /** Ids of the definition's operations. */
  operations(): readonly string[];
  check(text: string): Promise<CheckAnswer>;
  onChange(text: string): void;
  onSave(): void;
  onCursor(line: number, column: number): void;
  onProblems(count: number): void;
}

export interface CodeEditor {
  readonly text: string;
  /** Puts another text in; the cursor stays as far as it can, and the step can be taken back. */
  replace(text: string): void;
  goTo(place: { line: number; column: number } | { path: string[] }): void;
  /** @returns false if the text cannot be formatted */
  format(): boolean;
  find(): void;
  showProblems(): void;
  focus(): void;
  /** Tells at once what would be told in a moment. */
  tell(): void;
  destroy(): void;
}

/** How long nobody types before the text is checked. */
const CHECK_AFTER_MS = 500;
/** Of texts longer than this many characters a check takes the server a noticeable time: it waits for a longer pause. */
const LONG = 300_000;
const CHECK_LONG_AFTER_MS = 1_500;
/** What the page shows beside the text follows it within this time, not at every key. */
const TELL_AFTER_MS = 100;

const texts = new WeakMap<Text, string>();

/** The whole text of a state: put together once, whoever asks. */
function textOf({ doc }: EditorState): string {
  let text = texts.get(doc);
  if (text === undefined) {
    text = doc.toString();
    texts.set(doc, text);
  }
  return text;
}

export function createEditor(options: EditorOptions): CodeEditor {
  const { parent, text, part } = options;
  const nonce = document.querySelector<HTMLMetaElement>(`meta[name="${NONCE_META}"]`)?.content;
  const grammar: Part | undefined = part === "script" ? undefined : part;
  const format = (view: EditorView) => {
    const next = grammar === undefined ? undefined : formatJson(textOf(view.state));
    if (next === undefined) return false;
    replace(view, next);
    return true;
  };
  let changed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    if (changed) options.onChange(textOf(view.state));
    changed = false;
    const { head } = view.state.selection.main;
    const line = view.state.doc.lineAt(head);
    options.onCursor(line.number, head - line.from + 1);
  };
  const extensions: Extension[] = [
    ...(nonce === undefined ? [] : [EditorView.cspNonce.of(nonce)]),
    lineNumbers(),
    highlightActiveLineGutter(),
    foldGutter(),
    codeFolding(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    lintGutter(),
    syntaxHighlighting(COLORS),
    EditorState.readOnly.of(options.readOnly),
    EditorView.contentAttributes.of({ "aria-label": options.label, tabindex: "0" }),
    grammar === undefined ? StreamLanguage.define(csharp) : json(),
    linter(
      async (view) => {
        const { problems, count } = await options.check(textOf(view.state));
        options.onProblems(count);
        // An empty list of problems says nothing.
        if (count === 0) closeLintPanel(view);
        return diagnostics(view.state, problems);
      },
      { delay: text.length > LONG ? CHECK_LONG_AFTER_MS : CHECK_AFTER_MS },
    ),
    ...(grammar === undefined ? [] : [completion(grammar, options), hover(grammar)]),
    keymap.of([
      {
        key: "Mod-s",
        preventDefault: true,
        run() {
          tell();
          options.onSave();
          return true;
        },
      },
      { key: "Shift-Alt-f", run: format },
      { key: "Tab", run: acceptCompletion },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      changed ||= update.docChanged;
      if (update.docChanged || update.selectionSet) timer ??= setTimeout(tell, TELL_AFTER_MS);
    }),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
  forceLinting(view);
  return {
    get text() {
      return textOf(view.state);
    },
    replace(next) {
      replace(view, next);
      tell();
    },
    goTo(place) {
      const { doc } = view.state;
      const found =
        "path" in place
          ? (placeOf(doc.toString(), place.path) ?? { start: 0, end: 0 })
          : startOf(doc.line(Math.min(Math.max(1, place.line), doc.lines)), place.column);
      const selection = EditorSelection.range(found.start, found.end);
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection, { y: "center" }) });
      view.focus();
    },
    format: () => format(view),
    find: () => openSearchPanel(view),
    showProblems: () => openLintPanel(view),
    focus: () => view.focus(),
    tell,
    destroy() {
      if (changed) tell();
      clearTimeout(timer);
      view.destroy();
    },
  };
}

function startOf({ from, to }: { from: number; to: number }, column: number): { start: number; end: number } {
  const start = Math.min(from + Math.max(0, column - 1), to);
  return { start, end: start };
}

/** Only what differs between the ends is replaced, so that cursor, folds and scroll position stay. */
function replace(view: EditorView, next: string): void {
  const now = textOf(view.state);
  if (now === next) return;
  let start = 0;
  while (start < now.length && start < next.length && now.charCodeAt(start) === next.charCodeAt(start))
    start++;
  let [end, nextEnd] = [now.length, next.length];
  while (end > start && nextEnd > start && now.charCodeAt(end - 1) === next.charCodeAt(nextEnd - 1)) {
    end--;
    nextEnd--;
  }
  view.dispatch({ changes: { from: start, to: end, insert: next.slice(start, nextEnd) } });
}

function diagnostics(state: EditorState, problems: readonly SourceProblem[]): Diagnostic[] {
  const offset = (line: number, column: number) => {
    const at = state.doc.line(Math.min(Math.max(1, line), state.doc.lines));
    return Math.min(at.from + Math.max(0, column - 1), at.to);
  };
  return problems.map(({ rule, severity, message, why, help, line, column, endLine, endColumn }) => {
    const from = offset(line, column);
    return {
      from,
      to: Math.max(from, offset(endLine, endColumn)),
      severity,
      source: rule,
      message: [message, why, help].filter(Boolean).join("\n"),
    };
  });
}

function completion(part: Part, options: EditorOptions): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const text = textOf(context.state);
    const { from, to, items } = completionsAt(part, text, context.pos, { operations: options.operations() });
    // Between tokens only who asks wants to know.
    if (!context.explicit && from === context.pos) return null;
    const typed = text.slice(from, context.pos).replace(/^"/, "").toLowerCase();
    const matching = items.filter(({ label }) => label.toLowerCase().includes(typed));
    if (matching.length === 0) return null;
    return {
      from,
      to,
      filter: false,
      options: matching
        .map((item) => ({ item, starts: item.label.toLowerCase().startsWith(typed) ? 1 : 0 }))
        .sort((one, other) => other.starts - one.starts || other.item.rank - one.item.rank)
        .slice(0, 200)
        .map(({ item }) => ({
          label: item.label,
          detail: item.detail,
          ...(item.info === undefined ? {} : { info: item.info }),
          type: item.kind === "key" ? "property" : item.kind === "value" ? "enum" : "variable",
          apply: (view: EditorView) => insert(view, from, to, item.insert),
        })),
    };
  };
  return autocompletion({ override: [source], icons: false });
}

/** `$0` is where the cursor comes to stand, `\$` a dollar sign. */
function insert(view: EditorView, from: number, to: number, template: string): void {
  let text = "";
  let cursor: number | undefined;
  for (const { 0: piece } of template.matchAll(/\\\$|\$0|[^$\\]+|[\\$]/g)) {
    if (piece === "$0") cursor = text.length;
    else text += piece === "\\$" ? "$" : piece;
  }
  const end = Math.max(to, view.state.selection.main.head);
  view.dispatch({
    changes: { from, to: end, insert: text },
    selection: { anchor: from + (cursor ?? text.length) },
    userEvent: "input.complete",
  });
}

function hover(part: Part): Extension {
  return hoverTooltip((view, pos) => {
    const found = hoverAt(part, textOf(view.state), pos);
    if (!found) return null;
    return {
      pos: found.from,
      end: found.to,
      create() {
        const dom = document.createElement("div");
        dom.className = "source-hover";
        for (const [index, text] of [found.title, ...found.text].entries()) {
          const line = document.createElement(index === 0 ? "strong" : "p");
          line.textContent = text;
          dom.append(line);
        }
        return { dom };
      },
    };
  });
}

const COLORS = HighlightStyle.define([
  {
    tag: [tags.propertyName, tags.typeName, tags.className, tags.definition(tags.variableName)],
    class: "code-key",
  },
  { tag: [tags.string, tags.character], class: "code-string" },
  { tag: tags.number, class: "code-number" },
  { tag: [tags.bool, tags.null, tags.keyword, tags.atom], class: "code-word" },
  { tag: [tags.comment, tags.meta], class: "code-comment" },
]);
