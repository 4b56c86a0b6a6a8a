import { Button, Select, Switch } from "@fluentui/react-components";
import { useId, useState } from "react";
import { TroubleBar } from "../../shell/trouble-bar.tsx";
import { useData, useQuery } from "../../state/data.tsx";
import { texts } from "../../texts.ts";
import { useSettings } from "./use-settings.ts";

/** How often a fault can be told to strike before it is over. */
const TIMES = [1, 2, 3, 5] as const;

/** Faults to switch on, each for all calls or for one operation, so many times or until it is switched off. */
export function FaultControl() {
  const { state, versions } = useData();
  const settings = useSettings();
  const design = useQuery("design", versions.design, (source) => source.design());
  const [on, setOn] = useState("");
  const [times, setTimes] = useState("");
  const id = useId();
  const { faultPresets, faults } = state.settings;
  const words = texts.controls;
  return (
    <>
      <TroubleBar trouble={settings.trouble} onDismiss={settings.dismiss} />
      <div className="fault-scope">
        <label className="field-label" htmlFor={id}>
          {words.strikes}
        </label>
        <Select id={id} size="small" value={on} onChange={(_, data) => setOn(data.value)}>
          <option value="">{words.asPreset}</option>
          <option value="any">{words.everyCall}</option>
          {design.data?.operations.map(({ operationId, title }) => (
            <option key={operationId} value={operationId}>
              {title || operationId}
            </option>
          ))}
        </Select>
        <label className="field-label" htmlFor={`${id}-times`}>
          {words.howOften}
        </label>
        <Select id={`${id}-times`} size="small" value={times} onChange={(_, data) => setTimes(data.value)}>
          <option value="">{words.untilOff}</option>
          {TIMES.map((count) => (
            <option key={count} value={count}>
              {words.times(count)}
            </option>
          ))}
        </Select>
      </div>
      <ul className="plain-list">
        {faultPresets.map((preset) => {
          const active = faults.filter((fault) => fault.preset === preset.id);
          return (
            <li className="switch-row" key={preset.id}>
              <Switch
                checked={active.length > 0}
                disabled={settings.busy}
                label={preset.status === undefined ? preset.label : `${preset.status} · ${preset.label}`}
                onChange={(_, { checked }) =>
                  void settings.run(
                    checked
                      ? {
                          inject: {
                            ...preset.fault,
                            preset: preset.id,
                            ...(on === "" ? {} : { on }),
                            ...(times === "" ? {} : { times: Number(times) }),
                          },
                        }
                      : { clearFaults: preset.id },
                  )
                }
              />
              <p className="switch-hint">{preset.description}</p>
              {active.map((fault) => (
                <p className="switch-state" key={fault.id}>
                  {words.active(fault.on, fault.left)}
                </p>
              ))}
            </li>
          );
        })}
      </ul>
      {faults.length > 0 && (
        <Button
          size="small"
          disabled={settings.busy}
          onClick={() => void settings.run({ clearFaults: true })}
        >
          {words.clearFaults(faults.length)}
        </Button>
      )}
    </>
  );
}
