import { Button } from "@fluentui/react-components";
import { showMissing } from "../design/show-missing.ts";
import { BackIcon, PowerIcon, RedoIcon, SaveIcon, UndoIcon } from "../icons.ts";
import type { BuiltInTrigger, OperationAnswer } from "../model.ts";
import { TroubleBar } from "../shell/trouble-bar.tsx";
import { useData } from "../state/data.tsx";
import { forgetDraft, useDraft } from "../state/drafts.ts";
import { tell } from "../state/notices.ts";
import { navigate } from "../state/route.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { isBuiltIn } from "./built-in.ts";
import {
  countOf,
  definitionOf,
  redoSteps,
  triggerOf,
  undoSteps,
  useCanRedo,
  useCanUndo,
  useSteps,
} from "./flow-draft.ts";
import { useComplete } from "./use-complete.ts";
import { useTurnOn } from "./use-turn-on.ts";

/** What is done with the flow as a whole: undo, turning it on, and for one that is there already, saving it. */
export function FlowBar(props: {
  /** What the flow begins with. */
  operationId: string;
  formKey: string;
  flow: string | undefined;
  /** The step whose form is beside the canvas; undefined for the first one. */
  selected: string | undefined;
  answer: OperationAnswer | undefined;
  onSelect(step: string | undefined): void;
}) {
  const { operationId, formKey, flow, answer, selected, onSelect } = props;
  const { source, state, cache } = useData();
  const steps = useSteps(formKey);
  const draft = useDraft(formKey);
  const canUndo = useCanUndo(formKey);
  const canRedo = useCanRedo(formKey);
  const own = flow === undefined ? undefined : state.flows.find(({ id }) => id === flow);
  const complete = useComplete(formKey, onSelect);
  const builtIn = isBuiltIn(operationId);
  const begins = builtIn || answer?.operation.kind === "trigger";
  const turnOn = useTurnOn(operationId, formKey, builtIn ? undefined : answer?.operation, () =>
    onSelect(undefined),
  );
  const save = useAction(async () => {
    const trigger = answer?.operation;
    const missing = trigger && showMissing(trigger, draft.values);
    if (trigger && missing !== undefined) {
      onSelect(undefined);
      throw new Error(texts.flow.incomplete(trigger.title || trigger.operationId, missing));
    }
    await complete(steps);
    const saved = await source.actions!.editFlow(flow!, {
      ...(isBuiltIn(own?.operation)
        ? { trigger: triggerOf(formKey, own!.operation) as unknown as BuiltInTrigger }
        : { values: draft.values }),
      definition: definitionOf(steps) ?? { actions: {} },
    });
    tell({ text: texts.flow.saved(saved.name, saved.state === "on" && saved.kind === "webhook") });
    forgetDraft(formKey);
    cache.delete(`flow definition ${saved.id}`);
    navigate("run", "flow", saved.id);
  });
  return (
    <div className="flow-bar">
      {own && (
        <>
          <Button
            size="small"
            appearance="subtle"
            icon={<BackIcon />}
            onClick={() => navigate("run", "flow", own.id)}
          >
            {texts.flow.leave}
          </Button>
          <span className="strong">{texts.flow.editing(own.name)}</span>
        </>
      )}
      <span className="muted">{texts.flow.steps(countOf(steps))}</span>
      <span className="grow" />
      <Button
        size="small"
        appearance="subtle"
        icon={<UndoIcon />}
        disabled={!canUndo}
        onClick={() => undoSteps(formKey)}
      >
        {texts.flow.undo}
      </Button>
      <Button
        size="small"
        appearance="subtle"
        icon={<RedoIcon />}
        disabled={!canRedo}
        onClick={() => redoSteps(formKey)}
      >
        {texts.flow.redo}
      </Button>
      {own && (
        <Button
          size="small"
          appearance="primary"
          icon={<SaveIcon />}
          disabled={save.busy}
          onClick={() => void save.run()}
        >
          {texts.flow.save}
        </Button>
      )}
      {flow === undefined && begins && selected !== undefined && source.actions && (
        // The form of the trigger has this button, too; that of a step has not.
        <Button
          size="small"
          appearance="primary"
          icon={<PowerIcon />}
          disabled={turnOn.busy || state.connector.notRunnable !== undefined}
          onClick={() => void turnOn.run()}
        >
          {texts.flow.turnOn}
        </Button>
      )}
      <TroubleBar
        trouble={save.trouble ?? turnOn.trouble}
        onDismiss={save.trouble ? save.dismiss : turnOn.dismiss}
      />
    </div>
  );
}
