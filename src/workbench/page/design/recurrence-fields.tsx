import { Field, Input, Select } from "@fluentui/react-components";
import { TIME_UNITS } from "../../../platform/time-units.ts";
import type { OperationView, Recurrence } from "../model.ts";
import { useForm } from "../state/form.ts";
import { texts } from "../texts.ts";

export const INTERVAL = "recurrence.$.interval";
export const FREQUENCY = "recurrence.$.frequency";
const FREQUENCIES = Object.keys(texts.fields.frequencies);

/** Seconds between two polls as filled in; undefined if that is not a number. */
export function recurrenceSeconds(
  recurrence: Recurrence,
  values: Record<string, unknown>,
): number | undefined {
  const interval = Number(values[INTERVAL] ?? recurrence.interval);
  const frequency = String(values[FREQUENCY] ?? recurrence.frequency);
  const seconds = FREQUENCIES.includes(frequency) ? TIME_UNITS.get(frequency.toLowerCase()) : undefined;
  return Number.isFinite(interval) && interval > 0 && seconds ? interval * seconds : undefined;
}

/** How often a polling trigger asks for news. */
export function RecurrenceFields({
  operation,
  recurrence,
}: {
  operation: OperationView;
  recurrence: Recurrence;
}) {
  const { operationId } = operation;
  const form = useForm(operationId);
  const { values } = form.draft;
  return (
    <IntervalFields
      legend={texts.fields.recurrence}
      interval={String(values[INTERVAL] ?? recurrence.interval)}
      frequency={String(values[FREQUENCY] ?? recurrence.frequency)}
      onInterval={(value) => form.enter(INTERVAL, value)}
      onFrequency={(value) => form.enter(FREQUENCY, value)}
    />
  );
}

/** A number and a unit of time. */
export function IntervalFields(props: {
  legend: string;
  interval: string;
  frequency: string;
  onInterval(value: string): void;
  onFrequency(value: string): void;
}) {
  return (
    <fieldset className="recurrence">
      <legend className="field-label">{props.legend}</legend>
      <div className="recurrence-row">
        <Field label={texts.fields.interval} required>
          <Input
            type="number"
            min={1}
            value={props.interval}
            onChange={(_, { value }) => props.onInterval(value)}
          />
        </Field>
        <Field label={texts.fields.frequency} required>
          <Select value={props.frequency} onChange={(_, { value }) => props.onFrequency(value)}>
            {FREQUENCIES.map((name) => (
              <option key={name} value={name}>
                {texts.fields.frequencies[name] ?? name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
    </fieldset>
  );
}
