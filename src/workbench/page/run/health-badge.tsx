import { Badge } from "@fluentui/react-components";
import type { FlowView, TriggerHealth } from "../model.ts";
import { texts } from "../texts.ts";

const COLORS: Record<TriggerHealth, "success" | "warning" | "danger" | "informative" | "subtle"> = {
  off: "informative",
  registering: "informative",
  subscribed: "success",
  "no-location": "warning",
  retrying: "warning",
  "gave-up": "danger",
  waiting: "success",
  ready: "success",
  "poll-failing": "danger",
};

/** Health of a flow's trigger in two words. */
export function HealthBadge({ health, kind }: { health: TriggerHealth; kind: FlowView["kind"] }) {
  return (
    <Badge
      className="health"
      appearance="tint"
      color={COLORS[health]}
      title={
        health === "waiting" && kind === "recurrence"
          ? texts.flows.kinds.recurrence
          : texts.flows.healthWords[health]
      }
    >
      {health === "waiting" && kind === "recurrence" ? texts.flows.recurring : texts.flows.health[health]}
    </Badge>
  );
}
