/** The step that tries tokens out: what it holds, and which loops that takes. */
import type { Loop, OperationView, TokenView } from "../model.ts";
import type { Draft } from "../state/drafts.ts";

export function tokensIn(draft: Draft, operation: OperationView): TokenView[] {
  return draft.compose.flatMap((piece) => {
    const token = "token" in piece ? operation.tokens.find(({ key }) => key === piece.token) : undefined;
    return token ? [token] : [];
  });
}

/** Outermost first; a list that is already looped over is not looped over again. */
export function loopsOf(draft: Draft, operation: OperationView): Loop[] {
  const loops = new Map<string, Loop>();
  const byDepth = tokensIn(draft, operation).sort((a, b) => b.loops.length - a.loops.length);
  for (const loop of byDepth.flatMap((token) => token.loops))
    if (!loops.has(loop.over)) loops.set(loop.over, loop);
  return [...loops.values()];
}

/** The field's value as it is written into the flow. */
export function composed(draft: Draft, operation: OperationView): string {
  const parts = draft.compose.map((piece) => {
    if (!("token" in piece)) return { token: false, text: piece.text };
    const token = operation.tokens.find(({ key }) => key === piece.token);
    return { token: true, text: token?.pickedExpression ?? piece.token };
  });
  if (parts.length === 1 && parts[0]!.token) return `@${parts[0]!.text}`;
  return parts.map(({ token, text }) => (token ? `@{${text}}` : text)).join("");
}
