import { useMemo } from "react";
import type { Mood, WorkbenchEvent } from "../model.ts";
import { clockTime, day } from "../state/format.ts";
import { texts } from "../texts.ts";

const BARS = 120;
const RANK: Record<Mood, number> = { plain: 0, good: 1, attention: 2, bad: 3 };

/** Density and mood of all events as bars, with a slider over them to go to any moment. */
export function Scrubber(props: {
  events: readonly WorkbenchEvent[];
  at: number;
  onChange(index: number): void;
}) {
  const { events, at } = props;
  const bars = useMemo(() => barsOf(events), [events]);
  const current = events[at];
  const now = events.at(-1)?.at ?? "";
  const dated = events.length > 0 && day(events[0]!.at) !== day(now);
  const time = (iso: string) => (dated ? `${day(iso)}, ${clockTime(iso)}` : clockTime(iso));
  return (
    <div className="scrubber">
      <svg className="scrubber-bars" viewBox={`0 0 ${BARS} 20`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map(({ height, mood }, index) =>
          height > 0 ? (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
              key={index}
              className={`bar-${mood}`}
              x={index + 0.1}
              width={0.8}
              y={20 - height}
              height={height}
            />
          ) : null,
        )}
      </svg>
      <input
        type="range"
        className="scrubber-range"
        min={0}
        max={Math.max(0, events.length - 1)}
        value={Math.max(0, at)}
        disabled={events.length === 0}
        aria-label={texts.timeline.scrubber}
        aria-valuetext={current ? texts.timeline.at(time(current.at), current.text) : undefined}
        onChange={(event) => props.onChange(Number(event.target.value))}
      />
      <span className="scrubber-ends" aria-hidden>
        <span>{events[0] ? time(events[0].at) : ""}</span>
        <span className="scrubber-now">{current ? time(current.at) : ""}</span>
        <span>{events.length > 0 ? time(now) : ""}</span>
      </span>
    </div>
  );
}

/** Over the order of events, not over time: hours of waiting would leave nothing to see of what happened. */
function barsOf(events: readonly WorkbenchEvent[]): { height: number; mood: Mood }[] {
  const bars = Array.from({ length: Math.min(BARS, Math.max(events.length, 1)) }, () => ({
    count: 0,
    mood: "plain" as Mood,
  }));
  for (const [index, { mood }] of events.entries()) {
    const bar = bars[Math.min(bars.length - 1, Math.floor((index * bars.length) / events.length))]!;
    bar.count++;
    if (RANK[mood] > RANK[bar.mood]) bar.mood = mood;
  }
  const scale = BARS / bars.length;
  const wide = Array.from({ length: BARS }, (_, index) => bars[Math.floor(index / scale)]!);
  return wide.map(({ count, mood }) => ({ height: count === 0 ? 0 : 6 + RANK[mood] * 4.5, mood }));
}
