/** HTTP exchanges across every platform the workbench has run, and the requests as they were, to send them again. */
import { sizeOf } from "../../json/size.ts";
import { NewestByKey } from "../../machine/memory/newest.ts";
import type { Backend, ExchangeRecord, Platform } from "../../platform/index.ts";
import type { ExchangeHead, ExchangesAnswer } from "../api.ts";
import { headOf } from "../exchange-head.ts";
import { type PageRequest, pageByNumber } from "./event-log.ts";

/** Exchanges kept before the oldest are dropped. */
export const KEPT_EXCHANGES = 5_000;
/** … in this much memory, in bytes; the newest is kept whatever it has. */
const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** Numbers given out without a record at most: the platform keeps twice as many. */
const MAX_EMPTY = 300;

/** What a platform keeps of its own: more than {@link MAX_EMPTY}, so that nothing is dropped before it is read. */
export const PLATFORM_KEEP = 500;

/** Requests kept for replay, and the largest body of one. */
const KEPT_RAW = { count: 1_000, bytes: 32 * 1024 * 1024 };
const MAX_RAW_BODY = 256 * 1024;

/** Marks a request in the records that the platform keeps of it. */
const ID_HEADER = "x-ms-client-request-id";

/** A request as it left the gateway, secrets included: it never leaves this process. */
export interface RawRequest {
  method: string;
  url: string;
  headers: Headers;
  body: Uint8Array<ArrayBuffer> | undefined;
}

/** Numbers are given out as exchanges happen; records follow when somebody reads, because making them costs. */
export class ExchangeStore {
  /** By number; undefined where the record has not come yet, or was dropped before it could. */
  #records: (ExchangeRecord | undefined)[] = [];
  #count = 0;
  #empty = 0;
  #feed: () => void = () => {};
  /** What the records take. */
  #bytes = 0;
  readonly #raw = new NewestByKey<string, RawRequest>(KEPT_RAW);

  get count(): number {
    return this.#count;
  }

  /** Takes records from before the process was started; numbers go on behind them. */
  restore(records: readonly ExchangeRecord[], count: number): void {
    const first = records[0]?.number ?? count + 1;
    this.#records = Array.from({ length: Math.max(0, count - first + 1) });
    for (const record of records) {
      this.#records[record.number - first] = record;
      this.#bytes += sizeOf(record);
    }
    this.#count = count;
  }

  /** Says who brings the records of the numbers given out. */
  feedFrom(feed: () => void): void {
    this.#feed = feed;
  }

  /** An exchange is about to be recorded whose number nobody has asked for. */
  expect(): void {
    if (++this.#empty >= MAX_EMPTY) queueMicrotask(() => this.#fillUp());
  }

  reserve(): number {
    this.#records.push(undefined);
    if (this.#records.length >= KEPT_EXCHANGES + 500) this.#drop(this.#records.length - KEPT_EXCHANGES);
    this.expect();
    return ++this.#count;
  }

  fill(number: number, record: ExchangeRecord): void {
    const at = number - this.#first;
    if (at < 0) return;
    this.#bytes += sizeOf(record) - sizeOf(this.#records[at] ?? 0);
    this.#records[at] = { ...record, number };
    let excess = this.#bytes - MAX_RECORD_BYTES;
    let dropped = 0;
    for (; excess > 0 && dropped < at; dropped++) excess -= sizeOf(this.#records[dropped] ?? 0);
    if (dropped > 0) this.#drop(dropped);
  }

  #drop(count: number): void {
    for (const record of this.#records.splice(0, count)) this.#bytes -= sizeOf(record ?? 0);
  }

  add(record: Omit<ExchangeRecord, "number">): number {
    const number = this.reserve();
    this.fill(number, { ...record, number });
    return number;
  }

  get(number: number): ExchangeRecord | undefined {
    this.#fillUp();
    return this.#records[number - this.#first];
  }

  page(request: PageRequest): ExchangesAnswer {
    this.#fillUp();
    const { items, more } = pageByNumber(this.#records, this.#first, request);
    return { exchanges: items.flatMap((record) => (record ? [this.head(record)] : [])), more };
  }

  head(record: ExchangeRecord): ExchangeHead {
    return { ...headOf(record), replayable: this.isReplayable(record) };
  }

  all(): ExchangeRecord[] {
    this.#fillUp();
    return this.#records.filter((record) => record !== undefined);
  }

  get #first(): number {
    return this.#count - this.#records.length + 1;
  }

  #fillUp(): void {
    if (this.#empty > 0) this.#feed();
    this.#empty = 0;
  }

  numbersOf(run: string): number[] {
    return this.all().flatMap((record) => (belongsTo(record, run) ? record.number : []));
  }

  isReplayable(record: ExchangeRecord): boolean {
    if (record.phase === "notify") return record.flow !== undefined && isWhole(record);
    return this.raw(record) !== undefined;
  }

  raw(record: ExchangeRecord): RawRequest | undefined {
    return this.#raw.get(record.request.headers[ID_HEADER] ?? "");
  }

  /** A backend whose requests are remembered. */
  remember(backend: Backend): Backend {
    return async (request, signal) => {
      const id = request.headers.get(ID_HEADER);
      if (id === null) return await backend(request, signal);
      const body = request.body ? new Uint8Array(await request.clone().arrayBuffer()) : undefined;
      if (!body || body.byteLength <= MAX_RAW_BODY) {
        const headers = new Headers(request.headers);
        const bytes = 2_000 + 2 * request.url.length + (body?.byteLength ?? 0);
        this.#raw.set(id, { method: request.method, url: request.url, headers, body }, bytes);
      }
      return await backend(request, signal);
    };
  }
}

function belongsTo(record: ExchangeRecord, run: string): boolean {
  return record.run === run || record.response?.headers["x-ms-workflow-run-id"] === run;
}

/** The platform cuts long bodies when it records them; what is cut cannot be sent again. */
function isWhole({ request }: ExchangeRecord): boolean {
  return Buffer.byteLength(request.body ?? "") === request.bodySize;
}

/** Takes over what one platform records. */
export class ExchangeFeed {
  readonly #platform: Platform;
  readonly #store: ExchangeStore;
  readonly #translate: (record: ExchangeRecord) => ExchangeRecord;
  /** The workbench's numbers by the platform's. */
  readonly #numbers = new Map<number, number>();
  #reserved = 0;
  #taken = 0;

  constructor(
    platform: Platform,
    store: ExchangeStore,
    translate: (record: ExchangeRecord) => ExchangeRecord,
  ) {
    this.#platform = platform;
    this.#store = store;
    this.#translate = translate;
  }

  /** The workbench's number of a platform's exchange; those before it get theirs, too. */
  numberOf(platformNumber: number): number | undefined {
    while (this.#reserved < platformNumber) {
      this.#numbers.set(++this.#reserved, this.#store.reserve());
      if (this.#numbers.size > 4 * PLATFORM_KEEP)
        this.#numbers.delete(this.#numbers.keys().next().value ?? 0);
    }
    return this.#numbers.get(platformNumber);
  }

  /** Brings the records that are new. */
  take(): void {
    for (const record of this.#platform.exchanges()) {
      if (record.number <= this.#taken) continue;
      this.#taken = record.number;
      const number = this.numberOf(record.number);
      if (number !== undefined) this.#store.fill(number, this.#translate(record));
    }
  }
}
