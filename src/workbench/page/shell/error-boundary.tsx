import { Component, type ReactNode } from "react";
import { texts } from "../texts.ts";
import { ErrorState } from "./error-state.tsx";

/** A fault of the page stays in one view, and is said. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <ErrorState
        title={texts.shell.crashTitle}
        message={error.message}
        help={texts.shell.crashHelp}
        onRetry={() => this.setState({ error: undefined })}
      />
    );
  }
}
