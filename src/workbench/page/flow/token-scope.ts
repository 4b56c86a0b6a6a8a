/** Set around the form of a step of a flow: its fields then take outputs of earlier steps and expressions. */
import { createContext, useContext } from "react";
import type { Token, TokenSource } from "./token-sources.ts";

export interface TokenScope {
  sources: readonly TokenSource[];
  /** Whether required fields that are empty say so. */
  complaining: boolean;
  /** The output that an expression stands for. */
  find(expression: string): { token: Token; source: TokenSource } | undefined;
  /**
   * Writes a field that an output was picked into: where the output is in a list, the step goes into a loop.
   */
  pick(token: Token): string;
}

export const TokenScopeContext = createContext<TokenScope | undefined>(undefined);

export function useTokenScope(): TokenScope | undefined {
  return useContext(TokenScopeContext);
}
