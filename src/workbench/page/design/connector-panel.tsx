import type { DesignAnswer } from "../model.ts";
import { ConnectorIcon } from "../shell/connector-icon.tsx";
import { Facts } from "../shell/facts.tsx";
import { useData } from "../state/data.tsx";
import { texts } from "../texts.ts";
import { Guide } from "./guide.tsx";
import { PanelHead } from "./panel-head.tsx";

/** The connector itself, while no operation is chosen. */
export function ConnectorPanel({ design }: { design: DesignAnswer }) {
  const { state } = useData();
  const shown = design.operations.filter(({ internal }) => !internal);
  const triggers = shown.filter(({ kind }) => kind === "trigger").length;
  return (
    <>
      <PanelHead
        icon={<ConnectorIcon icon={design.icon} color={design.brandColor} size={32} />}
        title={design.title || texts.shell.untitled}
      />
      <div className="panel-body">
        <Guide design={design} />
        {design.description && <p className="prose">{design.description}</p>}
        <Facts
          rows={[
            [texts.about.publisher, design.publisher ?? texts.about.none],
            // Of a broken definition nobody knows.
            ...(design.failure
              ? []
              : [[texts.about.offers, texts.about.counts(triggers, shown.length - triggers)] as const]),
            [texts.about.brandColor, design.brandColor],
            ...state.connector.files.map(
              ({ part, file, bytes }) => [texts.about.part(part), texts.about.file(file, bytes)] as const,
            ),
          ]}
        />
        {design.connectionParameters.length > 0 && (
          <>
            <h3 className="panel-subtitle">{texts.about.connectionAsks}</h3>
            <Facts
              rows={design.connectionParameters.map(
                ({ label, name, type, required, description }) =>
                  [
                    label || name,
                    [
                      texts.about.parameterType(type),
                      required ? texts.about.required : texts.about.optional,
                      description,
                    ]
                      .filter(Boolean)
                      .join(", "),
                  ] as const,
              )}
            />
          </>
        )}
      </div>
    </>
  );
}
