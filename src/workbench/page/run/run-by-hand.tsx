import { inputsOf } from "../flow/built-in.ts";
import type { DataSource, FlowView, JsonObject } from "../model.ts";
import { announce } from "../state/announcer.ts";
import { openDialog } from "../state/dialogs.ts";
import { navigate } from "../state/route.ts";
import { texts } from "../texts.ts";
import { RunFlowDialog } from "./run-flow-dialog.tsx";

/** Runs a flow that somebody starts by hand: at once, or after asking for what it needs. */
export async function runByHand(flow: FlowView, actions: NonNullable<DataSource["actions"]>): Promise<void> {
  if (inputsOf((flow.trigger ?? {}) as unknown as JsonObject).length > 0) {
    openDialog((close) => <RunFlowDialog flow={flow} onClose={close} />);
    return;
  }
  const { how, runs } = await actions.fire(flow.id, { body: {} });
  announce(texts.flows.fired[how]);
  const [started] = runs;
  if (started !== undefined) navigate("run", "run", started);
}
