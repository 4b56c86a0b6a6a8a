import { Button, Field, Input, Select } from "@fluentui/react-components";
import { useState } from "react";
import type { SettingsView } from "../../model.ts";
import { TroubleBar } from "../../shell/trouble-bar.tsx";
import { useData } from "../../state/data.tsx";
import { texts } from "../../texts.ts";
import { useSettings } from "./use-settings.ts";

/** How many calls a connection may make. */
export function ThrottleControl() {
  const { state } = useData();
  const settings = useSettings();
  const { throttle } = state.settings;
  const [calls, setCalls] = useState(String(throttle.calls));
  const [seconds, setSeconds] = useState(String(throttle.renewalPeriodSeconds));
  const [mode, setMode] = useState(throttle.mode);
  const words = texts.controls;
  return (
    <form
      className="dialog-fields"
      onSubmit={(event) => {
        event.preventDefault();
        void settings.run({
          throttle: { calls: Number(calls), renewalPeriodSeconds: Number(seconds), mode },
        });
      }}
    >
      <TroubleBar trouble={settings.trouble} onDismiss={settings.dismiss} />
      <p className="hint">{texts.gauge.hint(throttle.calls, throttle.renewalPeriodSeconds)}</p>
      <div className="form-pair">
        <Field label={words.calls}>
          <Input type="number" min={1} value={calls} onChange={(_, data) => setCalls(data.value)} />
        </Field>
        <Field label={words.seconds}>
          <Input type="number" min={1} value={seconds} onChange={(_, data) => setSeconds(data.value)} />
        </Field>
      </div>
      <Field label={words.window}>
        <Select value={mode} onChange={(_, { value }) => setMode(value as SettingsView["throttle"]["mode"])}>
          <option value="sliding">{words.modes.sliding}</option>
          <option value="fixed">{words.modes.fixed}</option>
        </Select>
      </Field>
      <Button type="submit" size="small" disabled={settings.busy}>
        {texts.shell.save}
      </Button>
    </form>
  );
}
