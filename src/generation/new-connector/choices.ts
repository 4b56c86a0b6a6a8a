/** What can be chosen for a new connector. */

/** What its operations are, and what a word about each says. */
export const TEMPLATES = {
  webhook: "a trigger that the service calls",
  polling: "a trigger that looks for news",
  action: "two actions",
  mcp: "a server of tools for agents (Model Context Protocol)",
};
export type TemplateName = keyof typeof TEMPLATES;

/** How its connections sign in. */
export const SIGN_INS = {
  none: "not at all",
  "api-key": "with a key",
  basic: "with a name and a password",
  oauth2: "with OAuth 2.0",
  entra: "with Microsoft Entra ID",
};
export type SignInName = keyof typeof SIGN_INS;

/** Values of a connection for tests. */
export const CONNECTION_VALUES: Record<SignInName, Record<string, string>> = {
  none: {},
  "api-key": { api_key: "a-key-for-tests" },
  basic: { username: "ada", password: "for-tests" },
  oauth2: { token: "a-token-for-tests" },
  entra: { token: "a-token-for-tests" },
};
