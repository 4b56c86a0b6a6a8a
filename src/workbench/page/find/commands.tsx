/** The commands among what the search finds. */
import { openFix } from "../findings/fix-dialog.tsx";
import { MANUAL } from "../flow/built-in.ts";
import type { DataSource, FlowView, SettingsChange, WorkbenchState } from "../model.ts";
import { FireDialog } from "../run/fire-dialog.tsx";
import { runByHand } from "../run/run-by-hand.tsx";
import { useData, useQuery } from "../state/data.tsx";
import { chooseDensity } from "../state/density.ts";
import { openDialog } from "../state/dialogs.ts";
import { showGuide } from "../state/guide.ts";
import { tell } from "../state/notices.ts";
import { chooseScheme, useScheme } from "../state/preferences.ts";
import { routeHref } from "../state/route.ts";
import { secondsPast } from "../state/seconds-past.ts";
import { troubleOf } from "../state/use-action.ts";
import { viewsOf } from "../state/views.ts";
import { texts } from "../texts.ts";
import { type Entry, entry, type Way } from "./entry.ts";
import { openKeyboardSheet } from "./open-keyboard-sheet.tsx";

/** @param fixable how many findings can be fixed */
export function useCommands(fixable: number): Entry[] {
  const scheme = useScheme();
  const { source, state, versions, accept } = useData();
  const files = useQuery(source.actions && "sources", versions.findings, (from) => from.actions!.sources());
  const words = texts.find.commands;
  const { tabs } = texts.run;
  const change = (settings: SettingsChange) =>
    attempt(async () => accept(await source.actions!.settings(settings)));
  return [
    ...viewsOf(source).map((view) => command(view, words.goTo(texts.views[view]), routeHref(view))),
    command("timeline", words.goToTab(tabs.timeline), `${routeHref("run")}?list=timeline`),
    command("calls", words.goToTab(tabs.exchanges), `${routeHref("run")}?list=exchanges`),
    command("runs", words.goToTab(tabs.runs), `${routeHref("run")}?list=runs`),
    command(
      "controls",
      words.goToTab(tabs.controls),
      `${routeHref("run")}?side=controls`,
      "faults clock throttling",
    ),
    ...(files.data?.files ?? []).map(({ file }) =>
      command(`file ${file}`, words.openFile(file), routeHref("source", file), "editor edit"),
    ),
    ...(source.actions
      ? [command("build", words.buildFlow, routeHref("design", MANUAL), "manual steps")]
      : []),
    ...(source.actions ? deeds(source, state, change, fixable) : []),
    scheme === "dark"
      ? command("light", words.toLight, () => chooseScheme("light"), "theme")
      : command("dark", words.toDark, () => chooseScheme("dark"), "theme"),
    command("compact", words.compact, () => chooseDensity("compact"), "density"),
    command("comfortable", words.comfortable, () => chooseDensity("comfortable"), "density"),
    command("guide", words.guide, () => {
      showGuide(true);
      window.location.hash = routeHref("design");
    }),
    command("keyboard", words.keyboard, () => void openKeyboardSheet(), "help ?"),
  ];
}

/** What makes the flow run: by hand, by an event, or nothing but time. */
function fireOf(flow: FlowView, actions: NonNullable<DataSource["actions"]>): Entry[] {
  const words = texts.find.commands;
  if (flow.kind === "recurrence") return [];
  if (flow.kind !== "manual")
    return [
      command(`fire ${flow.id}`, words.fire(flow.name), () =>
        openDialog((close) => <FireDialog flow={flow} onClose={close} />),
      ),
    ];
  return [command(`fire ${flow.id}`, words.run(flow.name), () => attempt(() => runByHand(flow, actions)))];
}

interface Command {
  id: string;
  title: string;
  /** An address, or what it does. */
  go: string | (() => void);
  more: string;
}

const COMMAND: Way<Command> = {
  kind: "command",
  id: ({ id }) => `command ${id}`,
  title: ({ title }) => title,
  more: ({ more }) => more,
  byWords: false,
  lead: 10,
  aside: () => "",
  go: ({ go }) => go,
};

function command(id: string, title: string, go: Command["go"], more = ""): Entry {
  return entry(COMMAND, { id, title, go, more });
}

/** What changes something; only over a server. */
function deeds(
  source: DataSource,
  { backend, flows, clock, settings }: WorkbenchState,
  change: (settings: SettingsChange) => void,
  fixable: number,
): Entry[] {
  const words = texts.find.commands;
  const actions = source.actions!;
  const { nextAt, now } = clock;
  return [
    ...(backend.desk ? [command("book", words.book, `${routeHref("run")}?side=desk`, "booking desk")] : []),
    ...flows.flatMap((flow) => [
      ...fireOf(flow, actions),
      flow.state === "off"
        ? command(`on ${flow.id}`, words.turnOn(flow.name), () => attempt(() => actions.turnOn(flow.id)))
        : command(`off ${flow.id}`, words.turnOff(flow.name), () => attempt(() => actions.turnOff(flow.id))),
    ]),
    ...(fixable > 0 ? [command("fix", words.fix(fixable), () => openFix("all"))] : []),
    ...(nextAt === undefined
      ? []
      : [
          command(
            "next",
            words.nextEvent,
            () => change({ advanceSeconds: secondsPast(nextAt, now) }),
            "clock fast-forward",
          ),
        ]),
    ...(settings.faults.length > 0
      ? [command("faults", words.clearFaults, () => change({ clearFaults: true }))]
      : []),
  ];
}

/** The search is closed by then: what goes wrong is said where notices are. */
function attempt(act: () => Promise<unknown>): void {
  act().catch((error: unknown) => {
    const { message, help } = troubleOf(error);
    tell({ text: [message, help].filter(Boolean).join(" ") });
  });
}
