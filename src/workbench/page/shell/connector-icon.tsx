import { FlashIcon } from "../icons.ts";
import { isLight, safeColor, safeIcon } from "../state/format.ts";

/** The connector's icon, or a bolt in its colour as the designer shows where there is none. */
export function ConnectorIcon(props: { icon: string | undefined; color: string | undefined; size: number }) {
  const { size } = props;
  const icon = safeIcon(props.icon);
  const color = safeColor(props.color) ?? "#5c5c5c";
  const style = { width: size, height: size, backgroundColor: color };
  return icon ? (
    <img className="connector-icon" src={icon} width={size} height={size} alt="" style={style} />
  ) : (
    <span
      className={isLight(color) ? "connector-icon connector-icon-light" : "connector-icon"}
      style={style}
      aria-hidden
    >
      <FlashIcon />
    </span>
  );
}
