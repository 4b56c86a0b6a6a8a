import { CounterBadge, Tab, TabList } from "@fluentui/react-components";
import { FindingList } from "../findings/finding-list.tsx";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import { ConnectorIcon } from "../shell/connector-icon.tsx";
import { ErrorState } from "../shell/error-state.tsx";
import { navigate } from "../state/route.ts";
import { useTab } from "../state/use-tab.ts";
import { texts } from "../texts.ts";
import { AboutTab } from "./about-tab.tsx";
import { CodeTab } from "./code-tab.tsx";
import { OutputsTab } from "./outputs-tab.tsx";
import { PanelHead } from "./panel-head.tsx";
import { ParametersTab } from "./parameters-tab.tsx";
import { SettingsTab } from "./settings-tab.tsx";

const TABS = ["parameters", "outputs", "settings", "code", "about", "findings"] as const;
type TabName = (typeof TABS)[number];

/** Everything about the chosen operation, in the designer's own tabs and two more: outputs and findings. */
export function OperationPanel({ design, answer }: { design: DesignAnswer; answer: OperationAnswer }) {
  const [tab, setTab] = useTab<TabName>("tab", TABS);
  const { operation, findings } = answer;
  const { failure } = operation;
  return (
    <>
      <PanelHead
        icon={<ConnectorIcon icon={design.icon} color={design.brandColor} size={32} />}
        title={operation.title || texts.design.untitledOperation(operation.operationId)}
        onClose={() => navigate("design")}
      />
      {operation.description && <p className="panel-description">{operation.description}</p>}
      <TabList
        className="panel-tabs"
        size="small"
        selectedValue={tab}
        onTabSelect={(_, { value }) => setTab(value as TabName)}
        aria-label={texts.design.panelTabs}
      >
        <Tab value="parameters">{texts.design.tabs.parameters}</Tab>
        <Tab value="outputs">{texts.design.tabs.outputs}</Tab>
        <Tab value="settings">{texts.design.tabs.settings}</Tab>
        <Tab value="code">{texts.design.tabs.code}</Tab>
        <Tab value="about">{texts.design.tabs.about}</Tab>
        <Tab value="findings">
          {texts.design.tabs.findings}
          {findings.length > 0 && (
            <CounterBadge
              className="tab-count"
              size="small"
              count={findings.length}
              color={findings.some(({ severity }) => severity === "error") ? "danger" : "informative"}
            />
          )}
        </Tab>
      </TabList>
      <div className="panel-body" role="tabpanel" aria-label={texts.design.tabs[tab]}>
        {failure && tab !== "about" && tab !== "findings" ? (
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
