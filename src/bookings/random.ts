/** Chance that can be repeated: one seed, one sequence, on every machine. */
import { createHash } from "node:crypto";

export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** An identifier in the form of a version 4 UUID; no two of one generator are equal. */
  uuid(): string;
}

/**
 * A generator of the mulberry32 family: small, fast, and good enough for faults and made-up identifiers. Not for secrets.
 * @param run the identifiers of one run never come in another, whatever their seeds
 */
export function createRandom(seed: number, run = 0): Random {
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
      const drawn = hex() + hex() + hex() + hex();
      // Sequences of two seeds may meet. Their hashes do not, as each run has a number of its own.
      const digits = run === 0 ? drawn : createHash("sha256").update(`${run} ${drawn}`).digest("hex");
      const [a, b, c, d] = [0, 8, 16, 24].map((at) => digits.slice(at, at + 8)) as [
        string,
        string,
        string,
        string,
      ];
      const variant = ((Number.parseInt(c.charAt(0), 16) & 3) | 8).toString(16);
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
    },
  };
}
