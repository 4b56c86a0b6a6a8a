import { Field, Select } from "@fluentui/react-components";
import type { SettingsView } from "../../model.ts";
import { TroubleBar } from "../../shell/trouble-bar.tsx";
import { useData } from "../../state/data.tsx";
import { texts } from "../../texts.ts";
import { useSettings } from "./use-settings.ts";

/** Whose behaviour is followed, and how failed calls are tried again. */
export function PlatformControl() {
  const { state } = useData();
  const settings = useSettings();
  const { product, retryProfile, retryProfiles } = state.settings;
  const words = texts.controls;
  return (
    <div className="dialog-fields">
      <TroubleBar trouble={settings.trouble} onDismiss={settings.dismiss} />
      <Field label={words.product}>
        <Select
          value={product}
          disabled={settings.busy}
          onChange={(_, { value }) => void settings.run({ product: value as SettingsView["product"] })}
        >
          <option value="power-automate">{words.products["power-automate"]}</option>
          <option value="logic-apps">{words.products["logic-apps"]}</option>
        </Select>
      </Field>
      <Field label={words.retryProfile} hint={words.anew}>
        <Select
          value={retryProfile}
          disabled={settings.busy}
          onChange={(_, { value }) =>
            void settings.run({ retryProfile: value as SettingsView["retryProfile"] })
          }
        >
          {retryProfiles.map((name) => (
            <option key={name} value={name}>
              {words.retryProfiles[name]}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
