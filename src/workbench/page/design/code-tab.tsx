import { Tab, TabList } from "@fluentui/react-components";
import { useState } from "react";
import type { OperationAnswer } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useQuery } from "../state/data.tsx";
import { useDraft } from "../state/drafts.ts";
import { texts } from "../texts.ts";

type Form = "powerAutomate" | "logicApps";

/** The step as it is saved, in the form of either product. */
export function CodeTab({ answer }: { answer: OperationAnswer }) {
  const [form, setForm] = useState<Form>("powerAutomate");
  const { operation, revision } = answer;
  const { values } = useDraft(operation.operationId);
  const code = useQuery(`code ${operation.operationId} ${JSON.stringify(values)}`, revision, (source) =>
    source.code({ operationId: operation.operationId, values }),
  );
  const steps = code.data;
  return (
    <>
      <TabList
        size="small"
        selectedValue={form}
        onTabSelect={(_, { value }) => setForm(value as Form)}
        aria-label={texts.code.forms}
      >
        <Tab value="powerAutomate">{texts.code.powerAutomate}</Tab>
        <Tab value="logicApps">{texts.code.logicApps}</Tab>
      </TabList>
      <p className="hint">{texts.code.hints[form]}</p>
      {steps ? (
        <CodeBlock text={JSON.stringify(steps[form], null, 2)} label={texts.code.label} />
      ) : code.error ? (
        <ErrorState title={texts.code.failed} message={code.error.message} onRetry={code.reload} />
      ) : (
        <Waiting label={texts.shell.loading} />
      )}
    </>
  );
}
