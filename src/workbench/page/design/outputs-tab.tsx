import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import { texts } from "../texts.ts";
import { DynamicOutputs } from "./dynamic-outputs.tsx";
import { TokenList } from "./token-list.tsx";

/** All outputs, with what the real picker does not show: type, path, nesting, and why a label reads as it does. */
export function OutputsTab({ answer, design }: { answer: OperationAnswer; design: DesignAnswer }) {
  const { operation } = answer;
  const same = operation.tokens.filter(({ sameLabel }) => sameLabel > 0).length;
  return (
    <>
      {same > 0 && (
        <MessageBar intent="warning" layout="multiline" className="gap-below">
          <MessageBarBody>{texts.tokens.sameLabels(same)}</MessageBarBody>
        </MessageBar>
      )}
      {(operation.tokens.length > 0 || operation.dynamicOutputs.length === 0) && (
        <TokenList answer={answer} design={design} />
      )}
      {operation.dynamicOutputs.length > 0 && <DynamicOutputs operation={operation} />}
    </>
  );
}
