import { Switch } from "@fluentui/react-components";
import { TroubleBar } from "../../shell/trouble-bar.tsx";
import { useData } from "../../state/data.tsx";
import { texts } from "../../texts.ts";
import { useSettings } from "./use-settings.ts";

/** Reported deviations of the real service, to be switched on. */
export function QuirkControl() {
  const { state } = useData();
  const settings = useSettings();
  return (
    <>
      <p className="hint">{texts.controls.quirksHint}</p>
      <TroubleBar trouble={settings.trouble} onDismiss={settings.dismiss} />
      <ul className="plain-list">
        {state.settings.quirks.map(({ id, on, description }) => (
          <li className="switch-row" key={id}>
            <Switch
              checked={on}
              disabled={settings.busy}
              label={id}
              onChange={(_, { checked }) => void settings.run({ quirks: { [id]: checked } })}
            />
            <p className="switch-hint">{description}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
