import { Badge, Button, Link, Tab, TabList } from "@fluentui/react-components";
import { useState } from "react";
import { builtInAnswer, isBuiltIn } from "../flow/built-in.ts";
import { ReloadIcon } from "../icons.ts";
import type { JsonObject } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { Section } from "../shell/section.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { duration, moment } from "../state/format.ts";
import { tell } from "../state/notices.ts";
import { navigate, routeHref } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { Headers } from "./headers.tsx";
import { OutputTable } from "./output-table.tsx";
import { outputsOf } from "./outputs.ts";
import { RunSteps } from "./run-steps.tsx";
import { STATUS_COLORS } from "./run-table.tsx";
import { SaveSample } from "./save-sample.tsx";
import { ToNext } from "./to-next.tsx";

type Look = "outputs" | "body" | "headers";

/** A run: what the trigger delivered, under the maker's labels and as it came, and every step behind it. */
export function RunDetails({ id }: { id: string }) {
  const { source, state, versions } = useData();
  const [look, setLook] = useState<Look>("outputs");
  const answer = useQuery(`run ${id}`, versions.state, (source) => source.run(id));
  const run = answer.data;
  const operation = useQuery(
    run && !isBuiltIn(run.operation) ? `operation ${run.operation}` : undefined,
    versions.design + versions.findings,
    (source) => source.operation(run!.operation),
  );
  const words = texts.run;
  const resubmit = useAction(async () => {
    const again = await source.actions!.resubmit(id);
    navigate("run", "run", again.run);
    tell({ text: texts.runPage.resubmitted });
  });
  if (answer.error && !run)
    return <ErrorState title={words.failed} message={answer.error.message} onRetry={answer.reload} />;
  if (!run) return <Waiting label={texts.shell.loading} />;
  const flow = state.flows.find((one) => one.id === run.flow);
  const tokens =
    operation.data?.operation.tokens ??
    (flow?.trigger && builtInAnswer(run.operation, flow.trigger as unknown as JsonObject).operation.tokens);
  const { body, headers } = run.trigger;
  const outputs = outputsOf(tokens ?? [], body, headers);
  const poor =
    tokens !== undefined && tokens.length > 0 && outputs.every(({ values }) => values.length === 0);
  const hasSteps = run.actions.length > 0 || (flow?.steps ?? 0) > 0;
  return (
    <>
      <div className="details-head">
        <Badge color={STATUS_COLORS[run.status]}>{words.statuses[run.status]}</Badge>
        <h2 className="details-title">{words.title(run.flowName)}</h2>
      </div>
      <p className="hint">
        {moment(run.startedAt)}
        {run.endedAt && run.endedAt !== run.startedAt
          ? ` · ${duration(Date.parse(run.endedAt) - Date.parse(run.startedAt))}`
          : ""}
        {flow && (
          <>
            {" · "}
            <Link href={routeHref("run", "flow", flow.id)}>{flow.name}</Link>
          </>
        )}
      </p>
      {run.error && (
        <p className="field-error">
          {run.error.code && <code>{run.error.code}</code>} {run.error.message}
        </p>
      )}
      <TroubleBar trouble={resubmit.trouble} onDismiss={resubmit.dismiss} />
      {source.actions && flow && (
        <div className="row wrap">
          <Button
            size="small"
            icon={<ReloadIcon />}
            disabled={resubmit.busy || flow.lost !== undefined}
            onClick={() => void resubmit.run()}
          >
            {texts.runPage.resubmit}
          </Button>
          <Link href={`${routeHref("design", flow.operation)}?flow=${flow.id}`}>
            {texts.runPage.editSteps}
          </Link>
          {run.trigger.body !== undefined && (
            <SaveSample
              operationId={run.operation}
              body={run.trigger.body}
              title={texts.samples.ofRun(moment(run.startedAt))}
            />
          )}
        </div>
      )}
      {(run.status === "running" || run.status === "waiting") && <ToNext />}
      <Section
        key={`${id} ${hasSteps} ${poor}`}
        title={words.trigger(flow?.title ?? run.operation)}
        // The steps are what a run of several is looked at for; unless the event had nothing for them.
        open={!hasSteps || poor}
      >
        <TabList
          size="small"
          selectedValue={look}
          onTabSelect={(_, { value }) => setLook(value as Look)}
          aria-label={words.looks}
        >
          <Tab value="outputs">{words.outputs}</Tab>
          <Tab value="body">{words.body}</Tab>
          <Tab value="headers">{texts.exchange.headers}</Tab>
        </TabList>
        {look === "outputs" && <OutputTable outputs={outputs} />}
        {look === "body" && <CodeBlock text={JSON.stringify(body ?? null, null, 2)} label={words.body} />}
        {look === "headers" && <Headers headers={headers} />}
      </Section>
      {run.actions.length > 0 && (
        <>
          <h3 className="panel-subtitle">{words.steps}</h3>
          <RunSteps steps={run.actions} />
        </>
      )}
      {run.exchanges.length > 0 && (
        <p className="row wrap">
          {run.exchanges.map((number) => (
            <Link key={number} href={routeHref("run", "exchange", number)}>
              {texts.dropDown.exchange(number)}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}
