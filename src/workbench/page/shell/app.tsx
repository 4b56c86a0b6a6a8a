import { FluentProvider, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { ApiFailure, type DataSource, type Recording, type WorkbenchState } from "../../api.ts";
import { DataProvider } from "../state/data.tsx";
import { useScheme } from "../state/preferences.ts";
import { texts } from "../texts.ts";
import { ErrorState } from "./error-state.tsx";
import { Frame } from "./frame.tsx";
import { Waiting } from "./waiting.tsx";

/** Everything: asks for the state first, and says what to do if nobody answers. */
export function App({ source, recording }: { source: DataSource; recording: Recording | undefined }) {
  const scheme = useScheme();
  const [initial, setInitial] = useState<WorkbenchState>();
  const [failure, setFailure] = useState<Error>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    document.documentElement.dataset["scheme"] = scheme;
    document.documentElement.style.colorScheme = scheme;
  }, [scheme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every attempt asks again
  useEffect(() => {
    let over = false;
    source.state().then(
      (state) => {
        if (over) return;
        setInitial(state);
        setFailure(undefined);
      },
      (error: Error) => over || setFailure(error),
    );
    return () => {
      over = true;
    };
  }, [source, attempt]);
  return (
    <FluentProvider theme={scheme === "dark" ? webDarkTheme : webLightTheme} className="theme">
      <div className="app">
        {initial ? (
          <DataProvider source={source} initial={initial}>
            <Frame recording={recording} />
          </DataProvider>
        ) : failure ? (
          <main className="center-page">
            <ErrorState
              title={isRefusal(failure) ? texts.shell.refusedTitle : texts.shell.unreachableTitle}
              message={failure.message}
              help={isRefusal(failure) ? texts.shell.refusedHelp : texts.shell.unreachableHelp}
              onRetry={() => setAttempt((count) => count + 1)}
            />
          </main>
        ) : (
          <main className="center-page">
            <Waiting label={texts.shell.loading} />
          </main>
        )}
      </div>
    </FluentProvider>
  );
}

function isRefusal(error: Error): boolean {
  return error instanceof ApiFailure && (error.status === 401 || error.status === 403);
}
