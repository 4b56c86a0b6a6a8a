/**
 * Secrets in files that are edited on the page. The page never gets them: a mark is in the place of each, as long as it
 * where that is possible, so that lines and columns stay. What comes back is saved with the secrets in place of their marks.
 */
import { randomInt } from "node:crypto";
import { InputError } from "../../json/problem.ts";
import { hideKnown } from "../../machine/redaction/known.ts";
import { maskSecrets } from "../../machine/redaction/mask.ts";

const DOT = "•";
const MARK = /•\d+•+/g;
/** What is left of a mark of which somebody has deleted a part, or dots that somebody has copied out of a report. */
const REMAINS = /•+\d+•*|•{3,}/g;
/** Files with more were not written by anybody; what is beyond cannot be edited here. */
const MOST = 10_000;

export class HiddenSecrets {
  /** By secret: the same one has the same mark in every version of every file, so that versions can be compared and merged. */
  readonly #numbers = new Map<string, number>();
  readonly #secrets: string[] = [];
  /** Another one at each start: a mark that a page has kept from before a restart stands for no secret any more, not for another one. */
  readonly #first = randomInt(100_000, 900_000);
  readonly #dots: (text: string) => string;

  /** @param dots a text with the secrets that are known otherwise as dots, of the same length */
  constructor(dots: (text: string) => string) {
    this.#dots = dots;
  }

  /**
   * A text with a mark for every secret.
   * @throws {InputError} `too-many-secrets`
   */
  mask(text: string): string {
    let result = "";
    let at = 0;
    for (const { start, end } of this.#ranges(text)) {
      result += text.slice(at, start) + this.#mark(text.slice(start, end));
      at = end;
    }
    return result + text.slice(at);
  }

  /**
   * The text that is to be saved.
   * @param before what the file holds: dots that are no mark may stay where they came from
   * @throws {InputError} `secret-damaged` if a mark was changed in part; the secret would be lost
   */
  unmask(text: string, before: string): string {
    const marks = new Map(
      this.#secrets.map((secret, index) => [markOf(this.#first + index, secret.length), secret]),
    );
    let rest = "";
    let at = 0;
    let result = "";
    for (const { 0: mark, index } of text.matchAll(MARK)) {
      const secret = marks.get(mark);
      if (secret === undefined) continue;
      const between = text.slice(at, index);
      rest += `${between}\u0000`;
      result += between + secret;
      at = index + mark.length;
    }
    rest += text.slice(at);
    result += text.slice(at);
    for (const { 0: remains } of rest.matchAll(REMAINS)) {
      if (before.includes(remains)) continue;
      const line = text.slice(0, text.indexOf(remains)).split("\n").length;
      throw new InputError(
        "secret-damaged",
        `Line ${line} holds “${remains.slice(0, 40)}”, which is a part of a hidden secret. Saving it would lose the secret.`,
        "Undo the change, or replace the whole value. After a restart of the workbench, discard the changes and make them again.",
      );
    }
    return result;
  }

  #mark(secret: string): string {
    let number = this.#numbers.get(secret);
    if (number === undefined) {
      if (this.#secrets.length >= MOST)
        throw new InputError(
          "too-many-secrets",
          `The files hold more than ${MOST.toLocaleString("en")} secrets.`,
          "Edit them in an editor of your own.",
        );
      number = this.#first + this.#secrets.push(secret) - 1;
      this.#numbers.set(secret, number);
    }
    return markOf(number, secret.length);
  }

  /** Stretches that some way of hiding turns into dots of the same number. */
  #ranges(text: string): { start: number; end: number }[] {
    const hidden = [hideKnown(text), this.#dots(text), text.split("\n").map(maskSecrets).join("\n")];
    const ranges: { start: number; end: number }[] = [];
    const differing = hidden.filter((shown) => shown !== text && shown.length === text.length);
    if (differing.length === 0) return ranges;
    const isHidden = (at: number) =>
      text[at] !== DOT && differing.some((shown) => shown.charCodeAt(at) !== text.charCodeAt(at));
    for (let at = 0; at < text.length; at++) {
      if (!isHidden(at)) continue;
      const start = at;
      while (at < text.length && isHidden(at)) at++;
      ranges.push({ start, end: at });
    }
    return ranges;
  }
}

/** How many marks a text holds. */
export function countMarks(text: string): number {
  return text.match(MARK)?.length ?? 0;
}

/** `•482913•••`: never a part of another mark, because numbers differ. */
function markOf(number: number, length: number): string {
  return `${DOT}${number}`.padEnd(Math.max(length, String(number).length + 2), DOT);
}
