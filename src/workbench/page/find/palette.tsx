import { DialogBody, DialogSurface, DialogTitle } from "@fluentui/react-components";
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { SearchIcon } from "../icons.ts";
import { useData } from "../state/data.tsx";
import type { Close } from "../state/dialogs.ts";
import { texts } from "../texts.ts";
import { useEntries, useLists } from "./entries.ts";
import type { Entry, Kind } from "./entry.ts";
import type { TypedAhead } from "./typed-ahead.ts";
import { firstOf, useSearch } from "./use-search.ts";
import "./find.css";

/** Operations that are offered before anything is typed. */
const OFFERED = 8;

/** One box for everything: operations, parameters, outputs, findings, events, calls and commands. */
export function Palette({ onClose, ahead }: { onClose: Close; ahead?: TypedAhead | undefined }) {
  const { commands, operations, lists, loading } = useEntries();
  const [typed, setTyped] = useState(ahead?.text ?? "");
  const words = typed.trim();
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const offered = commands.map(({ way, of, title }) => `${way.id(of)} ${title}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the commands are what their names say, though others at every rendering
  const all = useMemo(() => [commands, ...lists], [offered, lists]);
  const found = useSearch(all, words);
  // Before anything is typed: what the connector offers, and what can be done.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the commands, as above
  const offer = useMemo(() => [...operations.slice(0, OFFERED), ...commands], [operations, offered]);
  const rows = words === "" || found.words === "" ? offer : found.rows;
  const groups = useMemo(() => grouped(rows), [rows]);
  const shown = groups.flatMap((group) => group.rows);
  const current = Math.min(at, shown.length - 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row is chosen, or stands elsewhere
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current, groups]);
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    const go = entry.way.go(entry.of);
    if (typeof go === "string") {
      onClose(go.startsWith("#/design/") ? "#main aside" : "#main");
      window.location.hash = go;
      return;
    }
    onClose(go);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before the box was there
  useEffect(() => {
    if (ahead?.entered && words !== "") choose(firstOf(all, words));
  }, []);
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
      choose(
        words === "" || (found.words === words && !found.searching) ? shown[current] : firstOf(all, words),
      );
    } else if (next !== undefined && shown.length > 0) {
      event.preventDefault();
      // From the end to the beginning by single steps only.
      const single = event.key.startsWith("Arrow");
      const last = shown.length - 1;
      setAt(next > last ? (single ? 0 : last) : next < 0 ? (single ? last : 0) : next);
    }
  };
  const pointed = (event: MouseEvent): number => {
    const row = (event.target as Element).closest("[role=option]");
    return row ? Number(row.id.slice(id.length + 1)) : -1;
  };
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
            aria-activedescendant={shown.length > 0 ? optionId(id, current) : undefined}
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
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box */}
        <div
          className="palette-list"
          id={id}
          role="listbox"
          aria-label={texts.find.results}
          ref={list}
          onMouseMove={(event) => {
            const row = pointed(event);
            if (row >= 0 && row !== current) setAt(row);
          }}
          onClick={(event) => choose(shown[pointed(event)])}
        >
          <Rows groups={groups} current={current} id={id} />
          {shown.length === 0 && !found.searching && found.words === words && (
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

/** Asks for what is looked through and makes its entries before the search opens; what changes later, it asks for itself. */
export function ListsAhead() {
  const { versions } = useData();
  const [first] = useState(versions);
  useLists(first);
  return null;
}

interface Group {
  kind: Kind;
  rows: readonly Entry[];
}

const optionId = (id: string, index: number) => `${id}-${index}`;

/** Drawn again for other results, not for each letter. */
const Rows = memo(function Rows(props: { groups: readonly Group[]; current: number; id: string }) {
  const { groups, current, id } = props;
  let index = -1;
  return groups.map(({ kind, rows }) => (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a list box
    <div key={kind} role="group" aria-label={texts.find.kinds[kind]}>
      <div className="palette-kind" aria-hidden>
        {texts.find.kinds[kind]}
      </div>
      {rows.map(({ way, of }) => {
        index++;
        const aside = way.aside(of);
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the box, which names the active option
          <div
            key={way.id(of)}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === current}
            className="palette-row"
          >
            <span className="palette-title">{way.title(of)}</span>
            {aside && <span className="palette-aside">{aside}</span>}
          </div>
        );
      })}
    </div>
  ));
});

/** Kinds in the order of their best entry. */
function grouped(entries: readonly Entry[]): Group[] {
  return [...Map.groupBy(entries, ({ way }) => way.kind)].map(([kind, rows]) => ({ kind, rows }));
}
