/** What a field of a step can use: outputs of the trigger and of earlier steps, items of the loops around it. */
import type { Loop, OperationAnswer, OperationView, TokenView } from "../model.ts";
import { texts } from "../texts.ts";
import { isBuiltIn } from "./built-in.ts";
import { kindTitle, operationIn } from "./kinds.tsx";
import { around, earlier, freeName, quoted, type Steps, titleOf, wrapInLoop } from "./steps.ts";

export interface Token {
  key: string;
  label: string;
  /** Where it is in what the step gives. */
  path: string;
  type: string;
  description: string | undefined;
  /** Among the first that are shown. */
  first: boolean;
  /** Of an item of a loop in which the step already is. */
  near: boolean;
  /** Outside of loops. */
  expression: string;
  /** Inside the loops it needs. */
  picked: string;
  loops: readonly Loop[];
}

export interface TokenSource {
  key: string;
  title: string;
  /** It calls an operation of the connector: shown with its icon. */
  operation: OperationView | undefined;
  type: string | undefined;
  tokens: Token[];
}

/** @param name the step whose field it is */
export function tokenSources(
  steps: Steps,
  name: string,
  root: OperationView,
  operations: ReadonlyMap<string, OperationAnswer>,
): TokenSource[] {
  const loops = around(steps, name)
    .filter(([, step]) => step.type === "Foreach")
    .reverse()
    .map(
      ([loop]): TokenSource => ({
        key: `item ${loop}`,
        title: titleOf(loop),
        operation: undefined,
        type: "foreach",
        tokens: [plain("item", texts.flow.itemOf(titleOf(loop)), `items('${quoted(loop)}')`)],
      }),
    );
  const near = (token: Token): Token =>
    loops.length > 0 && token.loops.length > 0 && pick(steps, name, token).steps === steps
      ? { ...token, near: true }
      : token;
  const before = earlier(steps, name).flatMap(([one, step]): TokenSource[] => {
    const id = operationIn(step);
    if (id !== undefined) {
      const operation = operations.get(id)?.operation;
      return operation
        ? [
            {
              key: one,
              title: titleOf(one),
              operation,
              type: step.type,
              tokens: operation.tokens.map((token) => near(ofToken(token, id, one))),
            },
          ]
        : [];
    }
    const expression = expressionOf(one, step);
    return expression === undefined
      ? []
      : [
          {
            key: one,
            title: titleOf(one),
            operation: undefined,
            type: step.type,
            tokens: [plain("outputs", kindTitle(step.type) === "" ? one : texts.flow.outputs, expression)],
          },
        ];
  });
  const first: TokenSource = {
    key: "",
    title: root.title || root.operationId,
    operation: isBuiltIn(root.operationId) ? undefined : root,
    type: root.nodeType,
    tokens: root.tokens.map((token) => near(ofToken(token, undefined, undefined))),
  };
  return [...loops, ...before, first];
}

function expressionOf(name: string, step: Steps[string]): string | undefined {
  switch (step.type?.toLowerCase()) {
    case "compose":
      return `outputs('${quoted(name)}')`;
    case "initializevariable": {
      const inputs = step["inputs"] as { variables?: { name?: string }[] } | undefined;
      const variable = inputs?.variables?.[0]?.name;
      return variable === undefined ? undefined : `variables('${quoted(variable)}')`;
    }
    default:
      return undefined;
  }
}

function plain(key: string, label: string, expression: string): Token {
  return {
    key,
    label,
    path: expression,
    type: "",
    description: undefined,
    first: true,
    near: false,
    expression,
    picked: expression,
    loops: [],
  };
}

/** The designer writes operation ids where a step's name stands once it has one. */
function ofToken(token: TokenView, operationId: string | undefined, step: string | undefined): Token {
  const named = (text: string) =>
    operationId === undefined || step === undefined
      ? text
      : text.replaceAll(`('${quoted(operationId)}')`, `('${quoted(step)}')`);
  return {
    key: token.key,
    label: token.label.text,
    path: token.path,
    type: token.format ? `${token.type} · ${token.format}` : token.type,
    description: token.description,
    first: !token.advanced,
    near: false,
    expression: named(token.expression),
    picked: named(token.pickedExpression),
    loops: token.loops.map(({ name, over }) => ({ name, over: named(over) })),
  };
}

/**
 * What picking an output leads to: its expression, and the loops that it takes. A list that is looped over already is not looped
 * over again, as in the designer.
 */
export function pick(
  steps: Steps,
  name: string,
  token: Token,
): { steps: Steps; expression: string; loop: string | undefined } {
  let changed = steps;
  let made: string | undefined;
  const names = new Map<string, string>();
  const renamed = (text: string) =>
    text.replace(/items\('([^']+)'\)/g, (whole, loop: string) =>
      names.has(loop) ? `items('${quoted(names.get(loop)!)}')` : whole,
    );
  for (const { name: loop, over } of token.loops) {
    const list = renamed(over);
    const standing = around(changed, name).find(
      ([, step]) => step.type === "Foreach" && step["foreach"] === list,
    );
    if (standing) {
      names.set(loop, standing[0]);
      continue;
    }
    const free = freeName(changed, "For each");
    changed = wrapInLoop(changed, name, free, list);
    names.set(loop, free);
    made = free;
  }
  return { steps: changed, expression: renamed(token.picked), loop: made };
}

/** The output that an expression stands for, by its words; loops may have other names than the designer gave them. */
export function tokenFor(
  expression: string,
  sources: readonly TokenSource[],
  steps: Steps,
  name: string,
): { token: Token; source: TokenSource } | undefined {
  for (const source of sources)
    for (const token of source.tokens) {
      if (token.loops.length === 0 ? token.picked === expression : isPicked(expression, token, steps, name))
        return { token, source };
    }
  return undefined;
}

function isPicked(expression: string, token: Token, steps: Steps, name: string): boolean {
  if (!expression.startsWith("items('")) return false;
  const { steps: after, expression: picked } = pick(steps, name, token);
  return after === steps && picked === expression;
}
