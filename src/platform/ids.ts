/** Identifiers and chance: repeatable with a seed, random without. */
import { hash, randomBytes } from "node:crypto";

export interface Ids {
  /** `length` hexadecimal digits, at most 64. */
  hex(length: number): string;
  /** Like {@link hex}, made only if it is asked for: most calls are no forms. It has its place in the sequence all the same. */
  later(length: number): () => string;
  /** A GUID. */
  guid(): string;
  /** A number from 0 up to 1. */
  random(): number;
  /** The key that callback addresses are signed with. */
  key(): Buffer;
}

export function createIds(seed: string | undefined): Ids {
  let count = 0;
  const digits = (number: number): string =>
    seed === undefined ? randomBytes(32).toString("hex") : hash("sha256", `${seed}/${number}`);
  const bytes = (): Buffer => Buffer.from(digits(count++), "hex");
  return {
    hex: (length) => digits(count++).slice(0, length),
    later(length) {
      const number = count++;
      return () => digits(number).slice(0, length);
    },
    guid() {
      const hex = digits(count++);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    random: () => bytes().readUInt32BE(0) / 2 ** 32,
    key: bytes,
  };
}
