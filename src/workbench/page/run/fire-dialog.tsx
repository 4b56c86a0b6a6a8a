import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Select,
  Textarea,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { SaveIcon } from "../icons.ts";
import type { FlowView, JsonValue } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { announce } from "../state/announcer.ts";
import { useData, useQuery } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { moment } from "../state/format.ts";
import { navigate } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { SaveSampleDialog } from "./save-sample.tsx";

/** Makes a trigger fire with an event of one's own; the form begins with one made of the schema. */
export function FireDialog({ flow, onClose }: { flow: FlowView; onClose(): void }) {
  const { source, state, versions } = useData();
  const sample = useQuery(`sample ${flow.operation}`, versions.design, (from) => from.sample(flow.operation));
  const [text, setText] = useState<string>();
  const events = sample.data?.events ?? [];
  useEffect(() => {
    if (sample.data) setText((before) => before ?? JSON.stringify(sample.data?.body ?? null, null, 2));
  }, [sample.data]);
  const fire = useAction(async () => {
    const body = text === undefined ? undefined : parsed(text);
    const answer = await source.actions!.fire(flow.id, body === undefined ? {} : { body });
    announce(texts.flows.fired[answer.how]);
    const [run] = answer.runs;
    if (run !== undefined) navigate("run", "run", run);
    onClose();
  });
  const keep = useAction(async () => {
    const body = parsed(text ?? "null");
    const [named] = events.filter(
      (event) => event.saved && JSON.stringify(event.body) === JSON.stringify(body),
    );
    const title = named?.title ?? texts.samples.ofRun(moment(state.clock.now));
    openDialog((close) => (
      <SaveSampleDialog operationId={flow.operation} body={body} title={title} onClose={close} />
    ));
  });
  return (
    <DialogSurface className="wide-dialog">
      <DialogBody>
        <DialogTitle>{texts.flows.fireTitle}</DialogTitle>
        <DialogContent className="dialog-fields">
          <TroubleBar
            trouble={fire.trouble ?? keep.trouble}
            onDismiss={() => {
              fire.dismiss();
              keep.dismiss();
            }}
          />
          {events.length > 1 && (
            <Field label={texts.flows.fireSample}>
              <Select
                onChange={(_, { value }) => setText(JSON.stringify(events[Number(value)]?.body, null, 2))}
              >
                {events.map(({ title }, index) => (
                  <option key={title} value={index}>
                    {title}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <Field label={texts.flows.fireBody} hint={texts.flows.fireHint}>
            <Textarea
              className="json-editor"
              rows={16}
              resize="vertical"
              spellCheck={false}
              value={text ?? ""}
              onChange={(_, data) => setText(data.value)}
            />
          </Field>
        </DialogContent>
        <DialogActions>
          <Button
            appearance="subtle"
            icon={<SaveIcon />}
            disabled={fire.busy}
            onClick={() => void keep.run()}
          >
            {texts.samples.save}
          </Button>
          <Button onClick={onClose}>{texts.shell.cancel}</Button>
          <Button appearance="primary" disabled={fire.busy} onClick={() => void fire.run()}>
            {texts.flows.fire}
          </Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  );
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new Error(texts.flows.fireNoJson(error instanceof Error ? error.message : String(error)));
  }
}
