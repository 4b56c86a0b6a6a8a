import { Button, Tab, TabList } from "@fluentui/react-components";
import { Suspense } from "react";
import { isBuiltIn } from "../flow/built-in.ts";
import { FlowCanvas } from "../flow/flow-canvas.tsx";
import { BackIcon } from "../icons.ts";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import { loadedAhead } from "../shell/loaded-ahead.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { navigate, navigateWithTabs } from "../state/route.ts";
import { texts } from "../texts.ts";
import { EmptyCanvas } from "./empty-canvas.tsx";

const RawView = loadedAhead(async () => (await import("../raw/raw-view.tsx")).RawView);

/** The middle: the canvas, or the same operation as it is in the file. */
export function Stage(props: {
  design: DesignAnswer;
  operationId: string | undefined;
  answer: OperationAnswer | undefined;
  raw: boolean;
  /** There is no such operation. */
  missing: boolean;
  /** Of the form in which the flow is kept, and its id if it is there already. */
  formKey: string;
  flow: string | undefined;
  step: string | undefined;
  onStep(step: string | undefined): void;
}) {
  const { raw, answer, design } = props;
  const operationId = props.missing ? undefined : props.operationId;
  return (
    <section className="stage" aria-label={texts.design.stage}>
      {operationId !== undefined && (
        <div className={isBuiltIn(operationId) ? "stage-bar stage-bar-bare" : "stage-bar"}>
          <Button
            className="stage-back"
            appearance="subtle"
            size="small"
            icon={<BackIcon />}
            onClick={() => navigate("design")}
          >
            {texts.design.back}
          </Button>
          {!isBuiltIn(operationId) && (
            <TabList
              size="small"
              selectedValue={raw ? "raw" : "canvas"}
              onTabSelect={(_, { value }) =>
                navigateWithTabs("design", operationId, ...(value === "raw" ? ["raw"] : []))
              }
              aria-label={texts.design.looks}
            >
              <Tab value="canvas">{texts.design.canvas}</Tab>
              <Tab value="raw">{texts.design.raw}</Tab>
            </TabList>
          )}
        </div>
      )}
      {operationId === undefined ? (
        <EmptyCanvas inviting={design.operations.length > 0} />
      ) : raw && answer && !isBuiltIn(operationId) ? (
        <Suspense fallback={<Waiting label={texts.shell.loading} />}>
          <RawView answer={answer} />
        </Suspense>
      ) : (
        <FlowCanvas
          design={design}
          operationId={operationId}
          answer={answer}
          formKey={props.formKey}
          flow={props.flow}
          selected={props.step}
          onSelect={props.onStep}
        />
      )}
    </section>
  );
}
