import { Badge } from "@fluentui/react-components";
import { texts } from "../texts.ts";

/** The status of an answer, or that there was none. */
export function StatusBadge({ status }: { status: number | undefined }) {
  const color = status === undefined || status >= 500 ? "danger" : status >= 400 ? "warning" : "success";
  return (
    <Badge className="status" appearance="tint" color={color}>
      {status ?? texts.exchange.noAnswer}
    </Badge>
  );
}
