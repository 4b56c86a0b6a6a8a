import type { DeskPage } from "../../model.ts";
import { dateTime } from "../../state/format.ts";
import { texts } from "../../texts.ts";

/** Who is told of what happens on a page. */
export function Subscriptions({ page }: { page: DeskPage }) {
  if (page.subscriptions.length === 0) return <p className="hint">{texts.desk.noSubscriptions}</p>;
  return (
    <ul className="plain-list">
      {page.subscriptions.map((one) => (
        <li className="subscription" key={one.webhookId}>
          <span className="strong">{one.changeTypes.join(", ")}</span>
          <code className="break">{one.callback}</code>
          <span className="muted">{texts.desk.subscription(one.createdBy, dateTime(one.createdAt))}</span>
          {(one.waiting > 0 || one.failuresInARow > 0) && (
            <span className="bad">{texts.desk.subscriptionTrouble(one.waiting, one.failuresInARow)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
