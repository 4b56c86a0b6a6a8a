import { Badge } from "@fluentui/react-components";
import { memo } from "react";
import { BoltIcon } from "../icons.ts";
import type { DesignAnswer, OperationHead } from "../model.ts";
import { ConnectorIcon } from "../shell/connector-icon.tsx";
import { SeverityMark } from "../shell/severity-mark.tsx";
import type { Density } from "../state/density.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";

/** An operation to pick: one line in a compact list. Marks say only what the heading of the group does not. */
export const OperationCard = memo(function OperationCard(props: {
  operation: OperationHead;
  design: DesignAnswer;
  chosen: boolean;
  findings: DesignAnswer["findings"][string] | undefined;
  density: Density;
}) {
  const { operation, design, chosen, findings, density } = props;
  const { title, description, preview, kind, internal, operationId } = operation;
  const compact = density === "compact";
  const worst = findings?.error ? "error" : findings?.warning ? "warning" : undefined;
  // A mark that all of them bear tells nothing.
  const showPreview = preview && design.operations.some((one) => !one.preview);
  // Hidden operations are of both kinds.
  const showKind = kind === "trigger" && internal;
  return (
    <a
      className={internal ? "operation-card operation-internal" : "operation-card"}
      href={routeHref("design", operationId)}
      aria-current={chosen ? "true" : undefined}
      title={compact && description ? description : undefined}
    >
      {!compact && <ConnectorIcon icon={design.icon} color={design.brandColor} size={20} />}
      {compact && showKind && <BoltIcon className="operation-kind" aria-hidden />}
      <span className="operation-words">
        <span className={title ? "operation-title" : "operation-title untitled"}>
          {title || texts.design.untitledOperation(operationId)}
        </span>
        {!compact && description && <span className="operation-description">{description}</span>}
      </span>
      <span className="operation-badges">
        {showPreview && (
          <Badge appearance="tint" color="informative" size="small">
            {texts.design.preview}
          </Badge>
        )}
        {showKind && !compact && (
          <Badge appearance="tint" color="brand" size="small">
            {texts.design.triggerBadge}
          </Badge>
        )}
        {worst && (
          <span className="operation-findings">
            <SeverityMark severity={worst} />
            {(findings?.error ?? 0) + (findings?.warning ?? 0)}
          </span>
        )}
      </span>
    </a>
  );
});
