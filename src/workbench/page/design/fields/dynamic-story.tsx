import { Button, Link, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { ReloadIcon } from "../../icons.ts";
import type { InputView } from "../../model.ts";
import { useData } from "../../state/data.tsx";
import { routeHref } from "../../state/route.ts";
import { texts } from "../../texts.ts";
import type { DynamicRows } from "../use-dynamic-rows.ts";

/** Below a drop-down: where its rows come from, and what its author should fix. The real designer says neither. */
export function DynamicStory({ input, list }: { input: InputView; list: DynamicRows }) {
  const { source } = useData();
  const { answer, loading, failure } = list;
  const from = input.dynamicValues?.operationId ?? texts.fields.tree;
  const words = texts.dropDown;
  const failed = failure !== undefined || answer?.state === "failed";
  return (
    <>
      <p className={failed ? "list-story list-story-bad" : "list-story"}>
        <span>
          {loading
            ? words.storyLoading(from)
            : failed
              ? words.storyFailed(from)
              : answer?.state === "waiting"
                ? words.storyWaiting
                : words.story(answer?.rows.length ?? 0, from)}
        </span>
        {answer?.exchange !== undefined && (
          <Link href={routeHref("run", "exchange", answer.exchange)}>{words.exchange(answer.exchange)}</Link>
        )}
        {source.actions && (
          <Button
            appearance="transparent"
            size="small"
            icon={<ReloadIcon />}
            disabled={loading}
            onClick={() => list.load(true)}
          >
            {words.reload}
          </Button>
        )}
      </p>
      {answer && answer.problems.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{words.problems}</MessageBarTitle>
            {answer.problems.join(" ")}
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
