/**
 * A GET or HEAD that carries a body. `fetch` knows none, but published connectors declare such bodies (four of the 606 we drive), and
 * .NET, on which the platform runs, sends them (inferred).
 */
class RequestWithBody extends Request {
  readonly #method: string;

  constructor(from: Request | URL, init: RequestInit | undefined, method: string) {
    super(from, init && { ...init, method: "POST" });
    this.#method = method;
  }

  override get method(): string {
    return this.#method;
  }

  override clone(): RequestWithBody {
    return new RequestWithBody(super.clone(), undefined, this.#method);
  }
}

/** A request as it is asked for, whatever its method carries. */
export function requestOf(url: URL | string, init: RequestInit & { method: string }): Request {
  return init.body && hasNoBody(init.method)
    ? new RequestWithBody(new URL(url), init, init.method)
    : new Request(url, init);
}

/** Whether `fetch` and `Request` refuse a body with a method. */
export function hasNoBody(method: string): boolean {
  return method === "GET" || method === "HEAD";
}
