import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Select,
} from "@fluentui/react-components";
import { useState } from "react";
import { filledIn, inputsOf, type TriggerInput } from "../flow/built-in.ts";
import type { FlowView, JsonObject, JsonValue } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { announce } from "../state/announcer.ts";
import { useData } from "../state/data.tsx";
import { navigate } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** What was filled in last, by flow: who tries a flow runs it more than once. */
const lastValues = new Map<string, Record<string, JsonValue>>();

/** Asks for what a flow needs that somebody starts by hand, and runs it. */
export function RunFlowDialog({ flow, onClose }: { flow: FlowView; onClose(): void }) {
  const { source } = useData();
  const inputs = inputsOf((flow.trigger ?? {}) as unknown as JsonObject);
  const [values, setValues] = useState<Record<string, JsonValue>>(() => lastValues.get(flow.id) ?? {});
  const [complaining, setComplaining] = useState(false);
  const run = useAction(async () => {
    lastValues.set(flow.id, values);
    const answer = await source.actions!.fire(flow.id, { body: filledIn(inputs, values) });
    announce(texts.flows.fired[answer.how]);
    onClose();
    const [started] = answer.runs;
    if (started !== undefined) navigate("run", "run", started);
  });
  const isMissing = ({ key, kind, required }: TriggerInput) =>
    required && kind !== "boolean" && (values[key] === undefined || values[key] === "");
  return (
    <DialogSurface>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const missing = inputs.some(isMissing);
          setComplaining(missing);
          if (!missing) void run.run();
        }}
      >
        <DialogBody>
          <DialogTitle>{texts.flows.runTitle(flow.name)}</DialogTitle>
          <DialogContent className="dialog-fields">
            <TroubleBar trouble={run.trouble} onDismiss={run.dismiss} />
            {inputs.map((input) => (
              <InputField
                key={input.key}
                input={input}
                value={values[input.key]}
                complaint={complaining && isMissing(input)}
                onChange={(value) => setValues((before) => ({ ...before, [input.key]: value }))}
              />
            ))}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{texts.shell.cancel}</Button>
            <Button type="submit" appearance="primary" disabled={run.busy}>
              {texts.flows.run}
            </Button>
          </DialogActions>
        </DialogBody>
      </form>
    </DialogSurface>
  );
}

function InputField(props: {
  input: TriggerInput;
  value: JsonValue | undefined;
  complaint: boolean;
  onChange(value: JsonValue): void;
}) {
  const { input, value, complaint, onChange } = props;
  const { title, description, kind, required, options } = input;
  if (kind === "boolean")
    return (
      <Checkbox
        label={title}
        checked={value === true}
        onChange={(_, { checked }) => onChange(checked === true)}
      />
    );
  const field = {
    label: title,
    required,
    ...(description === "" ? {} : { hint: description }),
    ...(complaint
      ? { validationState: "error" as const, validationMessage: texts.fields.isRequired(title) }
      : {}),
  };
  if (kind === "file")
    return (
      <Field {...field}>
        <input
          type="file"
          className="file-input"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void contentOf(file).then(onChange);
          }}
        />
      </Field>
    );
  if (options)
    return (
      <Field {...field}>
        <Select value={String(value ?? "")} onChange={(_, data) => onChange(data.value)}>
          <option value="" />
          {options.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      </Field>
    );
  return (
    <Field {...field}>
      <Input
        type={kind === "text" ? "text" : kind}
        value={String(value ?? "")}
        onChange={(_, data) => onChange(data.value)}
      />
    </Field>
  );
}

async function contentOf(file: File): Promise<JsonObject> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { name: file.name, contentBytes: btoa(text) };
}
