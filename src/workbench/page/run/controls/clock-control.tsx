import { Button } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { FastForwardIcon } from "../../icons.ts";
import { TroubleBar } from "../../shell/trouble-bar.tsx";
import { useData } from "../../state/data.tsx";
import { duration, moment } from "../../state/format.ts";
import { secondsPast } from "../../state/seconds-past.ts";
import { texts } from "../../texts.ts";
import { useSettings } from "./use-settings.ts";

/** The workbench's clock, going on: it runs as fast as the real one, so far ahead of it. */
function useNow(aheadMs: number): string {
  const [real, setReal] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setReal(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return new Date(Math.max(real, Date.now() - 1_000) + aheadMs).toISOString();
}

const STEPS = [60, 600, 3_600, 86_400] as const;

/** Fast-forward: what is due by then happens at once. */
export function ClockControl() {
  const { state } = useData();
  const settings = useSettings();
  const { aheadMs, nextAt } = state.clock;
  const now = useNow(aheadMs);
  const words = texts.controls;
  const untilNext = nextAt === undefined ? 0 : secondsPast(nextAt, now);
  const waits = nextAt === undefined ? 0 : Date.parse(nextAt) - Date.parse(now);
  return (
    <>
      <p className="clock-now">
        {moment(now)} <span className="muted">UTC</span>
      </p>
      <p className="hint">
        {aheadMs > 1_000 ? words.ahead(duration(aheadMs)) : words.onTime}{" "}
        {nextAt ? words.next(waits >= 1 ? duration(waits) : undefined) : words.nothingWaits}
      </p>
      <TroubleBar trouble={settings.trouble} onDismiss={settings.dismiss} />
      <fieldset className="row wrap" aria-label={words.fastForward}>
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
        {untilNext > 0 && (
          <Button
            size="small"
            appearance="primary"
            disabled={settings.busy}
            onClick={() => void settings.run({ advanceSeconds: untilNext })}
          >
            {words.toNext}
          </Button>
        )}
      </fieldset>
    </>
  );
}
