import { Button, Tab, TabList } from "@fluentui/react-components";
import { useState } from "react";
import { ReloadIcon } from "../icons.ts";
import type { JsonValue } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { CopyButton } from "../shell/copy-button.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { duration, moment, pretty } from "../state/format.ts";
import { navigate } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { curlOf } from "./curl.ts";
import { Headers } from "./headers.tsx";
import { SaveSample } from "./save-sample.tsx";
import { StatusBadge } from "./status-badge.tsx";

type Side = "request" | "response";

/** One call, request and answer; `inner` below the event it belongs to. */
export function ExchangeDetails({ number, inner = false }: { number: number; inner?: boolean }) {
  const { source, state } = useData();
  const exchange = useQuery(`exchange ${number}`, 0, (from) => from.exchange(number));
  const [chosen, setSide] = useState<Side>();
  const replay = useAction(async () => {
    const answer = await source.actions!.replay(number);
    navigate("run", "exchange", answer.exchange);
  });
  const words = texts.exchange;
  if (exchange.error)
    return <ErrorState title={words.failed} message={exchange.error.message} onRetry={exchange.reload} />;
  const record = exchange.data;
  if (!record) return <Waiting label={texts.shell.loading} />;
  const { request, response } = record;
  // What the service notified, if all of it was kept.
  const operation = record.operation ?? state.flows.find(({ id }) => id === record.flow)?.operation;
  const event = record.phase === "notify" && operation !== undefined ? parsed(request.body ?? "") : undefined;
  // What was said, if the other side said nothing: of a notification the request is what matters.
  const side = chosen ?? (response?.body || !request.body ? "response" : "request");
  const message = side === "request" ? request : response;
  return (
    <section className="exchange" aria-label={words.title(number)}>
      <div className={inner ? "details-head details-head-inner" : "details-head"}>
        <StatusBadge status={response?.status} />
        {inner ? (
          <h3 className="details-title">{words.title(number)}</h3>
        ) : (
          <h2 className="details-title">{words.title(number)}</h2>
        )}
      </div>
      <code className="exchange-line">
        {request.method} {request.url}
      </code>
      <p className="hint">
        {[
          words.phases[record.phase],
          record.operation,
          moment(record.startedAt),
          duration(record.duration),
          words.answeredBy[record.answeredBy],
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {record.error && <p className="field-error">{record.error}</p>}
      <TroubleBar trouble={replay.trouble} onDismiss={replay.dismiss} />
      <div className="row">
        <CopyButton label={words.copyCurl} text={() => curlOf(record)} />
        {source.actions && (
          <Button
            size="small"
            appearance="subtle"
            icon={<ReloadIcon />}
            disabled={replay.busy}
            onClick={() => void replay.run()}
          >
            {words.replay}
          </Button>
        )}
      </div>
      {event !== undefined && (
        <div className="row">
          <SaveSample
            operationId={operation!}
            body={event}
            title={texts.samples.ofRun(moment(record.startedAt))}
          />
        </div>
      )}
      <TabList
        size="small"
        selectedValue={side}
        onTabSelect={(_, { value }) => setSide(value as Side)}
        aria-label={words.sides}
      >
        <Tab value="request">{words.request}</Tab>
        <Tab value="response">{words.response}</Tab>
      </TabList>
      {message ? (
        <>
          <Headers headers={message.headers} />
          {message.body !== undefined && message.body !== "" ? (
            <CodeBlock
              text={pretty(message.body)}
              copy={message.body}
              label={words.body}
              heading={words.bodySize(message.bodySize)}
            />
          ) : (
            <p className="hint">{words.noBody}</p>
          )}
        </>
      ) : (
        <p className="hint">{words.noResponse}</p>
      )}
    </section>
  );
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
