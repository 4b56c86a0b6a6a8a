/** What the search finds: everything that the page knows or can do, as entries of one kind. */
import { useMemo } from "react";
import type { IndexAnswer } from "../model.ts";
import { useData, useEvents, useQuery } from "../state/data.tsx";
import { clockTime } from "../state/format.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { useCommands } from "./commands.tsx";
import type { Entry } from "./entry.ts";

/** Calls that are looked through: the newest. */
const CALLS = 2_000;

/** All entries; those of parameters and outputs come a moment later, for every operation has to be looked at first. */
export function useEntries(): {
  /** Few, and others at every rendering: kept apart from the many. */
  commands: Entry[];
  /** The same list until something changes: thousands of entries are prepared once and not at every key. */
  entries: Entry[];
  loading: boolean;
} {
  const { versions } = useData();
  const events = useEvents();
  const design = useQuery("design", versions.design, (source) => source.design());
  const index = useQuery("index", versions.design, (source) => source.index());
  const findings = useQuery("findings", versions.findings, (source) => source.findings());
  const calls = useQuery("calls to find", versions.state, (source) => source.exchanges({ limit: CALLS }));
  const fixable = findings.data?.findings.filter((finding) => finding.fixable).length ?? 0;
  const commands = useCommands(fixable);
  const operations = design.data?.operations;
  const entries = useMemo<Entry[]>(() => {
    const titles = new Map(operations?.map(({ operationId, title }) => [operationId, title || operationId]));
    return [
      ...(operations ?? []).map(
        ({ operationId, title, description, kind, method, path }): Entry => ({
          kind: "operation",
          id: `operation ${operationId}`,
          title: title || operationId,
          more: `${operationId} ${method} ${path} ${description ?? ""}`,
          aside: kind === "trigger" ? texts.design.triggerBadge : operationId,
          go: routeHref("design", operationId),
        }),
      ),
      ...(findings.data?.findings ?? []).map(
        ({ id, message, rule, codes, file, line, operations: about }): Entry => ({
          kind: "finding",
          id: `finding ${id}`,
          title: message,
          more: `${rule} ${codes.join(" ")} ${about.join(" ")} ${file}`,
          aside: `${rule}, ${file}:${line}`,
          byWords: true,
          go: routeHref("findings", id),
        }),
      ),
      ...placeEntries(index.data, titles),
      ...events.toReversed().map(
        ({ number, text, type, at, operation }): Entry => ({
          kind: "event",
          id: `event ${number}`,
          title: text,
          more: `${type} ${operation ?? ""} #${number}`,
          aside: clockTime(at),
          byWords: true,
          go: `${routeHref("run", "event", number)}?list=timeline`,
        }),
      ),
      ...(calls.data?.exchanges ?? []).toReversed().map(
        ({ number, method, url, status, operation, phase }): Entry => ({
          kind: "call",
          id: `call ${number}`,
          title: `#${number} ${method} ${url}`,
          more: `${operation ?? ""} ${phase} ${status ?? ""}`,
          byWords: true,
          aside: String(status ?? texts.exchange.noAnswer),
          go: `${routeHref("run", "exchange", number)}?list=exchanges`,
        }),
      ),
    ];
  }, [operations, findings.data, index.data, events, calls.data]);
  return { commands, entries, loading: index.loading };
}

function placeEntries(index: IndexAnswer | undefined, titles: ReadonlyMap<string, string>): Entry[] {
  return (index?.entries ?? []).map(({ kind, operationId, key, label, name }) => ({
    kind,
    id: `${kind} ${operationId} ${key}`,
    title: label,
    more: `${name} ${operationId}`,
    aside: texts.find.of(name === label ? "" : name, titles.get(operationId) ?? operationId),
    go: `${routeHref("design", operationId)}?${new URLSearchParams({
      tab: kind === "input" ? "parameters" : "outputs",
      at: key,
    })}`,
  }));
}
