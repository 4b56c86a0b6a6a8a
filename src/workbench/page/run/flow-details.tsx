import { Button, Link } from "@fluentui/react-components";
import { isBuiltIn } from "../flow/built-in.ts";
import {
  BellIcon,
  DeleteIcon,
  DownloadIcon,
  EditIcon,
  FastForwardIcon,
  PlayIcon,
  PowerIcon,
} from "../icons.ts";
import type { FlowView } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { Facts } from "../shell/facts.tsx";
import { Section } from "../shell/section.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { download } from "../state/download.ts";
import { brief, moment } from "../state/format.ts";
import { tell } from "../state/notices.ts";
import { navigate, routeHref } from "../state/route.ts";
import { secondsPast } from "../state/seconds-past.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { FireDialog } from "./fire-dialog.tsx";
import { FlowEditor } from "./flow-editor.tsx";
import { flowStory } from "./flow-story.ts";
import { HealthBadge } from "./health-badge.tsx";
import { MoodMark } from "./mood-mark.tsx";
import { runByHand } from "./run-by-hand.tsx";
import { RunTable } from "./run-table.tsx";

/** A flow in full: how it is doing and what to do, what it was given, its runs; how it came there can be unfolded. */
export function FlowDetails({ id }: { id: string }) {
  const { state, versions } = useData();
  const flow = state.flows.find((one) => one.id === id);
  const operation = useQuery(
    flow && !isBuiltIn(flow.operation) ? `operation ${flow.operation}` : undefined,
    versions.design + versions.findings,
    (from) => from.operation(flow!.operation),
  );
  const labels = new Map(operation.data?.operation.inputs.map(({ key, label }) => [key, label.text]));
  const words = texts.flows;
  if (!flow) return <EmptyState Icon={PowerIcon} title={words.gone} />;
  const story = flowStory(flow, state.clock.now);
  return (
    <>
      <div className="details-head">
        <h2 className="details-title">{flow.name}</h2>
      </div>
      <div className="row wrap">
        <HealthBadge health={flow.health} kind={flow.kind} />
        <span className="muted">{words.kinds[flow.kind]}</span>
      </div>
      <p className="flow-story">
        <MoodMark mood={story.mood} />
        <span>{story.text}</span>
      </p>
      <FlowButtons flow={flow} nextAt={story.nextAt} />
      <p className="row wrap">
        <span className="muted">{texts.flow.steps(flow.steps)}</span>
        <Link href={`${routeHref("design", flow.operation)}?flow=${flow.id}`}>{texts.runPage.editSteps}</Link>
      </p>
      <Facts
        rows={[
          [words.trigger, isBuiltIn(flow.operation) ? flow.title : `${flow.title} (${flow.operation})`],
          ...Object.entries(flow.values).map(
            ([key, value]) => [labels.get(key) ?? key, brief(value)] as const,
          ),
          ...(flow.recurrenceSeconds === undefined
            ? []
            : [
                [
                  flow.kind === "recurrence" ? words.runsEvery : words.every,
                  words.seconds(flow.recurrenceSeconds),
                ] as const,
              ]),
          ...(flow.nextPollAt
            ? [
                [
                  flow.kind === "recurrence" ? words.nextRun : words.nextPoll,
                  moment(flow.nextPollAt),
                ] as const,
              ]
            : []),
          ...(flow.reason?.nextAttemptAt
            ? [[words.nextAttempt, moment(flow.reason.nextAttemptAt)] as const]
            : []),
          ...(flow.orphans.length > 0
            ? [[words.orphans, flow.orphans.map(({ message }) => message).join("\n")] as const]
            : []),
        ]}
      />
      <h3 className="panel-subtitle">{words.history}</h3>
      <RunTable flow={flow.id} />
      <Section title={words.log} open={false}>
        <ul className="explanation">
          {flow.explanation.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <Facts
          rows={[
            ...(flow.location
              ? [[words.location, <code key="location">{flow.location}</code>] as const]
              : []),
            ...(flow.callbackUrl
              ? [[words.callback, <code key="callback">{flow.callbackUrl}</code>] as const]
              : []),
          ]}
        />
      </Section>
    </>
  );
}

/** @param nextAt when the platform goes on by itself; time can be moved there */
function FlowButtons({ flow, nextAt }: { flow: FlowView; nextAt: string | undefined }) {
  const { source, state, accept } = useData();
  const { id, name } = flow;
  const words = texts.flows;
  const { actions } = source;
  const deed = useAction(async (act: () => Promise<unknown>) => void (await act()));
  if (!actions) return null;
  const on = flow.state === "on";
  const remove = async () => {
    await actions.deleteFlow(id);
    navigate("run");
    tell({
      text: words.deleted(name),
      undo: async () => {
        await actions.restoreFlow(id);
        navigate("run", "flow", id);
      },
    });
  };
  const save = async () => {
    const { workflow } = await source.flowDefinition(id);
    const file = `${
      name
        .replace(/[^\w-]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .toLowerCase() || "flow"
    }.flow.json`;
    const text = { properties: { displayName: name, definition: workflow } };
    download(file, `${JSON.stringify(text, null, 2)}\n`);
    tell({ text: words.exported(file) });
  };
  const toNext = async () => {
    accept(await actions.settings({ advanceSeconds: secondsPast(nextAt!, state.clock.now) }));
  };
  return (
    <>
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      <div className="row wrap details-actions">
        {on && flow.kind === "recurrence" ? null : on && flow.kind === "manual" ? (
          <Button
            size="small"
            appearance="primary"
            icon={<PlayIcon />}
            disabled={deed.busy}
            onClick={() => void deed.run(() => runByHand(flow, actions))}
          >
            {words.run}
          </Button>
        ) : on ? (
          <Button
            size="small"
            appearance="primary"
            icon={<BellIcon />}
            onClick={() => openDialog((close) => <FireDialog flow={flow} onClose={close} />)}
          >
            {words.fire}
          </Button>
        ) : (
          <Button
            size="small"
            appearance="primary"
            icon={<PowerIcon />}
            disabled={deed.busy || flow.lost !== undefined}
            onClick={() => void deed.run(() => actions.turnOn(id))}
          >
            {words.turnOn}
          </Button>
        )}
        {on && nextAt !== undefined && (
          <Button
            size="small"
            icon={<FastForwardIcon />}
            disabled={deed.busy}
            onClick={() => void deed.run(toNext)}
          >
            {flow.kind === "polling"
              ? words.toNextPoll
              : flow.kind === "recurrence"
                ? words.toNextRun
                : words.toNextAttempt}
          </Button>
        )}
        {on && (
          <Button size="small" disabled={deed.busy} onClick={() => void deed.run(() => actions.turnOff(id))}>
            {words.turnOff}
          </Button>
        )}
        <Button
          size="small"
          appearance="subtle"
          icon={<EditIcon />}
          onClick={() => openDialog((close) => <FlowEditor flow={flow} onClose={close} />)}
        >
          {words.edit}
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={<DownloadIcon />}
          disabled={deed.busy}
          onClick={() => void deed.run(save)}
        >
          {words.export}
        </Button>
        <Button
          size="small"
          appearance="subtle"
          icon={<DeleteIcon />}
          disabled={deed.busy}
          onClick={() => void deed.run(remove)}
        >
          {words.delete}
        </Button>
      </div>
    </>
  );
}
