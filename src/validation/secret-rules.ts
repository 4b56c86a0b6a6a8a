/** The rules that report secrets. What a connector's settings excuse of them is not a secret to packages either. */
export const SECRET_RULES: readonly string[] = ["sec-client-secret-real", "sec-committed-secret"];
