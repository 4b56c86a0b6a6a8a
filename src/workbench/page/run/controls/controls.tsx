import { Section } from "../../shell/section.tsx";
import { useData } from "../../state/data.tsx";
import { texts } from "../../texts.ts";
import { ClockControl } from "./clock-control.tsx";
import { FaultControl } from "./fault-control.tsx";
import { PlatformControl } from "./platform-control.tsx";
import { QuirkControl } from "./quirk-control.tsx";
import { ThrottleControl } from "./throttle-control.tsx";

/** Everything that can be made different: time, faults, reported quirks, retries, throttling. */
export function Controls() {
  const { state, source } = useData();
  const words = texts.controls;
  if (!source.actions) return <p className="hint recorded-hint">{texts.shell.notInRecording}</p>;
  return (
    <div className="controls">
      <Section title={words.clock}>
        <ClockControl />
      </Section>
      <Section title={words.faults}>
        <FaultControl />
      </Section>
      {state.settings.quirks.length > 0 && (
        <Section title={words.quirks} open={false}>
          <QuirkControl />
        </Section>
      )}
      <Section title={words.platform} open={false}>
        <PlatformControl />
      </Section>
      <Section title={words.throttle} open={false}>
        <ThrottleControl />
      </Section>
    </div>
  );
}
