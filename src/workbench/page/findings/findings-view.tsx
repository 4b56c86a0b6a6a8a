import { Button, ToggleButton } from "@fluentui/react-components";
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { CheckIcon, SearchIcon, WandIcon } from "../icons.ts";
import type { FindingView } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { SearchField } from "../shell/search-field.tsx";
import { SeverityMark } from "../shell/severity-mark.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { announce } from "../state/announcer.ts";
import { useData, useQuery } from "../state/data.tsx";
import { duration } from "../state/format.ts";
import { hasWords } from "../state/has-words.ts";
import { routeHref } from "../state/route.ts";
import { singleKeys } from "../state/single-keys.ts";
import { useRoving } from "../state/use-roving.ts";
import { texts } from "../texts.ts";
import { openFix } from "./fix-dialog.tsx";
import { RuleGroup } from "./rule-group.tsx";
import { Suppressions } from "./suppressions.tsx";
import "./findings.css";

type Severity = FindingView["severity"];
const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];
const PAGE = 60;
/** What j and k go through: rules, and the places of the one that is open. */
const ROWS = ".rule-toggle, .place-row";

/** All findings by rule, narrowed down by severity and words; new ones appear while files are saved. */
export function FindingsView({ chosen }: { chosen: string | undefined }) {
  const { source, versions } = useData();
  const findings = useQuery("findings", versions.findings, (from) => from.findings());
  const [hidden, setHidden] = useState<readonly Severity[]>([]);
  const [search, setSearch] = useState("");
  const [drawn, setDrawn] = useState(PAGE);
  const [picked, setPicked] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const words = useDeferredValue(search.trim().toLowerCase());
  const answer = findings.data;
  const found = useMemo(
    () =>
      (answer?.findings ?? [])
        .filter(
          ({ severity, message, rule, file, operations, help }) =>
            !hidden.includes(severity) &&
            hasWords(`${message} ${rule} ${file} ${operations.join(" ")} ${help}`, words),
        )
        // What stops a connector comes first; otherwise the order of the file stays.
        .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    [answer, hidden, words],
  );
  const before = useRef<number>(undefined);
  useEffect(() => {
    if (!answer) return;
    const { error, warning } = answer.counts;
    if (before.current !== undefined && before.current !== error + warning)
      announce(texts.findings.countLabel(error, warning));
    before.current = error + warning;
  }, [answer]);
  // The order of severities and files stays: each rule comes where its first finding does.
  const groups = useMemo(
    () => [...Map.groupBy(found, ({ severity, rule }) => `${SEVERITIES.indexOf(severity)} ${rule}`).values()],
    [found],
  );
  const at = chosen === undefined ? -1 : groups.findIndex((group) => group.some(({ id }) => id === chosen));
  // One rule is open: the one that was picked, that the address leads to, or the first.
  const open = picked ?? keyOf(groups[Math.max(0, at)] ?? []);
  useEffect(() => {
    if (at < 0) return;
    setPicked(undefined);
    setDrawn((count) => Math.max(count, at + 1));
    requestAnimationFrame(() =>
      list.current?.querySelector(".finding-lit")?.scrollIntoView({ block: "center" }),
    );
  }, [at]);

  const roving = useRoving(list, ROWS);
  const fixFocused = (event: KeyboardEvent) => {
    const row = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || !row.matches(ROWS) || !source.actions) return;
    const id = row.dataset["finding"];
    const group = groups.find(
      (one) => keyOf(one) === row.closest("li[data-group]")?.getAttribute("data-group"),
    );
    const these =
      group?.filter((finding) => finding.fixable && (id === undefined || finding.id === id)) ?? [];
    event.preventDefault();
    if (these.length > 0) openFix(these);
    else announce(texts.findings.notFixable);
  };

  if (findings.error && !answer)
    return (
      <ErrorState title={texts.findings.failed} message={findings.error.message} onRetry={findings.reload} />
    );
  if (!answer) return <Waiting label={texts.shell.loading} />;
  const fixable = answer.findings.filter((finding) => finding.fixable);
  const clean = answer.findings.length === 0;
  return (
    <div className="findings" ref={list}>
      <div className="findings-head">
        <div className="findings-tools">
          <SearchField className="grow" label={texts.findings.search} value={search} onChange={setSearch} />
          <fieldset className="chips" aria-label={texts.findings.filter}>
            {SEVERITIES.map((severity) => (
              <ToggleButton
                key={severity}
                size="small"
                shape="circular"
                checked={!hidden.includes(severity)}
                icon={<SeverityMark severity={severity} said />}
                onClick={() =>
                  setHidden(
                    hidden.includes(severity)
                      ? hidden.filter((one) => one !== severity)
                      : [...hidden, severity],
                  )
                }
              >
                {texts.findings.severities[severity](answer.counts[severity])}
              </ToggleButton>
            ))}
          </fieldset>
          {source.actions && fixable.length > 0 && (
            <Button icon={<WandIcon />} onClick={() => openFix(fixable)}>
              {texts.findings.fixAll(fixable.length)}
            </Button>
          )}
        </div>
        <p className="hint">{texts.findings.profile(answer.profile, duration(answer.took))}</p>
      </div>
      {clean ? (
        <EmptyState Icon={CheckIcon} good title={texts.findings.none} text={texts.findings.noneText}>
          {source.ship && (
            <a className="button-link" href={routeHref("ship")}>
              {texts.findings.noneNext}
            </a>
          )}
        </EmptyState>
      ) : found.length === 0 ? (
        <EmptyState
          Icon={SearchIcon}
          title={texts.findings.nothingFound}
          text={texts.findings.nothingFoundText}
        />
      ) : (
        <ul
          className="plain-list finding-list"
          aria-label={texts.findings.list}
          data-list
          onKeyDown={(event) => {
            if (event.key === "f" && singleKeys()) fixFocused(event);
            else roving(event);
          }}
        >
          {groups.slice(0, drawn).map((group) => (
            <li key={keyOf(group)} data-group={keyOf(group)}>
              <RuleGroup
                rule={group[0]!.rule}
                findings={group}
                open={keyOf(group) === open}
                onToggle={() => setPicked(keyOf(group) === open ? "" : keyOf(group))}
                chosen={chosen}
              />
            </li>
          ))}
        </ul>
      )}
      {groups.length > drawn && (
        <Button className="show-more" onClick={() => setDrawn(drawn + PAGE * 3)}>
          {texts.findings.showMore(groups.length - drawn)}
        </Button>
      )}
      <Suppressions list={answer.suppressions} />
      {answer.truncated && <p className="hint">{texts.findings.truncated}</p>}
    </div>
  );
}

function keyOf([first]: readonly FindingView[]): string {
  return first ? `${first.severity} ${first.rule}` : "";
}
