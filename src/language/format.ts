/** Lays a JSON text out again: white space changes, and nothing else. */
import { walkText } from "./walk-text.ts";

/**
 * @returns undefined if the text is not strict JSON: then white space may be what somebody is just typing
 */
export function formatJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const unit = /\n([ \t]+)"/.exec(text.slice(0, 20_000))?.[1] ?? "  ";
  const parts: string[] = [];
  let opened = false;
  const line = (depth: number) => parts.push(`\n${unit.repeat(Math.max(0, depth))}`);
  walkText(text, ({ kind, start, end }, frames) => {
    const written = text.slice(start, end);
    if (kind === "close") {
      if (!opened) line(frames.length - 1);
    } else if (opened) line(kind === "open" ? frames.length - 1 : frames.length);
    opened = kind === "open";
    parts.push(kind === "colon" ? ": " : written);
    if (kind === "comma") line(frames.length);
    return undefined;
  });
  return `${parts.join("")}${text.endsWith("\n") ? "\n" : ""}`;
}
