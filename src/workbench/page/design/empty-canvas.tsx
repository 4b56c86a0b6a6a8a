import { AddIcon } from "../icons.ts";
import { texts } from "../texts.ts";
import { focusSearch } from "./focus-search.ts";

/**
 * The canvas before an operation is chosen.
 * @param inviting there is something to choose
 */
export function EmptyCanvas({ inviting }: { inviting: boolean }) {
  if (!inviting) return <div className="canvas" />;
  return (
    <div className="canvas">
      <div className="flow">
        <button type="button" className="card card-empty" onClick={focusSearch}>
          <span className="card-body">
            <span className="card-icon card-icon-grey">
              <AddIcon aria-hidden />
            </span>
            <span className="card-title">{texts.design.addTrigger}</span>
          </span>
        </button>
        <p className="canvas-hint">{texts.design.addTriggerHint}</p>
      </div>
    </div>
  );
}
