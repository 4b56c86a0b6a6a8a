import type { ConnectionView, SettingsView } from "../model.ts";
import { texts } from "../texts.ts";

/** Calls left in the window, as a bar and in figures. */
export function Gauge(props: {
  connection: ConnectionView;
  throttle: SettingsView["throttle"];
  used: boolean;
}) {
  const { connection, throttle, used } = props;
  const left = Math.max(0, connection.callsLeft);
  const share = throttle.calls > 0 ? left / throttle.calls : 0;
  const level = share <= 0.1 ? "bad" : share <= 0.35 ? "attention" : "good";
  const name = connection.displayName;
  return (
    <div className="gauge">
      <div className="gauge-words">
        <span className="gauge-name" title={connection.user ?? connection.authentication.join(", ")}>
          {name}
          {used && state(texts.gauge.inUse)}
          {connection.status === "unauthenticated" && state(texts.gauge.signedOut)}
        </span>
        <span className="gauge-left">{texts.gauge.left(left, throttle.calls)}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: the element of this name cannot be drawn alike in all browsers */}
      <div
        className="gauge-bar"
        role="meter"
        aria-label={texts.gauge.label(name)}
        aria-valuemin={0}
        aria-valuemax={throttle.calls}
        aria-valuenow={left}
        aria-valuetext={texts.gauge.left(left, throttle.calls)}
      >
        <div className={`gauge-fill gauge-${level}`} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

function state(text: string) {
  return <span className="gauge-state"> · {text}</span>;
}
