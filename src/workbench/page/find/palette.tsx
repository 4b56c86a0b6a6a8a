import { DialogBody, DialogSurface, DialogTitle } from "@fluentui/react-components";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import { SearchIcon } from "../icons.ts";
import type { Close } from "../state/dialogs.ts";
import { texts } from "../texts.ts";
import { useEntries } from "./entries.ts";
import type { Entry, Kind } from "./entry.ts";
import { best, prepare } from "./match.ts";
import "./find.css";

/** Results that are drawn, and of one kind where several kinds match. */
const MOST = 60;
const OF_A_KIND = 8;

/** One box for everything: operations, parameters, outputs, findings, events, calls and commands. */
export function Palette({ onClose }: { onClose: Close }) {
  const { commands, entries, loading } = useEntries();
  const [typed, setTyped] = useState("");
  const words = useDeferredValue(typed.trim());
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const prepared = useMemo(() => prepare(entries), [entries]);
  const look = (what: string) => found([...prepare(commands), ...prepared], what);
  const offered = commands.map(({ id: command, title }) => `${command} ${title}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the commands are what their names say, though others at every rendering
  const groups = useMemo(
    () => grouped(words === "" ? beginning(commands, entries) : look(words)),
    [prepared, entries, offered, words],
  );
  const shown = groups.flatMap((group) => group.rows);
  const current = Math.min(at, shown.length - 1);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    const { go } = entry;
    if (typeof go === "string") {
      onClose(go.startsWith("#/design/") ? "#main aside" : "#main");
      window.location.hash = go;
      return;
    }
    onClose(go);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + 10,
      PageUp: current - 10,
    };
    const next = to[event.key];
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      // Who types faster than is drawn means what was typed.
      choose(typed.trim() === words ? shown[current] : look(typed.trim())[0]);
    } else if (next !== undefined && shown.length > 0) {
      event.preventDefault();
      // From the end to the beginning by single steps only.
      const single = event.key.startsWith("Arrow");
      const last = shown.length - 1;
      setAt(next > last ? (single ? 0 : last) : next < 0 ? (single ? last : 0) : next);
    }
  };
  const optionId = (index: number) => `${id}-${index}`;
  let index = -1;
  return (
    <DialogSurface className="palette" aria-label={texts.find.title}>
      <DialogBody className="palette-body">
        <DialogTitle className="visually-hidden">{texts.find.title}</DialogTitle>
        <div className="palette-box">
          <SearchIcon aria-hidden />
          <input
            className="palette-input"
            type="text"
            role="combobox"
            aria-expanded
            aria-controls={id}
            aria-activedescendant={shown.length > 0 ? optionId(current) : undefined}
            aria-autocomplete="list"
            aria-label={texts.find.title}
            placeholder={texts.find.placeholder}
            autoComplete="off"
            spellCheck={false}
            // biome-ignore lint/a11y/noAutofocus: the box is what was asked for
            autoFocus
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
          <kbd className="key">Esc</kbd>
        </div>
        <div className="palette-list" id={id} role="listbox" aria-label={texts.find.results} ref={list}>
          {groups.map(({ kind, rows }) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a list box
            <div key={kind} role="group" aria-label={texts.find.kinds[kind]}>
              <div className="palette-kind" aria-hidden>
                {texts.find.kinds[kind]}
              </div>
              {rows.map((entry) => {
                index++;
                const own = index;
                return (
                  // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the box, which names the active option
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box
                  <div
                    key={entry.id}
                    id={optionId(own)}
                    role="option"
                    aria-selected={own === current}
                    className="palette-row"
                    onMouseMove={() => own !== current && setAt(own)}
                    onClick={() => choose(entry)}
                  >
                    <span className="palette-title">{entry.title}</span>
                    {entry.aside && <span className="palette-aside">{entry.aside}</span>}
                  </div>
                );
              })}
            </div>
          ))}
          {shown.length === 0 && (
            <div className="palette-none">
              <p className="state-title">{texts.find.none}</p>
              <p className="state-text">{texts.find.noneText}</p>
            </div>
          )}
        </div>
        <div className="palette-foot" role="status">
          {loading ? texts.find.loading : texts.find.count(shown.length)}
        </div>
      </DialogBody>
    </DialogSurface>
  );
}

/** Before anything is typed: what can be done, and what the connector offers. */
function beginning(commands: readonly Entry[], entries: readonly Entry[]): Entry[] {
  return [...entries.filter(({ kind }) => kind === "operation").slice(0, OF_A_KIND), ...commands];
}

/** The best of each kind, so that a thousand events do not hide the one operation. */
function found(prepared: ReturnType<typeof prepare<Entry>>, words: string): Entry[] {
  const all = best(prepared, words, 2_000);
  const kinds = new Set(all.map(({ item }) => item.kind)).size;
  const counts = new Map<Kind, number>();
  const rows: Entry[] = [];
  for (const { item } of all) {
    const count = (counts.get(item.kind) ?? 0) + 1;
    counts.set(item.kind, count);
    if (count <= (kinds > 1 ? OF_A_KIND : MOST)) rows.push(item);
  }
  return rows;
}

/** Kinds in the order of their best entry. */
function grouped(entries: readonly Entry[]): { kind: Kind; rows: Entry[] }[] {
  return [...Map.groupBy(entries, ({ kind }) => kind)].map(([kind, rows]) => ({ kind, rows }));
}
