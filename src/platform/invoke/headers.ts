/** Headers as flows hold them: one text for each name. */

/**
 * Headers of an answer or a notification as an object. Several values of one name are joined with a comma, those of
 * `Set-Cookie` too, of which an object would keep the last one only (the comma is inferred from the way in which .NET joins values).
 */
export function headersOf(headers: Headers): Record<string, string> {
  const result = Object.fromEntries(headers);
  if (result["set-cookie"] !== undefined) result["set-cookie"] = headers.getSetCookie().join(", ");
  return result;
}
