/** How our servers say that something cannot be done. */

/** An answer with `{ error: { code, message, help } }`: what happened, and what to do about it. */
export function problem(
  status: number,
  code: string,
  message: string,
  help: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ error: { code, message, help } }, { status, headers });
}

/** The JSON schema of that answer. */
export const problemSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "help"],
      properties: {
        code: { type: "string" },
        message: { type: "string" },
        help: { type: "string", description: "What to do about it." },
      },
    },
  },
};
