import { Badge, Button, CounterBadge, Tooltip } from "@fluentui/react-components";
import { openPalette } from "../find/open.tsx";
import {
  BoxIcon,
  CompareIcon,
  ConnectorsIcon,
  DesignIcon,
  EditIcon,
  FindIcon,
  MoonIcon,
  PulseIcon,
  ShieldIcon,
  SunIcon,
  UnpluggedIcon,
} from "../icons.ts";
import { useData, useQuery } from "../state/data.tsx";
import { chooseScheme, useScheme } from "../state/preferences.ts";
import { routeHref, type ViewName } from "../state/route.ts";
import { viewsOf } from "../state/views.ts";
import { texts } from "../texts.ts";
import { ChangedWorld } from "./changed-world.tsx";
import { ConnectorIcon } from "./connector-icon.tsx";

const ICONS: Record<ViewName, typeof PulseIcon> = {
  design: DesignIcon,
  source: EditIcon,
  findings: ShieldIcon,
  run: PulseIcon,
  compare: CompareIcon,
  ship: BoxIcon,
  connectors: ConnectorsIcon,
};

/** Which connector, which view, and what is behind it. */
export function Header({ view }: { view: ViewName | undefined }) {
  const { state, connection, versions, source } = useData();
  const design = useQuery("design", versions.design, (source) => source.design());
  const { error, warning } = state.findings;
  const count = error + warning;
  const dark = useScheme() === "dark";
  const folder = state.connector.folder === "." ? state.connector.name : state.connector.folder;
  return (
    <header className="header">
      <div className="header-brand">
        <ConnectorIcon icon={design.data?.icon} color={design.data?.brandColor} size={28} />
        <div className="header-names">
          <h1 className="header-title" title={state.connector.title}>
            {state.connector.title || texts.shell.untitled}
          </h1>
          {source.connectors ? (
            <a
              className="header-folder header-others"
              href={routeHref("connectors")}
              title={texts.connectors.openHint}
              aria-label={`${texts.connectors.openHint}: ${folder}`}
            >
              {folder}
            </a>
          ) : (
            <span className="header-folder" title={folder}>
              {folder}
            </span>
          )}
        </div>
      </div>
      <nav className="header-nav" aria-label={texts.shell.navigation}>
        {viewsOf(source)
          .filter((name) => name !== "connectors")
          .map((name) => {
            const Icon = ICONS[name];
            return (
              <a
                key={name}
                className="nav-link"
                href={routeHref(name)}
                aria-current={view === name ? "page" : undefined}
              >
                <Icon aria-hidden />
                <span>{texts.views[name]}</span>
                {name === "findings" && count > 0 && (
                  <CounterBadge
                    className="nav-count"
                    count={count}
                    overflowCount={999}
                    size="small"
                    color={error > 0 ? "danger" : "informative"}
                    aria-label={texts.findings.countLabel(error, warning)}
                    role="img"
                  />
                )}
              </a>
            );
          })}
      </nav>
      <div className="header-end">
        {connection === "lost" && (
          <Badge icon={<UnpluggedIcon />} color="warning" appearance="tint" role="status">
            {texts.shell.lost}
          </Badge>
        )}
        <ChangedWorld />
        <Button
          className="header-search"
          appearance="subtle"
          icon={<FindIcon />}
          aria-keyshortcuts="Control+K"
          onClick={() => void openPalette()}
        >
          <span className="header-search-words">{texts.find.open}</span>
          <kbd className="key" aria-hidden>
            Ctrl+K
          </kbd>
        </Button>
        <Tooltip content={state.backend.why} relationship="description" withArrow>
          <Badge className="header-backend" appearance="outline" color="informative" tabIndex={0} role="note">
            {state.backend.name}
          </Badge>
        </Tooltip>
        <Tooltip content={dark ? texts.shell.toLight : texts.shell.toDark} relationship="label">
          <Button
            appearance="subtle"
            icon={dark ? <SunIcon /> : <MoonIcon />}
            onClick={() => chooseScheme(dark ? "light" : "dark")}
          />
        </Tooltip>
      </div>
    </header>
  );
}
