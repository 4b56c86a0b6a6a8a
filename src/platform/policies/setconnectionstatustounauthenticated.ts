import type { PolicyWork } from "./template.ts";

/** Marks the connection as no longer signed in when the service answers with a status. Not documented: inferred from name and parameter. */
export const setconnectionstatustounauthenticated: PolicyWork = {
  apply(parameters, context) {
    const wanted = String(parameters.value("statusCode") ?? "");
    if (context.reply && String(context.reply.status) === wanted) context.markUnauthenticated();
  },
};
