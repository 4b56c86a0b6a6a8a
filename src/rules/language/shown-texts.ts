/** Texts that programs print, without the secrets of the connector's files; places, which have to lead there, stay as they are. */
import { hideKnown } from "../../machine/redaction/known.ts";

const TEXTS = ["message", "why", "help", "label"] as const;

type Said = { [name in (typeof TEXTS)[number]]?: string };

/** The same where it quotes none. */
export function shown<T extends Said & { related?: Said[] }>(said: T): T {
  const related = said.related?.map(shown);
  const texts = TEXTS.flatMap((name) => {
    const text = said[name];
    const hidden = text === undefined ? undefined : hideKnown(text);
    return hidden === text ? [] : [[name, hidden]];
  });
  const same = texts.length === 0 && (related?.every((one, at) => one === said.related?.[at]) ?? true);
  return same ? said : { ...said, ...Object.fromEntries(texts), ...(related ? { related } : {}) };
}
