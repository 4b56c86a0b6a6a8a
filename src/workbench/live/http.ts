/** How the page asks the server. Runs in the browser. */
import { type ApiError, ApiFailure } from "../api.ts";

export interface Http {
  /** Each rejects with an {@link ApiFailure}; paths are those below `/api/`. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** A piece of a path, encoded. */
  part(text: string): string;
  /** `?name=value&…` of what is given, or nothing. */
  query(options?: object): string;
}

/** @param base where the server is, without the slash at its end */
export function createHttp(base: string, request: typeof fetch): Http {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    let response: Response;
    try {
      response = await request(`${base}/api/${path}`, {
        method,
        credentials: "same-origin",
        ...(body === undefined
          ? {}
          : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      });
    } catch {
      throw new ApiFailure(0, {
        code: "server-gone",
        message: "The workbench does not answer.",
        help: "Start the workbench again.",
      });
    }
    const value = (await response.json().catch(() => undefined)) as (T & Partial<ApiError>) | undefined;
    if (response.ok && value !== undefined) return value;
    throw new ApiFailure(
      response.status,
      value?.error ?? {
        code: "no-answer",
        message: `The workbench answered with the status ${response.status}.`,
        help: "Reload the page.",
      },
    );
  };
  const get = <T>(path: string) => ask<T>("GET", path);
  const post = <T>(path: string, body: unknown = {}) => ask<T>("POST", path, body);
  const part = encodeURIComponent;
  const query = (options: object = {}) => {
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    return given.length > 0
      ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`
      : "";
  };
  return { ask, get, post, part, query };
}
