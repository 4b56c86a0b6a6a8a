/** An exchange as lists show it. Pure: the page uses it in offline files, too. */
import type { ExchangeHead, ExchangeRecord } from "./api.ts";

export function headOf({ request, response, ...rest }: ExchangeRecord): ExchangeHead {
  return { ...rest, method: request.method, url: request.url, status: response?.status, replayable: false };
}
