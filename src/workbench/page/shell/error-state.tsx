import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { ErrorIcon } from "../icons.ts";
import { texts } from "../texts.ts";

/** What went wrong, what to do, and trying again. */
export function ErrorState(props: {
  title: string;
  message?: string | undefined;
  help?: string | undefined;
  onRetry?: (() => void) | undefined;
  /** Where else to go. */
  next?: ReactNode;
}) {
  return (
    <div className="state-block" role="alert">
      <ErrorIcon className="state-icon state-icon-bad" aria-hidden />
      <h2 className="state-title">{props.title}</h2>
      {props.message && <p className="state-text">{props.message}</p>}
      {props.help && <p className="state-text">{props.help}</p>}
      {props.onRetry && <Button onClick={props.onRetry}>{texts.shell.retry}</Button>}
      {props.next}
    </div>
  );
}
