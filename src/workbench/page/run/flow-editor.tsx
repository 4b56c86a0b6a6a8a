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
import { typed } from "../design/fields/typed.ts";
import { isBuiltIn } from "../flow/built-in.ts";
import type { EnteredValues, FlowView } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** Changes a flow's inputs: a webhook flow that is on unsubscribes and subscribes again. */
export function FlowEditor({ flow, onClose }: { flow: FlowView; onClose(): void }) {
  const { source, versions } = useData();
  const [name, setName] = useState(flow.name);
  const [values, setValues] = useState<EnteredValues>(flow.values);
  const operation = useQuery(
    isBuiltIn(flow.operation) ? undefined : `operation ${flow.operation}`,
    versions.design + versions.findings,
    (from) => from.operation(flow.operation),
  );
  const save = useAction(async () => {
    await source.actions!.editFlow(flow.id, {
      ...(isBuiltIn(flow.operation) ? {} : { values }),
      ...(name.trim() === "" ? {} : { name: name.trim() }),
    });
    onClose();
  });
  const inputs = operation.data?.operation.inputs.filter(({ place }) => place !== "hidden") ?? [];
  return (
    <DialogSurface>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <DialogBody>
          <DialogTitle>{texts.flows.editTitle}</DialogTitle>
          <DialogContent className="dialog-fields">
            <TroubleBar trouble={save.trouble} onDismiss={save.dismiss} />
            <Field label={texts.flows.name}>
              <Input value={name} onChange={(_, data) => setName(data.value)} />
            </Field>
            {inputs.map(({ key, label, type, required }) => {
              const value = values[key];
              return (
                <Field key={key} label={label.text} required={required}>
                  <Input
                    value={
                      value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value)
                    }
                    onChange={(_, data) => setValues({ ...values, [key]: fromText(data.value, type) })}
                  />
                </Field>
              );
            })}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{texts.shell.cancel}</Button>
            <Button type="submit" appearance="primary" disabled={save.busy}>
              {texts.shell.save}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  );
}

function fromText(text: string, type: string): EnteredValues[string] {
  if (type !== "array" && type !== "object") return typed(text, type);
  try {
    return JSON.parse(text) as EnteredValues[string];
  } catch {
    return text;
  }
}
