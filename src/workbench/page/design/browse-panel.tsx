import { Badge, ToggleButton, Tooltip } from "@fluentui/react-components";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { BuiltInTriggers } from "../flow/built-in-triggers.tsx";
import { DensityIcon, SearchIcon } from "../icons.ts";
import type { DesignAnswer } from "../model.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { SearchField } from "../shell/search-field.tsx";
import { useData } from "../state/data.tsx";
import { chooseDensity, useDensity } from "../state/density.ts";
import { hasWords } from "../state/has-words.ts";
import { useRoving } from "../state/use-roving.ts";
import { texts } from "../texts.ts";
import { OperationCard } from "./operation-card.tsx";
import "./density.css";

type Kind = "all" | "trigger" | "action";
const KINDS: readonly Kind[] = ["all", "trigger", "action"];
/** Rows of a group drawn at first; a connector can have thousands. */
const FIRST = { comfortable: 100, compact: 300 };

/** What a maker picks from: triggers and actions from A to Z, as the designer sorts them. */
export function BrowsePanel({ design, chosen }: { design: DesignAnswer; chosen: string | undefined }) {
  const { source } = useData();
  const [search, setSearch] = useState("");
  const [kind, setKind] = useState<Kind>("all");
  const [all, setAll] = useState(false);
  const density = useDensity(design.operations.length);
  const first = FIRST[density];
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(list, ".operation-card");
  const words = useDeferredValue(search.trim().toLowerCase());
  const groups = useMemo(() => {
    const found = design.operations
      .filter((operation) => kind === "all" || operation.kind === kind)
      .filter(({ title, description, operationId }) =>
        hasWords(`${title} ${operationId} ${description ?? ""}`, words),
      )
      .sort((a, b) => a.title.localeCompare(b.title));
    return [
      { name: texts.design.triggers, rows: found.filter((one) => one.kind === "trigger" && !one.internal) },
      { name: texts.design.actions, rows: found.filter((one) => one.kind === "action" && !one.internal) },
      { name: texts.design.hiddenOperations, rows: found.filter((one) => one.internal) },
    ].filter(({ rows }) => rows.length > 0);
  }, [design.operations, kind, words]);
  return (
    <section className="browse" aria-label={texts.design.browse}>
      <div className="browse-head">
        <h2 className="browse-title">{texts.design.browseTitle}</h2>
        <SearchField
          className="browse-search"
          label={texts.design.searchOperations}
          value={search}
          onChange={setSearch}
        />
        <div className="row">
          <fieldset className="chips grow" aria-label={texts.design.filterByType}>
            {KINDS.map((name) => (
              <ToggleButton
                key={name}
                size="small"
                shape="circular"
                checked={kind === name}
                onClick={() => setKind(name)}
              >
                {texts.design.kinds[name]}
              </ToggleButton>
            ))}
          </fieldset>
          <Tooltip
            content={texts.density[density === "compact" ? "comfortable" : "compact"]}
            relationship="label"
          >
            <ToggleButton
              size="small"
              appearance="subtle"
              icon={<DensityIcon />}
              checked={density === "compact"}
              onClick={() => chooseDensity(density === "compact" ? "comfortable" : "compact")}
            />
          </Tooltip>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links inside */}
      <div className="browse-list" data-list data-density={density} ref={list} onKeyDown={onKeyDown}>
        {groups.map(({ name, rows }) => (
          <section key={name} aria-label={name}>
            <h3 className="group-title">
              {name}{" "}
              <Badge appearance="tint" color="informative" size="small">
                {rows.length}
              </Badge>
            </h3>
            <ul className="plain-list">
              {(all ? rows : rows.slice(0, first)).map((operation) => (
                <li key={operation.operationId || operation.pointer}>
                  <OperationCard
                    operation={operation}
                    design={design}
                    chosen={operation.operationId === chosen}
                    findings={design.findings[operation.operationId]}
                    density={density}
                  />
                </li>
              ))}
            </ul>
            {!all && rows.length > first && (
              <button type="button" className="text-button" onClick={() => setAll(true)}>
                {texts.design.showAll(rows.length)}
              </button>
            )}
          </section>
        ))}
        {source.actions && <BuiltInTriggers search={words} kind={kind} chosen={chosen} />}
        {groups.length === 0 && (
          <EmptyState
            Icon={SearchIcon}
            title={
              design.operations.length === 0 ? texts.design.noOperations : texts.design.nothingFound(search)
            }
            {...(design.failure ? { text: design.failure.message } : {})}
          />
        )}
      </div>
    </section>
  );
}
