import { Button, Checkbox, Field, Input } from "@fluentui/react-components";
import { AddIcon, DismissIcon } from "../../../icons.ts";
import type { DeskHours } from "../../../model.ts";
import { texts } from "../../../texts.ts";

const WORKDAYS: DeskHours["days"] = ["monday", "tuesday", "wednesday", "thursday", "friday"];

/** When something is open: days with a beginning and an end; without any it always is. */
export function HoursFields(props: { hours: readonly DeskHours[]; onChange(hours: DeskHours[]): void }) {
  const { hours, onChange } = props;
  const words = texts.deskManage;
  const set = (at: number, change: Partial<DeskHours>) =>
    onChange(hours.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <fieldset className="desk-group" aria-label={words.openingHours}>
      <span className="field-label">{words.openingHours}</span>
      {hours.length === 0 && <p className="hint">{words.alwaysOpen}</p>}
      {hours.map(({ days, from, to }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hours are their place
        <fieldset key={index} className="desk-hours" aria-label={words.hours(index + 1)}>
          <div className="row wrap">
            {(Object.keys(words.days) as DeskHours["days"]).map((day) => (
              <Checkbox
                key={day}
                label={words.days[day]}
                checked={days.includes(day)}
                onChange={(_, { checked }) => {
                  const rest = days.filter((one) => one !== day);
                  const next = checked === true ? [...rest, day] : rest;
                  if (next.length > 0) set(index, { days: next });
                }}
              />
            ))}
          </div>
          <div className="row">
            <Field label={words.from} size="small">
              <Input
                size="small"
                type="time"
                value={from}
                onChange={(_, { value }) => set(index, { from: value })}
              />
            </Field>
            <Field label={words.to} size="small">
              <Input
                size="small"
                type="time"
                value={to}
                onChange={(_, { value }) => set(index, { to: value })}
              />
            </Field>
            <Button
              className="end"
              size="small"
              appearance="subtle"
              icon={<DismissIcon />}
              aria-label={words.removeHours(index + 1)}
              onClick={() => onChange(hours.filter((_, at) => at !== index))}
            />
          </div>
        </fieldset>
      ))}
      <Button
        size="small"
        className="start"
        icon={<AddIcon />}
        onClick={() => onChange([...hours, { days: [...WORKDAYS], from: "09:00", to: "17:00" }])}
      >
        {words.addHours}
      </Button>
    </fieldset>
  );
}
