/** Events told by cause: a booking with its notification and run, a call with its answer, a flow that is turned on. Pure. */
import type { Mood, WorkbenchEvent } from "../model.ts";

export type StoryKind = "booking" | "notification" | "poll" | "call" | "registration" | "workbench";

export interface StoryGroup {
  /** Number of its first event. */
  key: number;
  kind: StoryKind;
  /** Oldest first. */
  events: WorkbenchEvent[];
  /** The worst of its events, but for good news. */
  mood: Mood;
  flows: string[];
  runs: string[];
}

/** Deeds of people at the service. */
const BOOKED = /^(booked|joined|left|edited|rescheduled|cancelled)$/;
/** What the service does while it answers a call. */
const ANSWERING =
  /^(request|authorised|refused|answered|listed|signedIn|subscribed|unsubscribed|fault|drift)$/;
const DELIVERY = /^(queued|delivered|retried|withheld|abandoned|gone)$/;
const OF_FLOW = /^(flow-|subscri|unsubscri|registration-)/;
const RANK: Record<Mood, number> = { plain: 0, good: 1, attention: 2, bad: 3 };

/** Oldest first. */
export function storyOf(events: readonly WorkbenchEvent[]): StoryGroup[] {
  const groups: StoryGroup[] = [];
  const byRun = new Map<string, StoryGroup>();
  const lastRunOf = new Map<string, StoryGroup>();
  const registering = new Map<string, StoryGroup>();
  let deed: StoryGroup | undefined;
  /** Calls under way, and the last that was: the service does not say which one it answers. */
  const open: { group: StoryGroup; operation: string | undefined; flow: string | undefined }[] = [];
  let last: StoryGroup | undefined;

  const begin = (kind: StoryKind, event: WorkbenchEvent): StoryGroup => {
    const group: StoryGroup = { key: event.number, kind, events: [], mood: "plain", flows: [], runs: [] };
    groups.push(group);
    return group;
  };
  const put = (group: StoryGroup, event: WorkbenchEvent): StoryGroup => {
    group.events.push(event);
    if (RANK[event.mood] > RANK[group.mood]) group.mood = event.mood;
    if (event.flow !== undefined && !group.flows.includes(event.flow)) group.flows.push(event.flow);
    if (event.run !== undefined && !group.runs.includes(event.run)) {
      group.runs.push(event.run);
      byRun.set(event.run, group);
    }
    return group;
  };

  for (const event of events) {
    const { source, type, flow, run } = event;
    if (source === "service") {
      if (BOOKED.test(type)) deed = put(begin("booking", event), event);
      else if (DELIVERY.test(type)) put(deed ?? begin("notification", event), event);
      else if (ANSWERING.test(type)) put(open.at(-1)?.group ?? last ?? begin("call", event), event);
      else put(begin("workbench", event), event);
    } else if (source === "workbench" && run !== undefined && byRun.has(run)) {
      // Told once the run was there, but what it began with.
      const group = byRun.get(run)!;
      put(group, event);
      group.events.unshift(group.events.pop()!);
    } else if (source === "workbench") {
      put(begin("workbench", event), event);
      deed = type === "clock-moved" ? deed : undefined;
    } else if (run !== undefined) {
      const group = put(byRun.get(run) ?? begin("notification", event), event);
      // What ends may be an older run than the one that calls next.
      if (flow !== undefined && type === "run-started") lastRunOf.set(flow, group);
    } else if (type === "notification-accepted" || type === "notification-refused") {
      // Of a booking, as long as its notifications are on their way; otherwise somebody fired the trigger.
      const waits = deed !== undefined && underWay(deed);
      const group = put(waits && deed ? deed : begin("notification", event), event);
      for (const id of runsOf(event)) byRun.set(id, group);
      if (flow !== undefined) lastRunOf.set(flow, group);
    } else if (type === "polled") {
      const group = put(
        last?.kind === "poll" && last.flows.includes(flow ?? "") ? last : begin("poll", event),
        event,
      );
      if (flow !== undefined) lastRunOf.set(flow, group);
    } else if (type === "call-started") {
      const purpose = event.facts["purpose"];
      last = put(
        purpose === "poll"
          ? begin("poll", event)
          : flow === undefined
            ? begin("call", event)
            : purpose === "invoke" || purpose === "async"
              ? (lastRunOf.get(flow) ?? begin("call", event))
              : ((purpose === "unsubscribe" ? leavingOf(registering.get(flow)) : registering.get(flow)) ??
                begin("registration", event)),
        event,
      );
      if (last.kind === "registration" && flow !== undefined) registering.set(flow, last);
      open.push({ group: last, operation: event.operation, flow });
    } else if (type === "call-answered") {
      const at = open.findIndex((one) => one.operation === event.operation && one.flow === flow);
      const [ended] = at < 0 ? [] : open.splice(at, 1);
      last = put(ended?.group ?? last ?? begin("call", event), event);
    } else if (flow !== undefined && OF_FLOW.test(type)) {
      const fresh = /^flow-(created|remade|turned-on|turned-off|edited)$/.test(type);
      const known = registering.get(flow);
      const goesOn = known !== undefined && (!fresh || isNear(known, event));
      registering.set(flow, put(goesOn ? known : begin("registration", event), event));
    } else if (open.length > 0) put(open.at(-1)!.group, event);
    else put(begin("workbench", event), event);
  }
  return groups;
}

/** What a flow unsubscribes for: where it had subscribed by then, that is another matter than what made it subscribe. */
function leavingOf(group: StoryGroup | undefined): StoryGroup | undefined {
  return group?.events.some(({ type }) => type === "subscribed") ? undefined : group;
}

/** Flows are made and turned on at once, and unsubscribe in between where they are changed: one thing, to who reads it. */
function isNear(group: StoryGroup, event: WorkbenchEvent): boolean {
  const last = group.events.at(-1)?.type ?? "";
  if (group.events[0]?.type === "call-started") return event.type === "flow-turned-off";
  if (group.events[0]?.type !== "flow-remade")
    return last === "flow-created" && event.type === "flow-turned-on";
  if (group.events.some(({ type }) => type === "flow-turned-on")) return false;
  const leaving =
    /^(flow-remade|flow-turned-off|call-answered|answered|unsubscribed|unsubscribe-failed|subscription-orphaned)$/;
  return /^flow-turned-o(n|ff)$/.test(event.type) && leaving.test(last);
}

function underWay({ events }: StoryGroup): boolean {
  const count = (pattern: RegExp) => events.filter(({ type }) => pattern.test(type)).length;
  return count(/^queued$/) > count(/^(notification-accepted|abandoned|withheld)$/);
}

function runsOf({ facts }: WorkbenchEvent): string[] {
  const runs = facts["runs"];
  return Array.isArray(runs) ? runs.filter((run) => typeof run === "string") : [];
}
