import type { CSSProperties } from "react";
import { ConnectorIcon } from "../shell/connector-icon.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { kindOf } from "./kinds.tsx";

/** The icon of a step: the connector's, or that of its kind on its colour. */
export function StepIcon({
  type,
  connector,
  size = 24,
}: {
  type: string | undefined;
  connector: boolean;
  size?: 16 | 24 | 32;
}) {
  const { versions } = useData();
  const design = useQuery("design", versions.design, (source) => source.design());
  if (connector)
    return <ConnectorIcon icon={design.data?.icon} color={design.data?.brandColor} size={size} />;
  const { color, icon } = kindOf(type);
  return (
    <span className="step-icon" style={{ "--edge": color, width: size, height: size } as CSSProperties}>
      {icon}
    </span>
  );
}
