import { useEffect, useMemo, useRef, useState } from "react";
import { ArrowSwapIcon, SearchIcon } from "../icons.ts";
import type { ExchangeHead } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { SearchField } from "../shell/search-field.tsx";
import { useData } from "../state/data.tsx";
import { duration, shortMoment } from "../state/format.ts";
import { navigate } from "../state/route.ts";
import { useVirtual } from "../state/use-virtual.ts";
import { texts } from "../texts.ts";
import { StatusBadge } from "./status-badge.tsx";

const ROW = 44;

/** All calls through the gateway, newest first. */
export function ExchangeList({ chosen }: { chosen: number | undefined }) {
  const { source, state } = useData();
  const [rows, setRows] = useState<readonly ExchangeHead[]>([]);
  const [search, setSearch] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const count = state.counts.exchanges;
  // biome-ignore lint/correctness/useExhaustiveDependencies: more exchanges than before are a reason to ask
  useEffect(() => {
    let over = false;
    void source.exchanges({ limit: 2_000 }).then(
      ({ exchanges }) => over || setRows(exchanges.toReversed()),
      () => {},
    );
    return () => {
      over = true;
    };
  }, [source, count, state.lastEvent]);
  const found = useMemo(() => {
    const words = search.trim().toLowerCase();
    return rows.filter(({ url, method, operation, status, phase }) =>
      `${method} ${url} ${operation ?? ""} ${status ?? ""} ${phase}`.toLowerCase().includes(words),
    );
  }, [rows, search]);
  const virtual = useVirtual(scroller, found.length, ROW);
  const at = found.findIndex(({ number }) => number === chosen);
  const choose = (index: number) => {
    const exchange = found[Math.max(0, Math.min(found.length - 1, index))];
    if (!exchange) return;
    virtual.scrollTo(found.indexOf(exchange));
    navigate("run", "exchange", exchange.number);
  };
  return (
    <div className="timeline">
      <div className="timeline-tools">
        <SearchField
          className="grow"
          size="small"
          label={texts.exchange.search}
          value={search}
          onChange={setSearch}
        />
      </div>
      {found.length === 0 ? (
        rows.length === 0 ? (
          <EmptyState Icon={ArrowSwapIcon} title={texts.exchange.none} text={texts.exchange.noneText} />
        ) : (
          <EmptyState Icon={SearchIcon} title={texts.timeline.nothingFound} />
        )
      ) : (
        <div className="timeline-scroll" ref={scroller}>
          <div
            className="timeline-all"
            style={{ height: virtual.height }}
            role="listbox"
            tabIndex={0}
            aria-label={texts.exchange.label}
            aria-activedescendant={at >= virtual.first && at < virtual.end ? `exchange-${chosen}` : undefined}
            onKeyDown={(event) => {
              const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
              if (step === 0) return;
              event.preventDefault();
              choose(at < 0 ? 0 : at + step);
            }}
          >
            <div
              className="timeline-window"
              role="presentation"
              style={{ transform: `translateY(${virtual.offset}px)` }}
            >
              {found.slice(virtual.first, virtual.end).map((exchange, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the list box takes the keys for all its options
                // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the list box, which names the active option
                <div
                  key={exchange.number}
                  id={`exchange-${exchange.number}`}
                  className={exchange.number === chosen ? "exchange-row event-chosen" : "exchange-row"}
                  role="option"
                  aria-selected={exchange.number === chosen}
                  aria-posinset={virtual.first + index + 1}
                  aria-setsize={found.length}
                  onClick={() => navigate("run", "exchange", exchange.number)}
                >
                  <span className="exchange-number">#{exchange.number}</span>
                  <StatusBadge status={exchange.status} />
                  <span className="exchange-words">
                    <span className="exchange-url">
                      <span className="strong">{exchange.method}</span> {pathOf(exchange.url)}
                    </span>
                    <span className="exchange-meta">
                      {texts.exchange.phases[exchange.phase]}
                      {exchange.operation ? ` · ${exchange.operation}` : ""}
                    </span>
                  </span>
                  <span className="exchange-when">
                    <span>{shortMoment(exchange.startedAt, state.clock.now)}</span>
                    <span>{duration(exchange.duration)}</span>
                  </span>
                </div>
              ))}
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

function pathOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.pathname}${parsed.search}` : url;
}
