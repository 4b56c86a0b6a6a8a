import { Link, Select } from "@fluentui/react-components";
import { Fragment, useEffect, useId, useMemo, useState } from "react";
import { ChevronIcon, PulseIcon } from "../icons.ts";
import type { WorkbenchEvent } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { useData, useEvents } from "../state/data.tsx";
import { clockTime, day } from "../state/format.ts";
import { arrivedAt, noteSeen, seenBefore } from "../state/memory.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { MoodMark } from "./mood-mark.tsx";
import { NotificationWay } from "./notification-way.tsx";
import { type StoryGroup, type StoryKind, storyOf } from "./story-groups.ts";

/** So many are drawn at first. */
const PAGE = 100;
const KINDS: readonly StoryKind[] = ["booking", "notification", "poll", "call", "registration", "workbench"];

/** What happened, by cause, newest first: each thing in one line, and unfolded with all it led to. */
export function Story() {
  const { state } = useData();
  const events = useEvents();
  const [flow, setFlow] = useState("");
  const [kind, setKind] = useState("");
  const [drawn, setDrawn] = useState(PAGE);
  const away = useAway(events);
  const groups = useMemo(() => storyOf(events).reverse(), [events]);
  const found = groups.filter(
    (group) => (flow === "" || group.flows.includes(flow)) && (kind === "" || group.kind === kind),
  );
  const words = texts.story;
  const missed = ({ key }: StoryGroup) => away !== undefined && key > away.after && key <= away.until;
  const unseen = found.filter(missed).length;
  const firstMissed = found.find(missed);
  return (
    <div className="story">
      <div className="timeline-tools">
        <Select
          size="small"
          className="grow"
          aria-label={words.flow}
          value={flow}
          onChange={(_, { value }) => setFlow(value)}
        >
          <option value="">{words.allFlows}</option>
          {state.flows.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <Select
          size="small"
          className="grow"
          aria-label={words.kind}
          value={kind}
          onChange={(_, { value }) => setKind(value)}
        >
          <option value="">{words.allKinds}</option>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {words.kinds[one]}
            </option>
          ))}
        </Select>
      </div>
      {groups.length === 0 ? (
        <EmptyState Icon={PulseIcon} title={words.none} text={words.noneText} />
      ) : found.length === 0 ? (
        <p className="hint story-nothing">{words.nothingFound}</p>
      ) : (
        <ol className="plain-list story-list-all" aria-label={words.label}>
          {found.slice(0, drawn).map((group, index) => (
            <Fragment key={group.key}>
              {group === firstMissed && <li className="story-away">{words.away(unseen)}</li>}
              {(index === 0 || dayOf(found[index - 1]!) !== dayOf(group)) && (
                <li className="story-day">{dayOf(group)}</li>
              )}
              <li className={missed(group) ? "story-unseen" : undefined}>
                <Group group={group} />
              </li>
            </Fragment>
          ))}
          {found.length > drawn && (
            <li>
              <button type="button" className="text-button" onClick={() => setDrawn(drawn + PAGE)}>
                {words.earlier(found.length - drawn)}
              </button>
            </li>
          )}
        </ol>
      )}
    </div>
  );
}

function dayOf(group: StoryGroup): string {
  return day(group.events[0]!.at);
}

function Group({ group }: { group: StoryGroup }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const first = group.events[0]!;
  return (
    <article className="story-group" aria-label={first.text}>
      <button
        type="button"
        className="story-head"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <span className="event-time">{clockTime(first.at)}</span>
        <MoodMark mood={group.mood} />
        <span className="story-words">
          <span>{first.text}</span>
          {group.events.length > 1 && <span className="muted">{outcome(group)}</span>}
        </span>
        <span className="event-source">{texts.story.events(group.events.length)}</span>
        <ChevronIcon className={open ? "chevron chevron-open" : "chevron"} aria-hidden />
      </button>
      {open && (
        <div className="story-body" id={id}>
          <NotificationWay group={group} />
          <ol className="plain-list">
            {group.events.map((event) => (
              <li key={event.number} className="story-event">
                <span className="event-time">{clockTime(event.at)}</span>
                <MoodMark mood={event.mood} />
                <Link href={routeHref("run", "event", event.number)}>{event.text}</Link>
              </li>
            ))}
          </ol>
        </div>
      )}
    </article>
  );
}

/** What came of it: its runs, or what was said last. */
function outcome({ events, runs }: StoryGroup): string {
  const ended = events.filter(({ type }) => type === "run-ended");
  if (ended.length > 0) {
    const statuses = [...new Set(ended.map(({ facts }) => String(facts["status"])))];
    return texts.story.runs(runs.length, statuses.join(", "));
  }
  return events.at(-1)!.text;
}

/** Which events came before the page was opened, or while its tab was left, and were not seen by then. */
function useAway(events: readonly WorkbenchEvent[]): { after: number; until: number } | undefined {
  const [left, setLeft] = useState<{ after: number; until: number }>();
  const last = events.at(-1)?.number ?? 0;
  useEffect(() => {
    if (document.visibilityState === "visible" && last > 0) noteSeen(last);
    const onChange = () => {
      if (document.visibilityState === "hidden") setLeft({ after: last, until: Number.MAX_SAFE_INTEGER });
      else {
        setLeft((before) => before && { ...before, until: last });
        noteSeen(last);
      }
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, [last]);
  const away = left ?? { after: seenBefore() ?? 0, until: arrivedAt() };
  return away.after === 0 || away.after >= Math.min(away.until, last) ? undefined : away;
}
