import { BracesIcon } from "../icons.ts";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { useDraft } from "../state/drafts.ts";
import { texts } from "../texts.ts";
import { composed, loopsOf } from "./compose.ts";
import { ComposeField } from "./compose-field.tsx";
import { PanelHead } from "./panel-head.tsx";

/** The step behind the chosen one: tokens are picked into its field, as a maker would. */
export function ComposePanel(props: { design: DesignAnswer; answer: OperationAnswer; onClose(): void }) {
  const { answer } = props;
  const draft = useDraft(answer.operation.operationId);
  const loops = loopsOf(draft, answer.operation);
  return (
    <>
      <PanelHead
        icon={
          <span className="compose-icon">
            <BracesIcon aria-hidden />
          </span>
        }
        title={texts.design.compose}
        onClose={props.onClose}
      />
      <p className="panel-description">{texts.compose.about}</p>
      <div className="panel-body">
        <ComposeField {...props} />
        {draft.compose.length > 0 && (
          <>
            <h3 className="panel-subtitle">{texts.compose.written}</h3>
            <CodeBlock text={composed(draft, answer.operation)} label={texts.compose.written} />
            {loops.length > 0 && (
              <>
                <h3 className="panel-subtitle">{texts.compose.loops(loops.length)}</h3>
                <ol className="loop-list">
                  {loops.map(({ name, over }) => (
                    <li key={over}>
                      <span className="strong">{name.replaceAll("_", " ")}</span> <code>{over}</code>
                    </li>
                  ))}
                </ol>
                <p className="hint">{texts.compose.loopsWhy}</p>
              </>
            )}
          </>
        )}
      </div>
    </>
  );
}
