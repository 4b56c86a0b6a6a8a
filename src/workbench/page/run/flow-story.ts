/** How a flow is doing, why, and what comes next, in a sentence or two. */
import type { FlowView } from "../model.ts";
import { errorText, shortMoment } from "../state/format.ts";
import { texts } from "../texts.ts";

export interface FlowStory {
  text: string;
  mood: "good" | "attention" | "bad" | "plain";
  /** When the platform does something by itself. */
  nextAt: string | undefined;
}

/** @param now the workbench's clock */
export function flowStory(flow: FlowView, now: string): FlowStory {
  const { health, reason, lost, nextPollAt } = flow;
  const words = texts.flows.story;
  const when = (iso: string | undefined) => (iso === undefined ? undefined : shortMoment(iso, now));
  if (lost !== undefined) return { text: words.lost(sentence(lost)), mood: "bad", nextAt: undefined };
  if (flow.state === "suspended") return { text: words.suspended(why(flow)), mood: "bad", nextAt: undefined };
  switch (health) {
    case "off":
      return { text: words.off[flow.kind], mood: "plain", nextAt: undefined };
    case "registering":
      return { text: words.registering, mood: "plain", nextAt: undefined };
    case "subscribed":
      return { text: words.subscribed, mood: "good", nextAt: undefined };
    case "no-location":
      return { text: words.noLocation, mood: "attention", nextAt: undefined };
    case "retrying":
      return {
        text: words.retrying(why(flow), when(reason?.nextAttemptAt)),
        mood: "attention",
        nextAt: reason?.nextAttemptAt,
      };
    case "gave-up":
      return { text: words.gaveUp(why(flow)), mood: "bad", nextAt: undefined };
    case "ready":
      return { text: words.ready, mood: "good", nextAt: undefined };
    case "waiting":
      if (flow.kind === "recurrence")
        return { text: words.recurs(when(nextPollAt)), mood: "good", nextAt: nextPollAt };
      return { text: words.waiting(when(nextPollAt)), mood: "good", nextAt: nextPollAt };
    case "poll-failing":
      return { text: words.pollFailing(why(flow), when(nextPollAt)), mood: "bad", nextAt: nextPollAt };
  }
}

function why({ reason }: FlowView): string {
  if (!reason) return "";
  return texts.flows.story.cause(
    texts.run.answerKinds[reason.kind],
    reason.status,
    sentence(errorText(reason.message)),
  );
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
