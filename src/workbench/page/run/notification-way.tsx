import { Link } from "@fluentui/react-components";
import { useData, useQuery } from "../state/data.tsx";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { StatusMark } from "./run-steps.tsx";
import type { StoryGroup } from "./story-groups.ts";

/** The way of one notification as a picture: event, subscription, callback, run, steps. */
export function NotificationWay({ group }: { group: StoryGroup }) {
  const { state, versions } = useData();
  const [run] = group.runs;
  const answer = useQuery(run && `run ${run}`, versions.state, (source) => source.run(run!));
  const { events, kind, flows } = group;
  const words = texts.story;
  if (kind !== "booking" && kind !== "notification" && kind !== "poll") return null;
  const arrived = events.find(
    ({ type }) => type === "notification-accepted" || type === "notification-refused",
  );
  const flow = state.flows.find(({ id }) => id === flows[0]);
  if (!flow && !arrived && !run) return null;
  const exchange = answer.data?.exchanges[0];
  const steps = answer.data?.actions ?? [];
  const stages: { title: string; bad?: boolean; content: React.ReactNode }[] = [
    {
      title: words.event,
      content: kind === "booking" ? events[0]!.text : kind === "poll" ? words.polled : words.firedByHand,
    },
    {
      title: words.subscription,
      content: flow ? <Link href={routeHref("run", "flow", flow.id)}>{flow.name}</Link> : "–",
    },
    {
      title: words.callback,
      bad: kind !== "poll" && arrived?.type !== "notification-accepted",
      content:
        kind === "poll" ? (
          words.polled
        ) : exchange === undefined ? (
          (arrived?.text ?? words.notDelivered)
        ) : (
          <Link href={routeHref("run", "exchange", exchange)}>{texts.dropDown.exchange(exchange)}</Link>
        ),
    },
    {
      title: words.run,
      bad: answer.data?.status === "failed",
      content: run ? (
        <Link href={routeHref("run", "run", run)}>
          {answer.data ? texts.run.statuses[answer.data.status] : words.run}
        </Link>
      ) : (
        words.noRun
      ),
    },
    {
      title: words.steps,
      content:
        steps.length === 0 ? (
          words.noSteps
        ) : (
          <ul className="plain-list">
            {steps.slice(0, 8).map(({ name, status }) => (
              <li key={name} className="way-step">
                <span>{name.replaceAll("_", " ")}</span>
                <StatusMark status={status} />
              </li>
            ))}
          </ul>
        ),
    },
  ];
  return (
    <ol className="way" aria-label={words.way}>
      {stages.map(({ title, bad, content }) => (
        <li key={title} className={bad ? "way-stage way-bad" : "way-stage"}>
          <span className="way-title">{title}</span>
          <span className="way-content">{content}</span>
        </li>
      ))}
    </ol>
  );
}
