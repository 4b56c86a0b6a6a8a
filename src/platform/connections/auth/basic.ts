import type { Authenticator } from "./authenticator.ts";

/** HTTP basic authentication from two parameters, in UTF-8 (RFC 7617). */
export function basic(userParameter: string, passwordParameter: string): Authenticator {
  return {
    kind: "basic",
    secretNames: [],
    authenticate(call, credentials) {
      const user = credentials.value(userParameter);
      const password = credentials.value(passwordParameter);
      if (user === undefined && password === undefined) return;
      const text = Buffer.from(`${user ?? ""}:${password ?? ""}`, "utf8").toString("base64");
      call.headers.set("authorization", `Basic ${text}`);
    },
  };
}
