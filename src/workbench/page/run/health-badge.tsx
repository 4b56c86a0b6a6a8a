import { Badge } from "@fluentui/react-components";
import type { TriggerHealth } from "../model.ts";
import { texts } from "../texts.ts";

const COLORS: Record<TriggerHealth, "success" | "warning" | "danger" | "informative" | "subtle"> = {
  off: "informative",
  registering: "informative",
  subscribed: "success",
  "no-location": "warning",
  retrying: "warning",
  "gave-up": "danger",
  waiting: "success",
  "poll-failing": "danger",
};

/** Health of a flow's trigger in two words. */
export function HealthBadge({ health }: { health: TriggerHealth }) {
  return (
    <Badge
      className="health"
      appearance="tint"
      color={COLORS[health]}
      title={texts.flows.healthWords[health]}
    >
      {texts.flows.health[health]}
    </Badge>
  );
}
