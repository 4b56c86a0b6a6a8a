import { Link } from "@fluentui/react-components";
import { PulseIcon } from "../icons.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { EmptyState } from "../shell/empty-state.tsx";
import { Facts } from "../shell/facts.tsx";
import { useData, useEvents } from "../state/data.tsx";
import { moment } from "../state/format.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { ExchangeDetails } from "./exchange-details.tsx";
import { MoodMark } from "./mood-mark.tsx";

/** An event with all its facts, and the exchange it is about right below. */
export function EventDetails({ number }: { number: number }) {
  const { state } = useData();
  const event = useEvents().find((one) => one.number === number);
  if (!event)
    return <EmptyState Icon={PulseIcon} title={texts.timeline.gone} text={texts.timeline.goneText} />;
  const flow = state.flows.find(({ id }) => id === event.flow);
  const words = texts.timeline;
  return (
    <>
      <div className="details-head">
        <MoodMark mood={event.mood} />
        <h2 className="details-title">{event.text}</h2>
      </div>
      <Facts
        rows={[
          [words.time, moment(event.at)],
          [words.source, words.sources[event.source]],
          [words.phase, <code key="type">{event.type}</code>],
          ...(event.operation
            ? [
                [
                  words.operation,
                  <Link key="operation" href={routeHref("design", event.operation)}>
                    {event.operation}
                  </Link>,
                ] as const,
              ]
            : []),
          ...(event.flow
            ? [
                [
                  words.flow,
                  <Link key="flow" href={routeHref("run", "flow", event.flow)}>
                    {flow?.name ?? event.flow}
                  </Link>,
                ] as const,
              ]
            : []),
          ...(event.run
            ? [
                [
                  words.run,
                  <Link key="run" href={routeHref("run", "run", event.run)}>
                    {event.run}
                  </Link>,
                ] as const,
              ]
            : []),
        ]}
      />
      {event.exchange !== undefined && <ExchangeDetails key={event.exchange} number={event.exchange} inner />}
      {Object.keys(event.facts).length > 0 && (
        <CodeBlock text={JSON.stringify(event.facts, null, 2)} label={words.facts} heading={words.facts} />
      )}
    </>
  );
}
