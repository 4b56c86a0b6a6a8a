import { Badge, Link, Tab, TabList } from "@fluentui/react-components";
import { useState } from "react";
import { CodeBlock } from "../shell/code-block.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { dateTime, duration } from "../state/format.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { ActionRecordView } from "./action-record.tsx";
import { Headers } from "./headers.tsx";
import { OutputTable } from "./output-table.tsx";
import { STATUS_COLORS } from "./run-table.tsx";

type Look = "outputs" | "body" | "headers";

/** A run: what the trigger delivered, under the maker's labels and as it came, and every step behind it. */
export function RunDetails({ id }: { id: string }) {
  const { state, versions } = useData();
  const [look, setLook] = useState<Look>("outputs");
  const answer = useQuery(`run ${id}`, versions.state, (source) => source.run(id));
  const run = answer.data;
  const operation = useQuery(
    run && `operation ${run.operation}`,
    versions.design + versions.findings,
    (source) => source.operation(run!.operation),
  );
  const words = texts.run;
  if (answer.error && !run)
    return <ErrorState title={words.failed} message={answer.error.message} onRetry={answer.reload} />;
  if (!run) return <Waiting label={texts.shell.loading} />;
  const flow = state.flows.find((one) => one.id === run.flow);
  return (
    <>
      <div className="details-head">
        <Badge color={STATUS_COLORS[run.status]}>{words.statuses[run.status]}</Badge>
        <h2 className="details-title">{words.title(run.flowName)}</h2>
      </div>
      <p className="hint">
        {dateTime(run.startedAt)}
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
      <h3 className="panel-subtitle">{words.trigger(flow?.title ?? run.operation)}</h3>
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
      {look === "outputs" && (
        <OutputTable
          body={run.trigger.body}
          headers={run.trigger.headers}
          tokens={operation.data?.operation.tokens}
        />
      )}
      {look === "body" && (
        <CodeBlock text={JSON.stringify(run.trigger.body ?? null, null, 2)} label={words.body} />
      )}
      {look === "headers" && <Headers headers={run.trigger.headers} />}
      {run.actions.length > 0 && (
        <>
          <h3 className="panel-subtitle">{words.steps}</h3>
          {run.actions.map((action) => (
            <ActionRecordView key={action.name} action={action} />
          ))}
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
