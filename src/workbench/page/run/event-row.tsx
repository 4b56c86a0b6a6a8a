import { memo } from "react";
import type { WorkbenchEvent } from "../model.ts";
import { clockTime, day } from "../state/format.ts";
import { navigate } from "../state/route.ts";
import { texts } from "../texts.ts";
import { MoodMark } from "./mood-mark.tsx";

/** One phase in one line. */
export const EventRow = memo(function EventRow(props: {
  event: WorkbenchEvent;
  chosen: boolean;
  position: number;
  count: number;
  /** Whether the list goes over more than one day. */
  dated: boolean;
}) {
  const { event, chosen } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box takes the keys for all its options
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the list box, which names the active option
    <div
      id={`event-${event.number}`}
      className={chosen ? "event event-chosen" : "event"}
      data-source={event.source}
      role="option"
      aria-selected={chosen}
      aria-posinset={props.position}
      aria-setsize={props.count}
      onClick={() => navigate("run", "event", event.number)}
    >
      <span className="event-time">
        {props.dated ? `${day(event.at)}, ${clockTime(event.at)}` : clockTime(event.at)}
      </span>
      <MoodMark mood={event.mood} />
      <span className="event-text">{event.text}</span>
      {event.exchange !== undefined && <span className="event-exchange">#{event.exchange}</span>}
      <span className="event-source">{texts.timeline.sources[event.source]}</span>
    </div>
  );
});
