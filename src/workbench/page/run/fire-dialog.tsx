import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Select,
  Textarea,
} from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { SaveIcon } from "../icons.ts";
import type { FlowView, JsonValue } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { announce } from "../state/announcer.ts";
import { useData, useQuery } from "../state/data.tsx";
import { moment } from "../state/format.ts";
import { navigate } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** Makes a trigger fire with an event of one's own; the form begins with one made from the schema. */
export function FireDialog({ flow, onClose }: { flow: FlowView; onClose(): void }) {
  const { source, state, versions } = useData();
  const sample = useQuery(`sample ${flow.operation}`, versions.design + versions.scenarios, (from) =>
    from.sample(flow.operation),
  );
  const [text, setText] = useState<string>();
  const [naming, setNaming] = useState<string>();
  const [saved, setSaved] = useState<string>();
  const events = sample.data?.events ?? [];
  useEffect(() => {
    if (sample.data) setText((before) => before ?? JSON.stringify(sample.data?.body ?? null, null, 2));
  }, [sample.data]);
  const [fault, setFault] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  /** Says at the field what is wrong with it. */
  const isJson = () => {
    try {
      parsed(text ?? "null");
      setFault(undefined);
      return true;
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      area.current?.focus();
      return false;
    }
  };
  const fire = useAction(async () => {
    const body = text === undefined ? undefined : parsed(text);
    const answer = await source.actions!.fire(flow.id, body === undefined ? {} : { body });
    announce(texts.flows.fired[answer.how]);
    const [run] = answer.runs;
    if (run !== undefined) navigate("run", "run", run);
    onClose();
  });
  const keep = useAction(async () => {
    const title = naming?.trim() ?? "";
    if (title === "") return;
    await source.actions!.saveSample({ operationId: flow.operation, title, body: parsed(text ?? "null") });
    setNaming(undefined);
    announce(texts.samples.saved(title));
    setSaved(title);
  });
  // Asked for only once there is something that can be saved.
  const beginNaming = () => {
    if (isJson()) setNaming(texts.samples.ofRun(moment(state.clock.now)));
  };
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
          {events.length > (events[0]?.saved ? 0 : 1) && (
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
          <Field
            label={texts.flows.fireBody}
            hint={texts.flows.fireHint}
            {...(fault === undefined ? {} : { validationMessage: fault })}
          >
            <Textarea
              textarea={{ ref: area }}
              className="json-editor"
              rows={16}
              resize="vertical"
              spellCheck={false}
              value={text ?? ""}
              onChange={(_, data) => {
                setText(data.value);
                setFault(undefined);
              }}
            />
          </Field>
          {naming !== undefined && (
            <form
              className="row sample-name"
              onSubmit={(event) => {
                event.preventDefault();
                void keep.run();
              }}
            >
              <Field
                className="grow"
                label={texts.samples.title}
                hint={
                  naming.trim() === ""
                    ? texts.samples.titleFirst
                    : events.some((one) => one.saved && one.title === naming.trim())
                      ? texts.samples.replaces
                      : undefined
                }
              >
                <Input
                  autoFocus
                  value={naming}
                  maxLength={200}
                  onChange={(_, data) => setNaming(data.value)}
                />
              </Field>
              <Button type="submit" icon={<SaveIcon />} disabled={keep.busy || naming.trim() === ""}>
                {texts.samples.done}
              </Button>
            </form>
          )}
          {saved !== undefined && <p className="hint">{texts.samples.saved(saved)}</p>}
        </DialogContent>
        <DialogActions>
          <Button appearance="subtle" icon={<SaveIcon />} disabled={fire.busy} onClick={beginNaming}>
            {texts.samples.save}
          </Button>
          <Button onClick={onClose}>{texts.shell.cancel}</Button>
          <Button appearance="primary" disabled={fire.busy} onClick={() => isJson() && void fire.run()}>
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
