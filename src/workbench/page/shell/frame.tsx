import { Suspense, useEffect } from "react";
import { DesignView } from "../design/design-view.tsx";
import { SearchAhead } from "../find/ahead.tsx";
import { useShortcuts } from "../find/use-shortcuts.ts";
import { useShowPlace } from "../find/use-show-place.ts";
import type { Recording } from "../model.ts";
import { useData } from "../state/data.tsx";
import { hurry } from "../state/idle.ts";
import { keepFocus } from "../state/keep-focus.ts";
import { navigate, useRoute, type ViewName } from "../state/route.ts";
import { texts } from "../texts.ts";
import { Banners } from "./banners.tsx";
import { DialogHost } from "./dialog-host.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Header } from "./header.tsx";
import { LiveRegion } from "./live-region.tsx";
import { loadedAhead, loadPartsAhead } from "./loaded-ahead.tsx";
import { NoticeBar } from "./notice-bar.tsx";
import { SkipLinks } from "./skip-links.tsx";
import { UnknownPage } from "./unknown-page.tsx";
import { Waiting } from "./waiting.tsx";

const FindingsView = loadedAhead(async () => (await import("../findings/findings-view.tsx")).FindingsView);
const RunView = loadedAhead(async () => (await import("../run/run-view.tsx")).RunView);
const ShipView = loadedAhead(async () => (await import("../ship/ship-view.tsx")).ShipView);
const CompareView = loadedAhead(async () => (await import("../compare/compare-view.tsx")).CompareView);
const ConnectorsView = loadedAhead(
  async () => (await import("../connectors/connectors-view.tsx")).ConnectorsView,
);
const SourceView = loadedAhead(async () => (await import("../source/source-view.tsx")).SourceView);

/** Parts of the design and the first views: what somebody opens first. */
const SOON = 5;

/** Views whose parts have headings, and they none of their own. */
const WITHOUT_TITLE: readonly ViewName[] = ["source", "findings", "run"];

/** Header, banners and the view that the address names. */
export function Frame({ recording }: { recording: Recording | undefined }) {
  const { state, source } = useData();
  const route = useRoute();
  useEffect(() => {
    document.title = texts.shell.documentTitle(
      state.connector.title,
      route.view ? texts.views[route.view] : texts.shell.unknownTitle,
    );
  }, [state.connector.title, route.view]);
  useEffect(() => {
    // Started with many, and nobody has chosen: their table comes first.
    if (state.workbench.undecided && window.location.hash === "") navigate("connectors");
  }, [state.workbench.undecided]);
  useEffect(() => {
    // Its lists are wanted whole.
    if (route.view === "run") hurry();
  }, [route.view]);
  useEffect(keepFocus, []);
  useEffect(() => void loadPartsAhead(SOON), []);
  useShortcuts();
  useShowPlace();
  return (
    <>
      <SkipLinks view={route.view} />
      <Header view={route.view} />
      <Banners recording={recording} />
      <main
        className="view"
        id="main"
        tabIndex={-1}
        aria-label={route.view ? texts.views[route.view] : texts.shell.unknownTitle}
      >
        {route.view && WITHOUT_TITLE.includes(route.view) && (
          <h2 className="visually-hidden">{texts.views[route.view]}</h2>
        )}
        <ErrorBoundary key={route.view}>
          <Suspense fallback={<Waiting label={texts.shell.loading} />}>
            {route.view === undefined && <UnknownPage />}
            {route.view === "design" && <DesignView operationId={route.rest[0]} look={route.rest[1]} />}
            {route.view === "source" && <SourceView file={route.rest[0]} place={route.rest[1]} />}
            {route.view === "compare" && (source.compare ? <CompareView /> : <UnknownPage />)}
            {route.view === "connectors" && (source.connectors ? <ConnectorsView /> : <UnknownPage />)}
            {route.view === "ship" && (source.ship ? <ShipView /> : <UnknownPage />)}
            {route.view === "findings" && <FindingsView chosen={route.rest[0]} />}
            {route.view === "run" && (
              <RunView pane={route.rest[0]} id={route.rest[1]} story={recording?.story} />
            )}
          </Suspense>
        </ErrorBoundary>
      </main>
      <NoticeBar />
      <DialogHost />
      <LiveRegion />
      <SearchAhead />
    </>
  );
}
