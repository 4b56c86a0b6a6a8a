import { useData } from "../state/data.tsx";
import { texts } from "../texts.ts";
import { Gauge } from "./gauge.tsx";

/** What each connection may still call. */
export function Gauges() {
  const { state } = useData();
  const { throttle } = state.settings;
  if (state.connections.length === 0) return null;
  return (
    <section className="gauges" aria-label={texts.gauge.title}>
      <h3 className="side-title">{texts.gauge.title}</h3>
      {state.connections.map((connection) => (
        <Gauge
          key={connection.id}
          connection={connection}
          throttle={throttle}
          used={connection.id === state.defaultConnection}
        />
      ))}
      <p className="hint">{texts.gauge.hint(throttle.calls, throttle.renewalPeriodSeconds)}</p>
    </section>
  );
}
