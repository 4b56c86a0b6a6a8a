/** What stays over reloads and restarts. */
import type { JsonValue } from "../../json/values.ts";

/** What the page remembers: opaque to the server but for secrets, which it takes out. */
export interface PageMemory {
  /** Forms by what they are of: an operation's id, or a flow that is being built. At most 200. */
  forms: FormMemory[];
  /** Number of the newest event that somebody has looked at. */
  seen: number;
}

export interface FormMemory {
  key: string;
  /** By input key. */
  values: Record<string, JsonValue>;
  /** The rest of the form, as the page has it. */
  rest: JsonValue;
}

export interface KeepActions {
  /** The whole of it, each time. */
  remember(memory: PageMemory): Promise<PageMemory>;
}
