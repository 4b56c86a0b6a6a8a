/** Events as they happen, in batches, resumable: server-sent events over the log. */
import { stringifyExact } from "../../json/exact-numbers.ts";
import type { StateMessage } from "../api.ts";
import type { Workbench } from "../workbench.ts";

/** Events of one message at most. */
const BATCH = 500;

/** Between two messages; whatever happens meanwhile goes together. */
const PAUSE_MS = 100;

/** Keeps proxies and browsers from giving up on a quiet stream. */
const KEEP_ALIVE_MS = 15_000;

/** Pages of one person; more are a mistake or an attack. */
export const MAX_STREAMS = 16;

/**
 * Holds no list of its own: each stream remembers the last number it sent, so a slow reader costs nothing, and one that falls
 * behind what is kept is told of the gap.
 */
export function streamEvents(
  workbench: Workbench,
  after: number,
  closed: () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  // From a former run of the server: everything there is is new.
  let sent = after > workbench.log.last ? 0 : Math.max(0, after);
  let told = "";
  let timer: NodeJS.Timeout | undefined;
  let quiet: NodeJS.Timeout | undefined;
  let detach: (() => void)[] = [];
  const stop = () => {
    clearTimeout(timer);
    clearInterval(quiet);
    for (const end of detach) end();
    if (detach.length > 0) closed();
    detach = [];
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string) => {
          try {
            controller.enqueue(encoder.encode(workbench.session.show(text)));
          } catch {
            stop();
          }
        };
        const pump = () => {
          timer = undefined;
          // The reader has not taken the last message yet: what it misses waits in the log.
          if ((controller.desiredSize ?? 0) <= 0) return wake();
          const { events, first, more } = workbench.log.page({ after: sent, limit: BATCH });
          if (first > sent + 1 && sent > 0) write(message("gap", { first }));
          const last = events.at(-1);
          if (last) {
            sent = last.number;
            write(message("events", events, last.number));
          }
          const state: StateMessage = { session: workbench.id, versions: workbench.versions };
          const text = stringifyExact(state);
          if (text !== told) {
            told = text;
            write(message("state", state));
          }
          if (more) wake();
        };
        const wake = () => {
          timer ??= setTimeout(pump, PAUSE_MS);
        };
        // Another connector was opened: the page asks again, and hears of it.
        const end = () => {
          stop();
          controller.close();
        };
        detach = [workbench.log.on(wake), workbench.onTouch(wake), workbench.onClose(end)];
        quiet = setInterval(() => write(": here\n\n"), KEEP_ALIVE_MS);
        quiet.unref();
        write("retry: 1000\n\n");
        pump();
      },
      cancel: stop,
    },
    // Counted in messages: two may wait in the socket.
    { highWaterMark: 4 },
  );
}

/** JSON has no line breaks of its own, so a message is one line of data. */
function message(name: string, data: unknown, id?: number): string {
  return `event: ${name}\n${id === undefined ? "" : `id: ${id}\n`}data: ${stringifyExact(data)}\n\n`;
}
