import type { Authenticator } from "./authenticator.ts";

/** HTTP basic authentication from the parameters `username` and `password` (sourced names), in UTF-8 (RFC 7617). */
export const basic: Authenticator = {
  kind: "basic",
  secretNames: [],
  authenticate(call, credentials) {
    const user = credentials.value("username");
    const password = credentials.value("password");
    if (user === undefined && password === undefined) return;
    const text = Buffer.from(`${user ?? ""}:${password ?? ""}`, "utf8").toString("base64");
    call.headers.set("authorization", `Basic ${text}`);
  },
};
