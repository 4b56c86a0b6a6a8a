/** The service behind the gateway, whatever it is: a function from request to response. */

/** A handler in the manner of `fetch`. It gets requests addressed to the host that the definition names. */
export type Backend = (request: Request, signal?: AbortSignal) => Promise<Response> | Response;
