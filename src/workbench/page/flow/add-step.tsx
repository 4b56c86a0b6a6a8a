import {
  Button,
  Checkbox,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { useRef, useState } from "react";
import type { DesignAnswer } from "../model.ts";
import { SearchField } from "../shell/search-field.tsx";
import { announce } from "../state/announcer.ts";
import { useData } from "../state/data.tsx";
import type { Close } from "../state/dialogs.ts";
import { hasWords } from "../state/has-words.ts";
import { tell } from "../state/notices.ts";
import { useRoving } from "../state/use-roving.ts";
import { texts } from "../texts.ts";
import { paste } from "./change-flow.ts";
import { useCopied } from "./clipboard.ts";
import { changeSteps, isUntouched, stepsOf, undoSteps } from "./flow-draft.ts";
import { afterOf } from "./graph.ts";
import { KINDS, kindTitle, operationIn } from "./kinds.tsx";
import { StepIcon } from "./step-icon.tsx";
import {
  freeName,
  insertStep,
  isInLoop,
  levelOf,
  mayStandIn,
  type Place,
  type Step,
  titleOf,
} from "./steps.ts";

/** The card of a step on the canvas. */
const cardSelector = (name: string): string => `.flow [data-step=${CSS.escape(name)}]`;

/** So many actions are drawn at a time; typing narrows them down. */
const MOST = 200;

/** What can be added: the steps that every flow knows, and the actions of this connector. */
export function AddStep(props: {
  design: DesignAnswer;
  formKey: string;
  place: Place;
  onAdded(name: string): void;
  onClose: Close;
}) {
  const { design, formKey, place, onAdded, onClose } = props;
  const { source, cache, versions } = useData();
  const [search, setSearch] = useState("");
  const [parallel, setParallel] = useState(false);
  const copied = useCopied();
  const beside = levelOf(stepsOf(formKey), place);
  const following =
    place.before !== undefined ||
    (typeof place.after === "string"
      ? afterOf(beside, place.after).length > 0
      : place.after === undefined && Object.keys(beside).length > 0);
  // Before the first step that somebody adds there is nothing that it could run beside.
  const canBranch = following && !isUntouched(stepsOf(formKey));
  const spot: Place = canBranch && parallel ? { ...place, before: undefined, parallel: true } : place;
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(list, ".pick-row");
  const words = search.trim().toLowerCase();
  const fits = (text: string) => hasWords(text, words);
  const looped = isInLoop(stepsOf(formKey), place.of);
  const kinds = KINDS.filter(({ type }) => !(looped && type === "terminate")).filter(({ type }) =>
    fits(`${kindTitle(type)} ${texts.flow.about[type] ?? ""}`),
  );
  // The designer does not offer what is hidden from makers.
  const actions = design.operations.filter(({ kind, internal }) => kind === "action" && !internal);
  const found = actions.filter(({ title, operationId, description }) =>
    fits(`${title} ${operationId} ${description ?? ""}`),
  );
  const add = (title: string, step: Step) => {
    // The empty step that every flow begins with gives way, and can be brought back.
    const first = isUntouched(stepsOf(formKey));
    const name = freeName(first ? {} : stepsOf(formKey), title);
    changeSteps(formKey, (steps) =>
      insertStep(first ? {} : steps, first ? {} : spot, name, structuredClone(step)),
    );
    if (first) tell({ text: texts.flow.replaced(titleOf(name)), undo: async () => undoSteps(formKey) });
    else announce(texts.flow.added(titleOf(name)));
    onAdded(name);
    // What opened the dialog may be gone, as the button in an empty branch is.
    onClose(cardSelector(name));
  };
  const addAction = async (operationId: string, title: string) => {
    const answer = await source.operation(operationId);
    cache.set(`operation ${operationId}`, { version: versions.design + versions.findings, value: answer });
    const { definition } = answer.operation.powerAutomate;
    add(title || operationId, { ...(definition as Step), runAfter: {} });
  };
  return (
    <DialogSurface className="add-step">
      <DialogBody>
        <DialogTitle>{texts.flow.addTitle}</DialogTitle>
        <DialogContent>
          <SearchField
            className="pick-search"
            label={texts.flow.addSearch}
            value={search}
            onChange={setSearch}
            onKeyDown={(event) => {
              if (event.key !== "ArrowDown") return;
              event.preventDefault();
              list.current?.querySelector<HTMLElement>('.pick-row[tabindex="0"]')?.focus();
            }}
          />
          {canBranch && (
            <Checkbox
              label={texts.flow.asBranch}
              title={texts.flow.asBranchHint}
              checked={parallel}
              onChange={(_, { checked }) => setParallel(checked === true)}
            />
          )}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: takes the arrow keys for all rows */}
          <div ref={list} onKeyDown={onKeyDown} className="add-list">
            {copied && words === "" && mayStandIn(stepsOf(formKey), copied.name, copied.step, place) && (
              <button
                type="button"
                className="pick-row pick-row-icon"
                onClick={() => {
                  const made = paste(formKey, spot);
                  if (made !== undefined) onAdded(made);
                  onClose(made === undefined ? undefined : cardSelector(made));
                }}
              >
                <StepIcon type={copied.step.type} connector={operationIn(copied.step) !== undefined} />
                <span className="pick-label">{texts.flow.paste(titleOf(copied.name))}</span>
                <span className="pick-description">{texts.flow.pasteHint}</span>
              </button>
            )}
            <section aria-label={texts.flow.actionsOf(design.title)}>
              <h3 className="pick-step">{texts.flow.actionsOf(design.title)}</h3>
              {actions.length === 0 && <p className="hint">{texts.flow.noActions}</p>}
              {actions.length > 0 && found.length === 0 && <p className="hint">{texts.flow.noneFound}</p>}
              <ul className="plain-list">
                {found.slice(0, MOST).map(({ operationId, title, description }) => (
                  <li key={operationId}>
                    <button
                      type="button"
                      className="pick-row pick-row-icon"
                      onClick={() => void addAction(operationId, title)}
                    >
                      <StepIcon type={undefined} connector />
                      <span className="pick-label">{title || operationId}</span>
                      {description && <span className="pick-description">{description}</span>}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
            {kinds.length > 0 && (
              <section aria-label={texts.flow.builtIn}>
                <h3 className="pick-step">{texts.flow.builtIn}</h3>
                <ul className="plain-list">
                  {kinds.map(({ type, blank }) => (
                    <li key={type}>
                      <button
                        type="button"
                        className="pick-row pick-row-icon"
                        onClick={() => add(kindTitle(type), blank)}
                      >
                        <StepIcon type={type} connector={false} />
                        <span className="pick-label">{kindTitle(type)}</span>
                        <span className="pick-description">{texts.flow.about[type]}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => onClose()}>{texts.shell.cancel}</Button>
        </DialogActions>
      </DialogBody>
    </DialogSurface>
  );
}
