import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from "@fluentui/react-components";
import { useState } from "react";
import { SaveIcon } from "../icons.ts";
import type { JsonValue } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { tell } from "../state/notices.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** Keeps an event under a name, to be fired again. */
export function SaveSample(props: { operationId: string; body: JsonValue; title: string }) {
  const { source, state } = useData();
  const { operationId } = props;
  // What a flow is started with by hand belongs to the flow; a trigger that is gone takes no events.
  const known =
    operationId.startsWith("@") || state.connector.notRunnable ? false : source.actions !== undefined;
  if (!known) return null;
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={<SaveIcon />}
      onClick={() => openDialog((close) => <SaveSampleDialog {...props} onClose={close} />)}
    >
      {texts.samples.save}
    </Button>
  );
}

export function SaveSampleDialog(props: {
  operationId: string;
  body: JsonValue;
  title: string;
  onClose(): void;
}) {
  const { operationId, body, onClose } = props;
  const { source, versions } = useData();
  const [title, setTitle] = useState(props.title.slice(0, 200));
  const sample = useQuery(`sample ${operationId}`, versions.design + versions.scenarios, (from) =>
    from.sample(operationId),
  );
  const design = useQuery("design", versions.design, (from) => from.design());
  const words = texts.samples;
  const name = title.trim();
  const trigger =
    design.data?.operations.find((one) => one.operationId === operationId)?.title || operationId;
  const save = useAction(async () => {
    await source.actions!.saveSample({ operationId, title: name, body });
    tell({ text: words.saved(name) });
    onClose();
  });
  const exists = sample.data?.events.some((one) => one.saved && one.title === name) === true;
  return (
    <DialogSurface>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name !== "") void save.run();
        }}
      >
        <DialogBody>
          <DialogTitle>{words.saveTitle}</DialogTitle>
          <DialogContent className="dialog-fields">
            <TroubleBar trouble={save.trouble} onDismiss={save.dismiss} />
            <p className="hint">{words.about(trigger)}</p>
            <Field
              label={words.title}
              hint={name === "" ? words.titleFirst : exists ? words.replaces : undefined}
            >
              <Input value={title} onChange={(_, data) => setTitle(data.value)} maxLength={200} autoFocus />
            </Field>
            <CodeBlock text={JSON.stringify(body, null, 2)} label={words.body} heading={words.body} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{texts.shell.cancel}</Button>
            <Button type="submit" appearance="primary" disabled={name === "" || save.busy}>
              {words.done}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  );
}
