/** Bounds that keep a hostile definition from freezing the reader. The real designer has none: it freezes. */

/** Properties looked at for the inputs or the outputs of one operation; the largest published one has under 3,000. */
export const MAX_PROPERTIES = 20_000;

/** Nesting followed in a schema; the deepest published one has under 30 levels. */
export const MAX_SCHEMA_DEPTH = 200;

/** Counts what is looked at, and says when it is enough. */
export class Budget {
  /** Pointers at which expansion stopped. */
  readonly stoppedAt: string[] = [];
  private left = MAX_PROPERTIES;

  /** Takes one property at a depth; false if it is not to be expanded any further. */
  take(depth: number, pointer: string): boolean {
    this.left--;
    if (this.left >= 0 && depth <= MAX_SCHEMA_DEPTH) return true;
    if (this.stoppedAt.length < 10) this.stoppedAt.push(pointer);
    return false;
  }

  /** True once nothing more is to be looked at. */
  get spent(): boolean {
    return this.left < 0;
  }
}
