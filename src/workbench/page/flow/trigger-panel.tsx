import { Button, Checkbox, Input } from "@fluentui/react-components";
import { PanelHead } from "../design/panel-head.tsx";
import { IntervalFields } from "../design/recurrence-fields.tsx";
import { AddIcon, DismissIcon, PowerIcon } from "../icons.ts";
import type { JsonObject } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { Section } from "../shell/section.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { useData } from "../state/data.tsx";
import { changeDraft } from "../state/drafts.ts";
import { navigate } from "../state/route.ts";
import { texts } from "../texts.ts";
import {
  blankTrigger,
  builtInTitle,
  INPUT_KINDS,
  type InputKind,
  inputsOf,
  newInput,
  RECURRENCE,
  type TriggerInput,
  withInputs,
} from "./built-in.ts";
import { useTrigger } from "./flow-draft.ts";
import { StepIcon } from "./step-icon.tsx";
import { useTurnOn } from "./use-turn-on.ts";

/** What a flow begins with that begins with no trigger of the connector: its inputs, or its interval; and the button that makes it. */
export function TriggerPanel(props: {
  operationId: string;
  formKey: string;
  /** Of a flow that is there already; it is saved above the canvas. */
  flow: string | undefined;
}) {
  const { operationId, formKey, flow } = props;
  const { source } = useData();
  const trigger = useTrigger(formKey, operationId);
  const write = (next: JsonObject) => changeDraft(formKey, () => ({ trigger: next }));
  const recurs = operationId === RECURRENCE;
  return (
    <>
      <PanelHead
        icon={<StepIcon type={recurs ? "recurrence" : "request"} connector={false} size={32} />}
        title={builtInTitle(operationId)}
        onClose={() => navigate("design")}
      />
      <p className="panel-description">{recurs ? texts.flow.recurrenceAbout : texts.flow.manualAbout}</p>
      <div className="panel-body">
        {recurs ? (
          <Interval trigger={trigger} onChange={write} />
        ) : (
          <Inputs trigger={trigger} onChange={write} />
        )}
        {flow === undefined && source.actions && <TurnOn operationId={operationId} formKey={formKey} />}
        <Section title={texts.flow.inDefinition} open={false}>
          <CodeBlock text={JSON.stringify(trigger, null, 2)} label={texts.flow.stepCode} />
        </Section>
      </div>
    </>
  );
}

function TurnOn({ operationId, formKey }: { operationId: string; formKey: string }) {
  const turnOn = useTurnOn(operationId, formKey, undefined);
  return (
    <div className="try-out">
      <TroubleBar trouble={turnOn.trouble} onDismiss={turnOn.dismiss} />
      <Button
        appearance="primary"
        icon={<PowerIcon />}
        disabled={turnOn.busy}
        onClick={() => void turnOn.run()}
      >
        {texts.flow.turnOn}
      </Button>
      <p className="hint">
        {operationId === RECURRENCE ? texts.flow.turnOnRecurrenceHint : texts.flow.turnOnHint}
      </p>
    </div>
  );
}

function Interval({ trigger, onChange }: { trigger: JsonObject; onChange(next: JsonObject): void }) {
  const recurrence = (trigger["recurrence"] ?? blankTrigger(RECURRENCE)["recurrence"]) as JsonObject;
  const set = (change: JsonObject) => onChange({ ...trigger, recurrence: { ...recurrence, ...change } });
  return (
    <IntervalFields
      legend={texts.flow.recurrenceEvery}
      interval={String(recurrence["interval"] ?? "")}
      frequency={String(recurrence["frequency"] ?? "Minute")}
      onInterval={(value) => set({ interval: value === "" ? "" : Number(value) })}
      onFrequency={(frequency) => set({ frequency })}
    />
  );
}

/** As in the designer: what is asked for can be named, explained, and left empty or not. */
function Inputs({ trigger, onChange }: { trigger: JsonObject; onChange(next: JsonObject): void }) {
  const inputs = inputsOf(trigger);
  const write = (next: readonly TriggerInput[]) => onChange(withInputs(trigger, next));
  const set = (key: string, change: Partial<TriggerInput>) =>
    write(inputs.map((one) => (one.key === key ? { ...one, ...change } : one)));
  return (
    <fieldset className="trigger-inputs">
      <legend className="field-label">{texts.flow.manualInputs}</legend>
      {inputs.length === 0 && <p className="hint">{texts.flow.noInputs}</p>}
      {inputs.map(({ key, title, description, kind, required, options }, index) => (
        <div key={key} className="trigger-input">
          <div className="row">
            <span className="muted">{texts.flow.inputKinds[kind]}</span>
            <span className="grow" />
            <Button
              appearance="subtle"
              size="small"
              icon={<DismissIcon />}
              aria-label={texts.flow.inputRemove(title)}
              title={texts.flow.inputRemove(title)}
              onClick={() => write(inputs.filter((one) => one.key !== key))}
            />
          </div>
          <Input
            size="small"
            aria-label={texts.flow.inputName(index + 1)}
            value={title}
            onChange={(_, { value }) => set(key, { title: value })}
          />
          <Input
            size="small"
            aria-label={texts.flow.inputDescription(index + 1)}
            value={description}
            onChange={(_, { value }) => set(key, { description: value })}
          />
          {kind === "text" && (
            <Input
              size="small"
              aria-label={texts.flow.choices(index + 1)}
              placeholder={texts.flow.choicesPlaceholder}
              title={texts.flow.choicesHint}
              defaultValue={options?.join(", ") ?? ""}
              onChange={(_, { value }) => {
                const words = value
                  .split(",")
                  .map((word) => word.trim())
                  .filter(Boolean);
                set(key, { options: words.length > 0 ? [...new Set(words)] : undefined });
              }}
            />
          )}
          <Checkbox
            label={texts.flow.required}
            aria-label={texts.flow.inputRequired(title)}
            checked={required}
            onChange={(_, { checked }) => set(key, { required: checked === true })}
          />
        </div>
      ))}
      <div className="add-inputs">
        <span className="muted">{texts.flow.addInput}</span>
        {INPUT_KINDS.map((kind: InputKind) => (
          <Button
            key={kind}
            size="small"
            icon={<AddIcon />}
            onClick={() => write([...inputs, newInput(inputs, kind)])}
          >
            {texts.flow.inputKinds[kind]}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
