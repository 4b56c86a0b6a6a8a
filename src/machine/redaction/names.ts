/** Names under which credentials travel: of headers, query parameters, form fields and JSON members. Chosen after reading published connectors. */

/** Headers whose value is never shown, whatever it is. */
export const SECRET_HEADER =
  /authorization|api[-_]?key|subscription-key|functions-key|token|secret|cookie|password/i;

/** Members of JSON whose text is never shown; the names say so in every service. */
export const SECRET_MEMBERS = [
  "sig",
  "access_token",
  "refresh_token",
  "id_token",
  "client_secret",
  "client_assertion",
  "password",
  "api_key",
  "apikey",
  "subscription-key",
];

/** The same in an address or a form, where `code`, `key` and `token` are credentials more often than not; in JSON they are not. */
export const SECRET_PARAMETERS = [...SECRET_MEMBERS, "code", "key", "token"];

const SECRET_PARAMETER = new RegExp(`^(?:${SECRET_PARAMETERS.join("|")})$`, "i");

/** Whether a query parameter or form field of that name holds a credential. */
export function isSecretParameter(name: string): boolean {
  return SECRET_PARAMETER.test(name);
}

/** Names of headers and query parameters that a policy sets, where a fixed value would be one credential for everyone. */
export const CREDENTIAL_NAME =
  /^(?:proxy-)?authorization$|api[-_]?key|subscription-?key|access[-_]?key|(?:access|auth|bearer)[-_]?token|secret|password/i;
