import { Button, CounterBadge, Tooltip } from "@fluentui/react-components";
import { Suspense } from "react";
import { FindingList } from "../findings/finding-list.tsx";
import { BackIcon, EditIcon } from "../icons.ts";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import { ConnectorIcon } from "../shell/connector-icon.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { loadedAhead } from "../shell/loaded-ahead.tsx";
import { TabRow } from "../shell/tab-row.tsx";
import { Waiting } from "../shell/waiting.tsx";
import { useData } from "../state/data.tsx";
import { navigate } from "../state/route.ts";
import { useTab } from "../state/use-tab.ts";
import { texts } from "../texts.ts";
import { AboutTab } from "./about-tab.tsx";
import { CodeTab } from "./code-tab.tsx";
import { OutputsTab } from "./outputs-tab.tsx";
import { PanelHead } from "./panel-head.tsx";
import { ParametersTab } from "./parameters-tab.tsx";
import { SettingsTab } from "./settings-tab.tsx";

const EditTab = loadedAhead(async () => (await import("../edit/edit-tab.tsx")).EditTab);

const SHOWN = ["parameters", "outputs", "settings", "code", "about", "findings"] as const;
/** The form to edit an operation takes the place of all of them. */
const TABS = [...SHOWN, "edit"] as const;
type TabName = (typeof TABS)[number];

/** Everything about the chosen operation, in the designer's own tabs and two more: outputs and findings. */
export function OperationPanel({ design, answer }: { design: DesignAnswer; answer: OperationAnswer }) {
  const [tab, setTab] = useTab<TabName>("tab", TABS);
  const { operation, findings } = answer;
  const { source } = useData();
  const editing = tab === "edit" && source.actions !== undefined;
  const { failure } = operation;
  return (
    <>
      <PanelHead
        icon={<ConnectorIcon icon={design.icon} color={design.brandColor} size={32} />}
        title={operation.title || texts.design.untitledOperation(operation.operationId)}
        actions={
          source.actions &&
          !editing && (
            <Tooltip content={texts.form.open} relationship="label">
              <Button appearance="subtle" icon={<EditIcon />} onClick={() => setTab("edit")} />
            </Tooltip>
          )
        }
        onClose={() => navigate("design")}
      />
      {editing && (
        <div className="edit-head">
          <Button appearance="subtle" size="small" icon={<BackIcon />} onClick={() => setTab("parameters")}>
            {texts.form.back}
          </Button>
        </div>
      )}
      {!editing && operation.description && <p className="panel-description">{operation.description}</p>}
      {!editing && (
        <TabRow
          className="panel-tabs"
          tabs={SHOWN.map((name) => ({
            name,
            label: texts.design.tabs[name],
            badge: name === "findings" && findings.length > 0 && (
              <CounterBadge
                className="tab-count"
                size="small"
                count={findings.length}
                color={findings.some(({ severity }) => severity === "error") ? "danger" : "informative"}
              />
            ),
          }))}
          selected={tab}
          onSelect={setTab}
          label={texts.design.panelTabs}
        />
      )}
      {editing && (
        <section className="panel-body" aria-label={texts.form.open}>
          <Suspense fallback={<Waiting label={texts.shell.loading} />}>
            <EditTab answer={answer} />
          </Suspense>
        </section>
      )}
      <div
        className="panel-body"
        role="tabpanel"
        hidden={editing}
        aria-label={texts.design.tabs[tab === "edit" ? "parameters" : tab]}
      >
        {failure && tab !== "about" && tab !== "edit" && tab !== "findings" ? (
          <ErrorState
            title={texts.design.cannotShow}
            message={`${failure.message} ${failure.help}`}
            help={texts.design.designerSays(failure.designerSays)}
          />
        ) : (
          <>
            {tab === "parameters" && <ParametersTab answer={answer} />}
            {tab === "outputs" && <OutputsTab answer={answer} design={design} />}
            {tab === "settings" && <SettingsTab operation={operation} />}
            {tab === "code" && <CodeTab answer={answer} />}
          </>
        )}
        {tab === "about" && <AboutTab design={design} operation={operation} />}
        {tab === "findings" && <FindingList findings={findings} compact />}
      </div>
    </>
  );
}
