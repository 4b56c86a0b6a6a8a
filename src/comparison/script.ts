/** Custom code: whether there is any, whether it is another, and which operations go through it. */
import { scriptOperationsOf } from "../definition/script.ts";
import { lacking, shownList } from "./canonical.ts";
import type { ChangePlace } from "./change.ts";
import { carriedByBoth } from "./connection/connection.ts";
import type { Pair } from "./schemas/scope.ts";
import type { Side } from "./side.ts";

export function compareScript(pair: Pair): void {
  const { old, new: now, collect } = pair;
  if (!old.hasProperties || !now.hasProperties || !carriedByBoth(pair, "scriptOperations")) return;
  const was = old.connector.script;
  const is = now.connector.script;
  const place = (side: Side): ChangePlace => ({
    file: side.connector.script?.file ?? "script.csx",
    pointer: "",
    line: 1,
  });
  if (was && !is)
    collect.report("script-removed", { old: place(old), message: () => "The custom code was removed." });
  else if (!was && is)
    collect.report("script-added", { new: place(now), message: () => "Custom code was added." });
  else if (was && is && codeOf(was.text) !== codeOf(is.text))
    collect.report("script-changed", {
      old: place(old),
      new: place(now),
      message: () => "The custom code changed.",
    });
  const operations = (side: Side, renamed?: ReadonlyMap<string, string>) =>
    [...(scriptOperationsOf(side.properties) ?? [])].map((id) => renamed?.get(id) ?? id);
  const before = operations(old, pair.renamed);
  const after = operations(now);
  const fresh = lacking(after, before);
  const gone = lacking(before, after);
  if (fresh.length === 0 && gone.length === 0) return;
  const parts = [
    ...(fresh.length > 0 ? [`applies to ${shownList(fresh)} as well`] : []),
    ...(gone.length > 0 ? [`no longer applies to ${shownList(gone)}`] : []),
  ];
  collect.report("script-operations-changed", {
    old: old.inProperties("/properties/scriptOperations"),
    new: now.inProperties("/properties/scriptOperations"),
    message: () => `The custom code ${parts.join(", ")}.`,
  });
}

/** Strings are kept as they are; outside of them comments go, and any white space is one space. */
const TOKENS =
  /@?\$?@?"""[\s\S]*?"""|\$?@\$?"(?:[^"]|"")*"|\$?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s+/g;

/** C# without what its compiler skips: comments and layout. */
function codeOf(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(TOKENS, (token) => (/^(?:\/\/|\/\*|\s)/.test(token) ? " " : token))
    .replace(/ +/g, " ")
    .replace(/ ?([{}()[\];,.=+\-*/<>!&|?:]) ?/g, "$1")
    .trim();
}
