import {
  Badge,
  Button,
  Field,
  Input,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Spinner,
} from "@fluentui/react-components";
import { type ChangeEvent, useRef, useState } from "react";
import {
  DeleteIcon,
  DownloadIcon,
  ImportIcon,
  PlayIcon,
  PulseIcon,
  RecordIcon,
  RecordStopIcon,
} from "../icons.ts";
import type { JsonValue, ScenarioFormat, ScenarioHead, ScenarioReplay } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { Section } from "../shell/section.tsx";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { announce } from "../state/announcer.ts";
import { useData, useQuery } from "../state/data.tsx";
import { download } from "../state/download.ts";
import { brief, duration } from "../state/format.ts";
import { tell } from "../state/notices.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { SampleList } from "./sample-list.tsx";

/** How a test is run. */
const COMMANDS: Partial<Record<ScenarioFormat, string>> = { vitest: "npx vitest run", node: "node --test" };
const FORMATS: readonly ScenarioFormat[] = ["vitest", "node", "har", "json"];

/** Recording what is done, and doing it again. */
export function Scenarios() {
  const { source, versions } = useData();
  const answer = useQuery("scenarios", versions.scenarios, (from) => from.scenarios());
  const [name, setName] = useState("");
  const [replay, setReplay] = useState<ScenarioReplay>();
  const file = useRef<HTMLInputElement>(null);
  const words = texts.scenarios;
  const deed = useAction(async (act: () => Promise<unknown>) => void (await act()));
  const { actions } = source;
  const recording = answer.data?.recording;
  const scenarios = answer.data?.scenarios ?? [];
  const suggested = freeName(scenarios.map((one) => one.name));
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? [];
    event.target.value = "";
    if (!chosen) return;
    const text = await chosen.text();
    await deed.run(async () => {
      await actions!.importScenario(text);
      tell({ text: words.imported });
    });
  };
  return (
    <div className="scenarios">
      <p className="hint">{words.about}</p>
      <TroubleBar trouble={deed.trouble} onDismiss={deed.dismiss} />
      {actions &&
        (recording ? (
          <div className="row wrap recording">
            <span className="grow">{words.recording(recording.name, recording.steps)}</span>
            <Button
              appearance="primary"
              icon={<RecordStopIcon />}
              disabled={deed.busy}
              onClick={() =>
                void deed.run(async () => {
                  await actions.stopScenario();
                  announce(words.stopped(recording.name));
                })
              }
            >
              {words.stop}
            </Button>
          </div>
        ) : (
          <form
            className="row wrap scenario-start"
            onSubmit={(event) => {
              event.preventDefault();
              const wanted = name.trim() || suggested;
              void deed.run(async () => {
                await actions.startScenario(wanted);
                setName("");
              });
            }}
          >
            <Field className="grow" label={words.name}>
              <Input
                value={name}
                placeholder={suggested}
                onChange={(_, data) => setName(data.value)}
                maxLength={200}
              />
            </Field>
            <Button type="submit" icon={<RecordIcon />} disabled={deed.busy}>
              {words.start}
            </Button>
            <Button icon={<ImportIcon />} onClick={() => file.current?.click()}>
              {words.import}
            </Button>
            <input
              ref={file}
              type="file"
              hidden
              accept=".json,.har,application/json"
              aria-label={words.importLabel}
              onChange={(event) => void take(event)}
            />
          </form>
        ))}
      {scenarios.length === 0 ? (
        !recording && <EmptyState Icon={PulseIcon} title={words.none} text={words.noneText} />
      ) : (
        <ul className="plain-list" aria-label={words.list}>
          {scenarios.map((scenario) => (
            <li key={scenario.name}>
              <ScenarioCard
                scenario={scenario}
                replay={replay?.name === scenario.name ? replay : undefined}
                onReplay={setReplay}
              />
            </li>
          ))}
        </ul>
      )}
      <SampleList />
    </div>
  );
}

/** "Scenario 3", where two are there. */
function freeName(taken: readonly string[]): string {
  for (let count = taken.length + 1; ; count++) {
    const name = texts.scenarios.unnamed(count);
    if (!taken.includes(name)) return name;
  }
}

function ScenarioCard(props: {
  scenario: ScenarioHead;
  replay: ScenarioReplay | undefined;
  onReplay(replay: ScenarioReplay): void;
}) {
  const { scenario, replay, onReplay } = props;
  const { name, steps, calls } = scenario;
  const { source, state, versions } = useData();
  const design = useQuery("design", versions.design, (from) => from.design());
  const desk = useQuery("scenario-desk", versions.desk, async (from) =>
    state.backend.desk ? await from.desk() : null,
  );
  /** Of a service or a customer of the desk; what it does not know stays as it is. */
  const nameOf = (id: string) =>
    desk.data?.pages.flatMap(({ services }) => services).find((one) => one.id === id)?.name ??
    desk.data?.customers.find(({ email }) => email === id)?.name ??
    id;
  const titleOf = (operation: string) =>
    design.data?.operations.find(({ operationId }) => operationId === operation)?.title || operation;
  const words = texts.scenarios;
  const { actions } = source;
  const again = useAction(async () => {
    const answer = await actions!.replayScenario(name);
    onReplay(answer);
    announce(verdict(answer));
  });
  const deed = useAction(async (act: () => Promise<unknown>) => void (await act()));
  const save = async (format: ScenarioFormat) => {
    const { file, text } = await actions!.exportScenario(name, format);
    download(file, text);
    const command = COMMANDS[format];
    tell({ text: command ? words.exportedTest(file, `${command} ${file}`) : words.exported(file) });
  };
  const different = replay?.steps.filter(({ same }) => !same).length ?? 0;
  return (
    <article className="scenario" aria-label={name}>
      <div className="row wrap">
        <h3 className="scenario-name">{name}</h3>
        <span className="muted">
          {words.steps(steps.length)}, {words.calls(calls)}
        </span>
      </div>
      <TroubleBar
        trouble={again.trouble ?? deed.trouble}
        onDismiss={() => {
          again.dismiss();
          deed.dismiss();
        }}
      />
      {actions && (
        <div className="row wrap">
          <Button
            size="small"
            appearance="primary"
            icon={again.busy ? <Spinner size="extra-tiny" /> : <PlayIcon />}
            disabled={again.busy}
            onClick={() => void again.run()}
          >
            {words.replay}
          </Button>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Button size="small" icon={<DownloadIcon />}>
                {words.export}
              </Button>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {FORMATS.map((format) => (
                  <MenuItem key={format} onClick={() => void deed.run(() => save(format))}>
                    {words.formats[format]}
                  </MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
          <Button
            size="small"
            appearance="subtle"
            icon={<DeleteIcon />}
            onClick={() =>
              void deed.run(async () => {
                const { text } = await actions.exportScenario(name, "json");
                await actions.deleteScenario(name);
                tell({ text: words.deleted(name), undo: async () => await actions.importScenario(text) });
              })
            }
          >
            {words.delete}
          </Button>
        </div>
      )}
      {replay && (
        <p className={different > 0 ? "field-error" : "scenario-same"} role="status">
          {verdict(replay)}{" "}
          {replay.clockMovedSeconds > 0 &&
            texts.scenarios.clockMoved(duration(replay.clockMovedSeconds * 1000))}
        </p>
      )}
      <Section title={words.stepList} open={different > 0}>
        <ol className="scenario-steps">
          {steps.map(({ deed: what, body, result }, index) => {
            const now = replay?.steps[index];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a scenario stay in their order
              <li key={index}>
                <span className="strong">{deedWords(what, body)}</span>{" "}
                <span className="muted">{about(what, body, titleOf, nameOf)}</span>
                <div className="hint">
                  {now && (
                    <Badge appearance="tint" size="small" color={now.same ? "success" : "danger"}>
                      {now.same ? words.same : words.other}
                    </Badge>
                  )}{" "}
                  {now && !now.same
                    ? `${words.expected}: ${told(result)}. ${words.actual}: ${told(now.actual)}.`
                    : told(result)}
                </div>
              </li>
            );
          })}
        </ol>
      </Section>
    </article>
  );
}

function deedWords(what: string, body: JsonValue): string {
  const words = texts.scenarios;
  const deed = what === "createFlow" && field(body, "on") !== true ? words.made : (words.deeds[what] ?? what);
  return what === "createFlow" || what === "invoke" ? `${deed}:` : deed;
}

/** What a step is about, in the words of a reader; what no words are known for stays as it was sent. */
function about(
  what: string,
  body: JsonValue,
  titleOf: (operation: string) => string,
  nameOf: (id: string) => string,
): string {
  const text = (name: string) => {
    const value = field(body, name);
    return typeof value === "string" ? value : "";
  };
  const operation = text("operationId");
  if (what === "createFlow")
    return [...new Set([titleOf(operation), text("name")].filter((part) => part !== ""))].join(", ");
  if (what === "invoke" && operation !== "") return titleOf(operation);
  if (what === "desk-book" || what === "desk-join") {
    const given = field(body, "customer");
    const named = field(given, "name") ?? field(given, "email") ?? given;
    const who = typeof named === "string" ? nameOf(named) : "";
    const service = nameOf(text("service"));
    return who === "" ? service : texts.scenarios.forWhom(service, who).trim();
  }
  if (what.startsWith("desk-")) return text("reason") || text("customer");
  return body === null || JSON.stringify(body) === "{}" ? "" : brief(body, 60);
}

function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? value[name]
    : undefined;
}

function verdict({ steps }: ScenarioReplay): string {
  const different = steps.filter(({ same }) => !same).length;
  return different === 0
    ? texts.scenarios.allSame(steps.length)
    : texts.scenarios.different(different, steps.length);
}

function told({ error, refused, status, runs }: ScenarioHead["steps"][number]["result"]): string {
  const words = texts.scenarios.result;
  if (error !== undefined) return error;
  const parts = [
    ...(refused === undefined ? [] : [words.refused(refused.status, refused.message)]),
    ...(status === undefined ? [] : [words.status(status)]),
    ...(runs.length === 0
      ? []
      : [words.runs(runs.length, [...new Set(runs.map((run) => run.status))].join(", "))]),
  ];
  return parts.length === 0 ? words.nothing : parts.join(", ");
}
