/** HTTP exchanges as they are handed out. */

export interface ExchangeRecord {
  number: number;
  /** What the call was for. */
  phase:
    | "invoke"
    | "subscribe"
    | "unsubscribe"
    | "poll"
    | "dynamic"
    | "policy"
    | "notify"
    | "async"
    | "script";
  operation?: string;
  connection?: string;
  flow?: string;
  run?: string;
  startedAt: string;
  /** Milliseconds on the platform's clock. */
  duration: number;
  request: { method: string; url: string; headers: Record<string, string>; body?: string; bodySize: number };
  response?: { status: number; headers: Record<string, string>; body?: string; bodySize: number };
  /** Whether the service gave the answer or the gateway did without asking it. */
  answeredBy: "service" | "gateway" | "platform";
  error?: string;
}
