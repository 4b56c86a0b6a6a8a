import { Tab, TabList } from "@fluentui/react-components";
import { Suspense, useEffect, useRef, useState } from "react";
import { loadedAhead } from "../shell/loaded-ahead.tsx";
import { Section } from "../shell/section.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { useNarrow } from "../state/preferences.ts";
import { navigate, useRoute } from "../state/route.ts";
import { useTab } from "../state/use-tab.ts";
import { texts } from "../texts.ts";
import { Controls } from "./controls/controls.tsx";
import { Desk } from "./desk/desk.tsx";
import { Details } from "./details.tsx";
import { ExchangeList } from "./exchange-list.tsx";
import { FlowList } from "./flow-list.tsx";
import { Gauges } from "./gauges.tsx";
import { RunList } from "./run-list.tsx";
import { Story } from "./story.tsx";
import { Timeline } from "./timeline.tsx";
import "./run.css";

const Scenarios = loadedAhead(async () => (await import("./scenarios.tsx")).Scenarios);

const SIDES = ["flows", "desk", "controls"] as const;
const LISTS = ["story", "timeline", "exchanges", "runs", "scenarios"] as const;
type Side = (typeof SIDES)[number];
type Middle = (typeof LISTS)[number];

/** The connector at work: flows and what people do on the left, what happens in the middle, one thing of it on the right. */
export function RunView(props: {
  pane: string | undefined;
  id: string | undefined;
  /** What a recording shows, one sentence a step. */
  story: readonly string[] | undefined;
}) {
  const { pane, id, story = [] } = props;
  const { source, state, versions } = useData();
  const scenarios = useQuery(source.actions && "scenarios", versions.scenarios, (from) => from.scenarios());
  const recording = scenarios.data?.recording !== undefined;
  const [side, setSide] = useTab<Side>("side", SIDES, { keep: true });
  const [middle, setMiddle] = useTab<Middle>("list", LISTS, { keep: true });
  const narrow = useNarrow();
  // In a narrow window both rows of tabs choose from one pane.
  const [front, setFront] = useState<"side" | "middle">("side");
  const { query } = useRoute();
  const { side: sideGiven, list: listGiven } = query;
  const before = useRef<{ side?: string | undefined; list?: string | undefined }>({});
  // A link that names one tab leads to it; what the address is completed with does not.
  useEffect(() => {
    const { side: sideBefore = sideGiven, list: listBefore = listGiven } = before.current;
    if (listGiven !== undefined && (sideGiven === undefined || listGiven !== listBefore)) setFront("middle");
    else if (sideGiven !== undefined && (listGiven === undefined || sideGiven !== sideBefore))
      setFront("side");
    before.current = { side: sideGiven ?? sideBefore, list: listGiven ?? listBefore };
  }, [sideGiven, listGiven]);
  const words = texts.run.tabs;
  return (
    <div className="run" data-front={front} data-details={pane === undefined ? "closed" : "open"}>
      <section className="run-side" aria-label={texts.run.side}>
        <TabList
          size="small"
          className="run-tabs"
          selectedValue={narrow && front !== "side" ? "" : side}
          onTabSelect={(_, { value }) => {
            setSide(value as Side);
            setFront("side");
          }}
          aria-label={texts.run.side}
        >
          <Tab value="flows">{words.flows(state.flows.length)}</Tab>
          {state.backend.desk && <Tab value="desk">{words.desk}</Tab>}
          <Tab value="controls">{words.controls}</Tab>
        </TabList>
        <div className="run-pane run-side-pane">
          {side === "flows" && (
            <>
              {story.length > 0 && (
                <Section title={texts.run.story}>
                  <ol className="story-list">
                    {story.map((sentence) => (
                      <li key={sentence}>{sentence}</li>
                    ))}
                  </ol>
                </Section>
              )}
              <FlowList chosen={pane === "flow" ? id : undefined} />
              <Gauges />
            </>
          )}
          {side === "desk" && state.backend.desk && <Desk />}
          {side === "controls" && <Controls />}
        </div>
      </section>
      <section className="run-middle" aria-label={texts.run.middle}>
        <TabList
          size="small"
          className="run-tabs"
          selectedValue={narrow && front !== "middle" ? "" : middle}
          onTabSelect={(_, { value }) => {
            setMiddle(value as Middle);
            setFront("middle");
          }}
          aria-label={texts.run.middle}
        >
          <Tab value="story">{texts.story.tab}</Tab>
          <Tab value="timeline">{words.timeline}</Tab>
          <Tab value="exchanges">{words.exchanges}</Tab>
          <Tab value="runs">{words.runs}</Tab>
          {source.actions && (
            <Tab value="scenarios">{recording ? texts.scenarios.tabRecording : texts.scenarios.tab}</Tab>
          )}
        </TabList>
        <div className="run-pane">
          {middle === "story" && <Story />}
          {middle === "timeline" && <Timeline chosen={pane === "event" ? Number(id) : undefined} />}
          {middle === "exchanges" && <ExchangeList chosen={pane === "exchange" ? Number(id) : undefined} />}
          {middle === "scenarios" && source.actions && (
            <Suspense fallback={<Waiting label={texts.shell.loading} />}>
              <Scenarios />
            </Suspense>
          )}
          {middle === "runs" && <RunList chosen={pane === "run" ? id : undefined} />}
        </div>
      </section>
      <aside
        className="run-details"
        aria-label={texts.run.details}
        data-arrive={pane === undefined ? undefined : true}
      >
        <Details pane={pane} id={id} onClose={() => navigate("run")} />
      </aside>
    </div>
  );
}
