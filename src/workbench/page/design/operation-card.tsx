import { Badge } from "@fluentui/react-components";
import type { DesignAnswer, OperationHead } from "../model.ts";
import { ConnectorIcon } from "../shell/connector-icon.tsx";
import { SeverityMark } from "../shell/severity-mark.tsx";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";

/** An operation to pick. */
export function OperationCard(props: {
  operation: OperationHead;
  design: DesignAnswer;
  chosen: boolean;
  findings: DesignAnswer["findings"][string] | undefined;
}) {
  const { operation, design, chosen, findings } = props;
  const { title, description, preview, kind, internal, operationId } = operation;
  const worst = findings?.error ? "error" : findings?.warning ? "warning" : undefined;
  return (
    <a
      className={internal ? "operation-card operation-internal" : "operation-card"}
      href={routeHref("design", operationId)}
      aria-current={chosen ? "true" : undefined}
    >
      <ConnectorIcon icon={design.icon} color={design.brandColor} size={24} />
      <span className="operation-words">
        <span className={title ? "operation-title" : "operation-title untitled"}>
          {title || texts.design.untitledOperation(operationId)}
        </span>
        {description && <span className="operation-description">{description}</span>}
        <span className="operation-badges">
          {preview && (
            <Badge appearance="tint" color="informative" size="small">
              {texts.design.preview}
            </Badge>
          )}
          {kind === "trigger" && (
            <Badge appearance="tint" color="brand" size="small">
              {texts.design.triggerBadge}
            </Badge>
          )}
          {internal && (
            <Badge appearance="outline" color="informative" size="small">
              {texts.design.internalBadge}
            </Badge>
          )}
          {worst && (
            <span className="operation-findings">
              <SeverityMark severity={worst} />
              {(findings?.error ?? 0) + (findings?.warning ?? 0)}
            </span>
          )}
        </span>
      </span>
    </a>
  );
}
