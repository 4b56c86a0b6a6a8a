import { fault, inParameters, inSchemas } from "./fault.ts";
import { connectionParameter, FLAT, OAUTH, oauth, SETS, twoWays } from "./sign-in.ts";

const SECOND = `${SETS}/values/1/parameters/token/oAuthSettings`;

export default [
  fault("sec-client-secret", "a placeholder is left as secret", (bed) => {
    oauth(bed);
    return bed.p.set(`${OAUTH}/clientSecret`, "<your client secret>");
  }),
  fault("sec-client-secret", "a placeholder in the second way to sign in", (bed) => {
    twoWays(bed);
    return bed.p.set(`${SECOND}/clientSecret`, "REPLACE_ME");
  }),
  fault("sec-client-secret-real", "a secret of Entra ID", (bed) => {
    oauth(bed, "aad");
    return bed.p.set(`${OAUTH}/clientSecret`, "k8r8Q~mWb3fTz0LxVn1cYpE5sHu7JdAqKoR2gItZ");
  }),
  fault("sec-client-secret-real", "a hexadecimal secret in a set", (bed) => {
    twoWays(bed);
    return bed.p.set(`${SECOND}/clientSecret`, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b");
  }),
  fault("sec-client-secret-real", "a short secret", (bed) => {
    oauth(bed);
    return bed.p.set(`${OAUTH}/clientSecret`, "Xk29fPq71LmZ");
  }),
  fault("sec-client-secret-real", "a secret among the custom parameters", (bed) => {
    oauth(bed);
    return `${bed.p.set(`${OAUTH}/customParameters/clientSecret`, { value: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b" })}/value`;
  }),
  ...inParameters(
    "sec-personal-data",
    "a bank account",
    { "x-ms-test-value": "GB29NWBK60161331926819" },
    "/x-ms-test-value",
  ),
  fault("sec-https", "http beside https", (bed) => {
    bed.d.set("/schemes", ["https", "http"]);
    return ["/schemes/1", "/schemes"];
  }),
  fault("sec-https", "http only", (bed) => {
    bed.d.set("/schemes", ["http"]);
    return ["/schemes/0", "/schemes"];
  }),
  fault("sec-https", "http for one operation", (bed) => {
    const at = bed.d.set(`${bed.action()}/schemes`, ["http"]);
    return [at, `${at}/0`];
  }),
  fault("sec-oauth-http", "authorization address without TLS", (bed) => {
    oauth(bed);
    return bed.d.set(
      "/securityDefinitions/oauth2_auth/authorizationUrl",
      "http://login.fabrikam.com/authorize",
    );
  }),
  fault("sec-oauth-http", "token address without TLS", (bed) => {
    oauth(bed);
    return bed.d.set("/securityDefinitions/oauth2_auth/tokenUrl", "HTTP://login.fabrikam.com/token");
  }),
  fault("sec-secret-as-string", "password as plain string", (bed) => {
    bed.p.set(`${FLAT}/password`, connectionParameter("string", "Password"));
    return [`apiProperties.json#${FLAT}/password/type`, `apiProperties.json#${FLAT}/password`];
  }),
  fault("sec-secret-as-string", "API key as plain string, in a set", (bed) => {
    twoWays(bed);
    const at = bed.p.set(`${SETS}/values/0/parameters/api_key/type`, "string");
    return [at, at.slice(0, -5)];
  }),
  fault("sec-secret-as-string", "client secret under a name of its own", (bed) => {
    const at = bed.p.set(`${FLAT}/clientSecret`, connectionParameter("string", "Client secret"));
    return [at, `${at}/type`];
  }),
  fault("sec-environment-variable-secret", "the secret is a text environment variable", (bed) => {
    oauth(bed);
    return bed.p.set(`${OAUTH}/clientSecret`, '@environmentVariables("contoso_ClientSecret")');
  }),
  ...inParameters(
    "sec-personal-data",
    "somebody's address as default",
    { default: "maria.huber@gmail.com" },
    "/default",
  ),
  ...inSchemas(
    "sec-personal-data",
    "somebody's address as test value",
    { type: "string", "x-ms-test-value": "maria.huber@outlook.com" },
    "/x-ms-test-value",
    [],
    ["body", "array in body", "referenced definition"],
  ),
  ...inSchemas(
    "sec-personal-data",
    "somebody's address as example",
    { type: "string", example: "jan.kowalski@gmail.com" },
    "/example",
    [],
    ["response", "existing definition"],
  ),
];
