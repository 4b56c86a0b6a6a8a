import type { OperationAnswer } from "../model.ts";
import { useRoute } from "../state/route.ts";
import { ConnectionRow } from "./connection-row.tsx";
import { OperationFields } from "./operation-fields.tsx";
import { TryOut } from "./try-out.tsx";

/** The form of a step: its fields, the connection, and trying it. */
export function ParametersTab({ answer }: { answer: OperationAnswer }) {
  // A flow that is edited is saved on the canvas; turning on another one beside it is not what anybody means here.
  const editing = useRoute().query["flow"] !== undefined;
  return (
    <>
      <OperationFields answer={answer} />
      <ConnectionRow />
      {!editing && <TryOut operation={answer.operation} />}
    </>
  );
}
