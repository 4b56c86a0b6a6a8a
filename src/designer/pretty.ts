/** A view as text for a terminal. */

import { beginning } from "../json/cut.ts";
import type { Painter } from "../machine/terminal/paint.ts";
import { proseLine } from "../machine/terminal/printable.ts";
import { formatTable } from "../machine/terminal/table.ts";
import type { ConnectorView } from "./connector.ts";
import { explainLabel } from "./explain.ts";
import { wordOf } from "./reading/words.ts";
import type { InputView, OperationHead, OperationView, TokenView } from "./types.ts";

/** The list of operations, or one operation in full. */
export function describeConnector(view: ConnectorView, only: string | undefined, color: Painter): string {
  const { head } = view;
  if (only !== undefined) {
    const operation = view.operation(only);
    return operation ? describeOperation(operation, color) : "";
  }
  const shown = view.operations.filter((operation) => !operation.internal);
  const hidden = view.operations.filter((operation) => operation.internal);
  const lines = [
    `${color.bold(oneLine(head.title))}  ${color.dim(`card colour ${oneLine(head.brandColor)}`)}`,
  ];
  for (const [kind, title] of [
    ["trigger", "Triggers"],
    ["action", "Actions"],
  ] as const) {
    const some = shown.filter((operation) => operation.kind === kind);
    if (some.length > 0) lines.push("", color.bold(title), formatTable(some.map((one) => row(view, one))));
  }
  if (hidden.length > 0) {
    lines.push(
      "",
      color.dim(
        `Hidden from makers: ${hidden.map((operation) => oneLine(operation.operationId)).join(", ")}`,
      ),
    );
  }
  lines.push("", color.dim("One of them in full: --operation ID"));
  return lines.join("\n");
}

function row(view: ConnectorView, head: OperationHead): string[] {
  const operation = view.operation(head.operationId);
  const counts = operation?.failure
    ? `cannot be read: ${operation.failure.message}`
    : `${count(operation?.inputs.filter((input) => input.shown).length, "input")}, ${count(operation?.tokens.length, "token")}`;
  return [
    `  ${oneLine(head.title) || "(no summary)"}`,
    oneLine(head.operationId),
    `${how(head, operation)}${head.preview ? ", preview" : ""}`,
    counts,
  ];
}

function how(head: OperationHead, operation: OperationView | undefined): string {
  if (head.kind === "trigger") {
    const when = head.nodeType === "ApiConnectionWebhook" ? "webhook" : "polling";
    return operation?.splitOn.enabled ? `${when}, one run an item` : when;
  }
  return head.nodeType === "ApiConnectionWebhook" ? "waits for a callback" : "call";
}

function describeOperation(view: OperationView, color: Painter): string {
  const lines = [
    `${color.bold(oneLine(view.title) || "(no summary)")}  ${color.dim(`${oneLine(view.operationId)}, ${view.kind}, ${view.nodeType}`)}`,
  ];
  if (view.description) lines.push(color.dim(oneLine(view.description)));
  if (view.internal) lines.push(color.yellow("Internal: makers can neither pick nor reopen it."));
  if (view.failure) {
    const { message, help, pointer, designerSays } = view.failure;
    return [
      ...lines,
      "",
      color.red(message),
      `  ${help}`,
      color.dim(`  at ${pointer}; the designer says: ${designerSays}`),
    ].join("\n");
  }
  section(
    lines,
    color,
    "Inputs",
    view.inputs.filter((input) => input.shown).map((input) => inputRow(input)),
    "Nothing to fill in.",
  );
  const hidden = view.inputs.filter((input) => !input.shown);
  section(
    lines,
    color,
    "Sent without being shown",
    hidden.map((input) => [
      `  ${oneLine(input.label.text)}`,
      input.path.join("/"),
      oneLine(JSON.stringify(input.value) ?? "nothing"),
    ]),
  );
  if (view.recurrence) {
    lines.push(
      "",
      color.bold(view.recurrence.description),
      `  every ${view.recurrence.interval} ${view.recurrence.frequency}`,
    );
  }
  for (const { key, source } of [...view.dynamicInputs, ...view.dynamicOutputs]) {
    lines.push(
      "",
      color.dim(`${key} is told by ${source.operationId ?? "the connector"} while the flow is designed.`),
    );
  }
  section(
    lines,
    color,
    `Tokens (${view.tokens.length})`,
    view.tokens.map((token) => tokenRow(token)),
    "None.",
  );
  for (const text of doubles(view.tokens)) lines.push(color.yellow(`  ${text}`));
  if (view.splitOn.enabled) lines.push("", `Split on ${view.splitOn.value}: one run for each item.`);
  if (view.stoppedAt.length > 0) {
    lines.push(
      "",
      color.yellow(`Too much to expand at ${view.stoppedAt[0]}: the real designer would freeze.`),
    );
  }
  lines.push("", color.bold("Logic Apps"), indent(JSON.stringify(view.logicApps.definition, null, 2)));
  lines.push(
    "",
    color.bold("Power Automate"),
    indent(JSON.stringify(view.powerAutomate.definition, null, 2)),
  );
  return lines.join("\n");
}

const PLACES = { always: "", removable: "shown, removable", advanced: "advanced", hidden: "hidden" } as const;

function inputRow(input: InputView): string[] {
  const offers = input.dynamicValues
    ? `from ${input.dynamicValues.operationId ?? "the connector"}`
    : input.options
      ? input.options
          .map((option) => oneLine(wordOf(option.displayName)) || "(empty)")
          .slice(0, 5)
          .join(" | ")
      : "";
  return [
    `  ${oneLine(input.label.text)}${input.required ? " *" : ""}`,
    input.path.join("/"),
    input.type,
    input.editor ?? "text",
    PLACES[input.place],
    offers,
  ];
}

function tokenRow(token: TokenView): string[] {
  const indentation = "  ".repeat(token.nesting.length);
  return [
    `  ${indentation}${oneLine(token.label.text)}`,
    token.format ? `${token.type} (${oneLine(token.format)})` : token.type,
    token.loops.length > 0
      ? `${token.pickedExpression} in ${count(token.loops.length, "loop")}`
      : token.expression,
  ];
}

/** One sentence for each label that several tokens share. */
function doubles(tokens: readonly TokenView[]): string[] {
  const first = new Map<string, TokenView>();
  for (const token of tokens)
    if (token.sameLabel > 0 && !first.has(token.label.text)) first.set(token.label.text, token);
  return [...first.values()].map(
    (token) =>
      `${token.sameLabel + 1} tokens read "${oneLine(token.label.text)}". ${oneLine(explainLabel(token.label))}`,
  );
}

function section(lines: string[], color: Painter, title: string, rows: string[][], empty?: string): void {
  if (rows.length === 0 && empty === undefined) return;
  lines.push("", color.bold(title), rows.length > 0 ? formatTable(rows) : `  ${empty}`);
}

function count(number = 0, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/** Texts of a definition are not trusted: control characters would steer the terminal. */
function oneLine(text: string): string {
  const clean = proseLine(text);
  return clean.length > 160 ? `${beginning(clean, 159)}…` : clean;
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
