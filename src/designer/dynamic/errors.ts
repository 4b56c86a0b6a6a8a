/** What the maker reads in a drop-down whose list could not be loaded. */
import { type JsonValue, own, ownString } from "../../json/values.ts";

export interface ListAnswer {
  /** The status as the platform words it: `NotFound`. */
  statusCode: string;
  body: JsonValue | undefined;
  /** The address of the platform's own call, shown where the answer says nothing. */
  url: string;
  requestId: string | undefined;
}

/**
 * The one grey row of the menu (sourced: run, shown on screen): the service's own words if it has any, else the address that failed.
 * Secrets do not belong into a message: what follows the address's `?` is left out (chosen).
 */
export function listError({ statusCode, body, url, requestId }: ListAnswer): string {
  const message = ownString(body, "message");
  const nested = ownString(own(body, "error"), "message");
  const said =
    message !== undefined
      ? `Error code: '${statusCode}', Message: '${message}'.`
      : (nested ?? `Error executing the API - ${url.split("?")[0]}`);
  return requestId === undefined
    ? said
    : `${said} More diagnostic information: x-ms-client-request-id is '${requestId}'.`;
}
