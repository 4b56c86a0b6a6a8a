import { Badge, Link } from "@fluentui/react-components";
import type { InvokeAnswer } from "../model.ts";
import { CodeBlock } from "../shell/code-block.tsx";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";

export function InvokeResult({ answer }: { answer: InvokeAnswer }) {
  const { ok, status, kind, body, violations, exchange } = answer;
  return (
    <section className="invoke-result" aria-label={texts.tryOut.result}>
      <div className="row">
        <Badge color={ok ? "success" : "danger"} appearance="filled">
          {status}
        </Badge>
        <span className="strong">{texts.run.answerKinds[kind]}</span>
        <Link href={routeHref("run", "exchange", exchange)}>{texts.dropDown.exchange(exchange)}</Link>
      </div>
      {violations.length > 0 && (
        <ul className="violations">
          {violations.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer's list never changes
            <li key={index}>
              <code>{one.pointer || "/"}</code> {one.message}
            </li>
          ))}
        </ul>
      )}
      <CodeBlock
        text={body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body, null, 2)}
        label={texts.tryOut.body}
        heading={texts.tryOut.body}
      />
    </section>
  );
}
