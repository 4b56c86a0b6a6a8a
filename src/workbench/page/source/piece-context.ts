import type { MergePiece } from "../model.ts";

/** The number of the line at which a piece begins, in the text with both changes. */
export function contextOf(pieces: readonly MergePiece[], index: number): number {
  return (
    1 +
    pieces
      .slice(0, index)
      .reduce((sum, piece) => sum + (piece.kind === "conflict" ? piece.mine.length : piece.lines.length), 0)
  );
}
