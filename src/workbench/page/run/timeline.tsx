import { Button, Select, ToggleButton } from "@fluentui/react-components";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { ArrowDownIcon, PulseIcon, SearchIcon } from "../icons.ts";
import type { Mood } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { SearchField } from "../shell/search-field.tsx";
import { useData, useEvents } from "../state/data.tsx";
import { day } from "../state/format.ts";
import { navigate } from "../state/route.ts";
import { useVirtual } from "../state/use-virtual.ts";
import { texts } from "../texts.ts";
import { EventRow } from "./event-row.tsx";
import { Scrubber } from "./scrubber.tsx";

const ROW = 34;
const MOODS: readonly Mood[] = ["good", "attention", "bad", "plain"];

/** Every phase of everything, oldest first. Follows the newest until somebody scrolls up. */
export function Timeline({ chosen }: { chosen: number | undefined }) {
  const { state } = useData();
  const events = useEvents();
  const [search, setSearch] = useState("");
  const [hidden, setHidden] = useState<readonly Mood[]>([]);
  const [flow, setFlow] = useState("");
  const [following, setFollowing] = useState(chosen === undefined);
  const scroller = useRef<HTMLDivElement>(null);
  const words = useDeferredValue(search.trim().toLowerCase());
  const found = useMemo(
    () =>
      words === "" && hidden.length === 0 && flow === ""
        ? events
        : events.filter(
            (event) =>
              !hidden.includes(event.mood) &&
              (flow === "" || event.flow === flow) &&
              `${event.text} ${event.type} ${event.operation ?? ""} ${event.source}`
                .toLowerCase()
                .includes(words),
          ),
    [events, words, hidden, flow],
  );
  const virtual = useVirtual(scroller, found.length, ROW);
  const { scrollTo, viewport } = virtual;
  const at = chosen === undefined ? -1 : found.findIndex(({ number }) => number === chosen);
  const last = found.length - 1;
  const dated = found.length > 0 && day(found[0]!.at) !== day(found[last]!.at);
  // A list that was hidden has another height when it comes back: the newest is still to be seen.
  useEffect(() => {
    if (following && last >= 0 && viewport > 0) scrollTo(last);
  }, [following, last, viewport, scrollTo]);
  useEffect(() => {
    if (at < 0) return;
    scrollTo(at);
  }, [at, scrollTo]);
  const choose = (index: number) => {
    const event = found[Math.max(0, Math.min(last, index))];
    if (!event) return;
    setFollowing(false);
    navigate("run", "event", event.number);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 };
    const step = steps[event.key];
    if (step === undefined && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    if (event.key === "Home") choose(0);
    else if (event.key === "End") choose(last);
    else choose(at < 0 ? (step! > 0 ? 0 : last) : at + step!);
  };
  return (
    <div className="timeline">
      <div className="timeline-tools">
        <SearchField
          className="grow"
          size="small"
          label={texts.timeline.search}
          value={search}
          onChange={setSearch}
        />
        {state.flows.length > 1 && (
          <Select
            size="small"
            aria-label={texts.timeline.flow}
            value={flow}
            onChange={(_, data) => setFlow(data.value)}
          >
            <option value="">{texts.timeline.allFlows}</option>
            {state.flows.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
        <fieldset className="chips" aria-label={texts.timeline.moods}>
          {MOODS.map((mood) => (
            <ToggleButton
              key={mood}
              size="small"
              shape="circular"
              checked={!hidden.includes(mood)}
              onClick={() =>
                setHidden(hidden.includes(mood) ? hidden.filter((one) => one !== mood) : [...hidden, mood])
              }
            >
              {texts.timeline.moodNames[mood]}
            </ToggleButton>
          ))}
        </fieldset>
      </div>
      <Scrubber events={found} at={at < 0 ? last : at} onChange={choose} />
      {found.length === 0 ? (
        events.length === 0 ? (
          <EmptyState Icon={PulseIcon} title={texts.timeline.none} text={texts.timeline.noneText} />
        ) : (
          <EmptyState
            Icon={SearchIcon}
            title={texts.timeline.nothingFound}
            text={texts.timeline.nothingFoundText}
          />
        )
      ) : (
        <div
          className="timeline-scroll"
          ref={scroller}
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            const atEnd = scrollTop + clientHeight >= scrollHeight - ROW;
            if (!atEnd && following && clientHeight === viewport) setFollowing(false);
          }}
        >
          <div
            className="timeline-all"
            style={{ height: virtual.height }}
            role="listbox"
            tabIndex={0}
            aria-label={texts.timeline.label}
            aria-activedescendant={at >= virtual.first && at < virtual.end ? `event-${chosen}` : undefined}
            onKeyDown={onKeyDown}
          >
            <div
              className="timeline-window"
              role="presentation"
              style={{ transform: `translateY(${virtual.offset}px)` }}
            >
              {found.slice(virtual.first, virtual.end).map((event, index) => (
                <EventRow
                  key={event.number}
                  event={event}
                  chosen={event.number === chosen}
                  position={virtual.first + index + 1}
                  count={found.length}
                  dated={dated}
                />
              ))}
            </div>
          </div>
        </div>
      )}
      <div className="timeline-foot">
        <span>{texts.timeline.count(found.length, events.length)}</span>
        <Button
          size="small"
          appearance={following ? "primary" : "secondary"}
          icon={<ArrowDownIcon />}
          aria-pressed={following}
          onClick={() => setFollowing(!following)}
        >
          {texts.timeline.follow}
        </Button>
      </div>
    </div>
  );
}
