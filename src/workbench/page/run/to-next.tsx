import { Button } from "@fluentui/react-components";
import { FastForwardIcon } from "../icons.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { useData } from "../state/data.tsx";
import { shortMoment } from "../state/format.ts";
import { secondsPast } from "../state/seconds-past.ts";
import { texts } from "../texts.ts";
import { useSettings } from "./controls/use-settings.ts";

/** A run that has not ended: what it waits for comes with time, and time can be moved there. */
export function ToNext() {
  const { source, state } = useData();
  const settings = useSettings();
  const { now, nextAt } = state.clock;
  if (nextAt === undefined) return null;
  return (
    <>
      <TroubleBar trouble={settings.trouble} onDismiss={settings.dismiss} />
      <p className="row wrap">
        <span className="muted">{texts.runPage.goesOn(shortMoment(nextAt, now))}</span>
        {source.actions && (
          <Button
            size="small"
            icon={<FastForwardIcon />}
            disabled={settings.busy}
            onClick={() => void settings.run({ advanceSeconds: secondsPast(nextAt, now) })}
          >
            {texts.controls.toNext}
          </Button>
        )}
      </p>
    </>
  );
}
