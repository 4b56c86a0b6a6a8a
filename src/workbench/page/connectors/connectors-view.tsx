import { Badge } from "@fluentui/react-components";
import { useDeferredValue, useMemo, useState } from "react";
import { ConnectorsIcon, SearchIcon } from "../icons.ts";
import type { ConnectorRow } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { SearchField } from "../shell/search-field.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData } from "../state/data.tsx";
import { dateTime } from "../state/format.ts";
import { hasWords } from "../state/has-words.ts";
import { routeHref } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { commonFolder } from "./common-folder.ts";
import { type Column, sorted } from "./sorted.ts";
import { useConnectors } from "./use-connectors.ts";
import "./connectors.css";

const COLUMNS: readonly Column[] = ["title", "folder", "operations", "triggers", "findings", "changed"];
/** Rows drawn at first; a repository can hold hundreds. */
const FIRST = 200;

/** All connectors that can be opened, with what there is to know of each. */
export function ConnectorsView() {
  const { source } = useData();
  const list = useConnectors();
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<{ column: Column; down: boolean }>();
  const [all, setAll] = useState(false);
  const words = texts.connectors;
  const typed = useDeferredValue(search.trim().toLowerCase());
  const rows = useMemo(() => {
    const found = (list.answer?.connectors ?? []).filter(({ folder, facts }) =>
      hasWords(`${facts?.title ?? ""} ${folder}`, typed),
    );
    return order ? sorted(found, order.column, order.down) : found;
  }, [list.answer, typed, order]);
  const open = useAction(async (id: string) => {
    await source.connectors!.open(id);
    // Everything on this page is about the one before.
    window.location.hash = routeHref("design");
    window.location.reload();
  });
  const { trouble, dismiss, busy, run } = open;
  if (list.failure && !list.answer)
    return <ErrorState title={words.only} message={list.failure.message} onRetry={list.again} />;
  if (!list.answer) return <Waiting label={texts.shell.loading} />;
  const { connectors, pending } = list.answer;
  const folders = commonFolder(connectors.map(({ folder }) => folder));
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <section className="connectors" aria-label={words.title}>
      <div className="connectors-page">
        <h2 className="view-title">{words.title}</h2>
        <p className="view-intro">{connectors.length > 1 ? words.intro : words.onlyText}</p>
        {folders.base !== "" && <p className="hint connectors-base">{words.base(folders.base)}</p>}
        <TroubleBar trouble={trouble} onDismiss={dismiss} />
        <div className="row wrap connectors-tools">
          <SearchField
            className="connectors-search"
            label={words.search}
            value={search}
            onChange={setSearch}
          />
          <span className="muted" role="status">
            {busy ? words.opening : words.count(rows.length, connectors.length)}
            {pending > 0 && ` · ${words.pending(pending)}`}
          </span>
        </div>
        {rows.length === 0 ? (
          <EmptyState
            Icon={connectors.length > 1 ? SearchIcon : ConnectorsIcon}
            title={words.none}
            text={words.noneText}
          />
        ) : (
          <table className="connectors-table">
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    data-column={column}
                    aria-sort={
                      order?.column === column ? (order.down ? "descending" : "ascending") : undefined
                    }
                  >
                    <button
                      type="button"
                      className="column-button"
                      onClick={() =>
                        setOrder({
                          column,
                          down: order?.column === column ? !order.down : isBestDown(column),
                        })
                      }
                    >
                      {words.columns[column]}
                      <span aria-hidden>{order?.column === column ? (order.down ? " ↓" : " ↑") : ""}</span>
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <Row
                  key={row.id}
                  row={row}
                  folder={folders.rest(row.folder)}
                  busy={busy}
                  onOpen={() => void run(row.id)}
                />
              ))}
            </tbody>
          </table>
        )}
        {shown.length < rows.length && (
          <button type="button" className="text-button" onClick={() => setAll(true)}>
            {words.more(rows.length)}
          </button>
        )}
      </div>
    </section>
  );
}

/** Numbers and dates are asked for the largest first. */
function isBestDown(column: Column): boolean {
  return column !== "title" && column !== "folder";
}

function Row(props: { row: ConnectorRow; folder: string; busy: boolean; onOpen(): void }) {
  const { row, folder, busy, onOpen } = props;
  const { facts, open, recent } = row;
  const words = texts.connectors;
  const title = facts?.title || folder.split(/[\\/]/).pop() || words.untitled;
  return (
    <tr aria-current={open ? "true" : undefined}>
      <th scope="row" data-column="title">
        {open ? (
          <a className="button-link" href={routeHref("design")}>
            {title}
          </a>
        ) : (
          <button type="button" className="button-link connector-open" disabled={busy} onClick={onOpen}>
            {title}
          </button>
        )}{" "}
        {open && (
          <Badge appearance="tint" color="brand" size="small">
            {words.open}
          </Badge>
        )}
        {recent && (
          <Badge appearance="outline" color="informative" size="small">
            {words.recent}
          </Badge>
        )}
        <span className="connector-folder">{folder}</span>
        {facts?.failure && <span className="connector-failure">{facts.failure}</span>}
      </th>
      <td data-column="folder" title={row.folder}>
        {folder}
      </td>
      <td data-column="operations">{facts?.operations ?? "…"}</td>
      <td data-column="triggers">{facts?.triggers ?? "…"}</td>
      <td data-column="findings" className={facts && facts.findings.error > 0 ? "bad" : ""}>
        {facts ? words.findings(facts.findings.error, facts.findings.warning) : "…"}
      </td>
      <td data-column="changed">{facts ? facts.changedAt && dateTime(facts.changedAt) : "…"}</td>
    </tr>
  );
}
