import { FastForwardIcon, WarningIcon } from "../icons.ts";
import { useData } from "../state/data.tsx";
import { duration } from "../state/format.ts";
import { texts } from "../texts.ts";

/** Ahead by less is the time that an answer takes. */
const NOTICEABLE_MS = 1_000;
const CONTROLS = "#/run?side=controls";

/** What makes everything behave unusually, said in every view: faults that are on, and a clock that was moved. */
export function ChangedWorld() {
  const { state } = useData();
  const { faults } = state.settings;
  const { aheadMs } = state.clock;
  const words = texts.controls;
  return (
    <>
      {faults.length > 0 && (
        <a className="header-notice" href={CONTROLS} title={words.faultsOnHint}>
          <WarningIcon aria-hidden />
          {words.faultsOn(faults.length)}
        </a>
      )}
      {aheadMs > NOTICEABLE_MS && (
        <a className="header-notice" href={CONTROLS} title={words.aheadHint}>
          <FastForwardIcon aria-hidden />
          {words.clockAhead(duration(aheadMs))}
        </a>
      )}
    </>
  );
}
