/** Chance that can be repeated: one seed, one sequence, on every machine. */

export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** An identifier in the form of a version 4 UUID; no two of one generator are equal. */
  uuid(): string;
}

/** A generator of the mulberry32 family: small, fast, and good enough for faults and made-up identifiers. Not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const draw = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const hex = () => draw().toString(16).padStart(8, "0");
  return {
    next: () => draw() / 0x1_0000_0000,
    uuid() {
      const [a, b, c, d] = [hex(), hex(), hex(), hex()];
      const variant = ((Number.parseInt(c[0] ?? "0", 16) & 3) | 8).toString(16);
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
    },
  };
}
