import { Button } from "@fluentui/react-components";
import { FastForwardIcon } from "../../icons.ts";
import { TroubleBar } from "../../shell/trouble-bar.tsx";
import { useData } from "../../state/data.tsx";
import { dateTime, duration } from "../../state/format.ts";
import { texts } from "../../texts.ts";
import { useSettings } from "./use-settings.ts";

const STEPS = [60, 600, 3_600, 86_400] as const;

/** Fast-forward: what is due by then happens at once. */
export function ClockControl() {
  const { state } = useData();
  const settings = useSettings();
  const { now, aheadMs, nextAt } = state.clock;
  const words = texts.controls;
  const untilNext =
    nextAt === undefined ? undefined : Math.ceil((Date.parse(nextAt) - Date.parse(now)) / 1_000) + 1;
  return (
    <>
      <p className="clock-now">
        {dateTime(now)} <span className="muted">UTC</span>
      </p>
      <p className="hint">
        {aheadMs > 1_000 ? words.ahead(duration(aheadMs)) : words.onTime}{" "}
        {nextAt ? words.next(dateTime(nextAt)) : words.nothingWaits}
      </p>
      <TroubleBar trouble={settings.trouble} onDismiss={settings.dismiss} />
      <div className="row wrap" role="group" aria-label={words.fastForward}>
        {STEPS.map((seconds) => (
          <Button
            key={seconds}
            size="small"
            icon={<FastForwardIcon />}
            disabled={settings.busy}
            onClick={() => void settings.run({ advanceSeconds: seconds })}
          >
            {words.forwardBy(duration(seconds * 1_000))}
          </Button>
        ))}
        {untilNext !== undefined && untilNext > 0 && (
          <Button
            size="small"
            appearance="primary"
            disabled={settings.busy}
            onClick={() => void settings.run({ advanceSeconds: untilNext })}
          >
            {words.toNext}
          </Button>
        )}
      </div>
    </>
  );
}
