/** Values for a connection nobody has given any for: mocked services look at none of them. */
import type { ConnectionParameter } from "../api.ts";

/** One for each parameter that is required and has no default, and a token for each sign-in. */
export function standIns(parameters: readonly ConnectionParameter[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, type, required, options, default: given } of parameters) {
    if (given !== undefined && given !== null) continue;
    if (!required && type !== "oauthsetting") continue;
    const [first] = options ?? [];
    values[name] =
      first !== undefined && first !== null && typeof first !== "object"
        ? first
        : type === "int"
          ? "1"
          : type === "bool"
            ? "true"
            : type === "oauthsetting"
              ? () => "stand-in-token"
              : "stand-in";
  }
  return values;
}
