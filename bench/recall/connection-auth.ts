import type { JsonObject, JsonValue } from "../../src/json/values.ts";
import { ANYWHERE, type Fault, fault } from "./fault.ts";
import { PASSING_SCRIPT } from "./policy.ts";
import type { Seedbed } from "./seedbed.ts";
import {
  apiKey,
  connectionParameter,
  FLAT,
  inConnectionParameters,
  OAUTH,
  oauth,
  SETS,
  TOKEN,
  twoWays,
} from "./sign-in.ts";

const SECOND = `${SETS}/values/1/parameters/token/oAuthSettings`;
const FILE = "apiProperties.json#";

/** A fault in a connection parameter, flat and in a set; `at` below the parameter is where it is found. */
function inParameter(
  rule: string,
  what: string,
  change: (bed: Seedbed, at: string) => unknown,
  ...at: string[]
): Fault[] {
  return inConnectionParameters((bed, pointer) => {
    change(bed, pointer);
    return pointer;
  }).map((seed, index) =>
    fault(rule, `${what}${index ? ", in a set" : ""}`, (bed) => {
      const pointer = seed(bed);
      return at.map((below) => `${FILE}${pointer}${below}`);
    }),
  );
}

/** A value below the parameter. */
function setting(rule: string, what: string, below: string, value: JsonValue): Fault[] {
  return inParameter(rule, what, (bed, at) => bed.p.set(at + below, value), below);
}

/** A fault in oAuthSettings, flat and in the second set. */
function inOAuth(
  rule: string,
  what: string,
  change: (bed: Seedbed, at: string) => unknown,
  ...at: string[]
): Fault[] {
  return [OAUTH, SECOND].map((pointer, index) =>
    fault(rule, `${what}${index ? ", in a set" : ""}`, (bed) => {
      if (index) twoWays(bed);
      else oauth(bed);
      change(bed, pointer);
      return at.map((below) => `${FILE}${pointer}${below}`);
    }),
  );
}

function oauthSetting(
  rule: string,
  what: string,
  below: string,
  value: JsonValue,
  ...more: string[]
): Fault[] {
  return inOAuth(rule, what, (bed, at) => bed.p.set(at + below, value), below, ...more);
}

/** A fault in the properties: one key set. */
function property(rule: string, what: string, below: string, value: JsonValue, ...more: string[]): Fault {
  return fault(rule, what, (bed) => [
    bed.p.set(`/properties${below}`, value),
    ...more.map((at) => FILE + at),
  ]);
}

function custom(
  rule: string,
  what: string,
  provider: string,
  change: (bed: Seedbed, at: string) => unknown,
  ...at: string[]
): Fault {
  return fault(rule, what, (bed) => {
    oauth(bed, provider);
    bed.checkpoint();
    change(bed, `${OAUTH}/customParameters`);
    return at.map((below) => `${FILE}${OAUTH}/customParameters${below}`);
  });
}

function ui(more: JsonObject): JsonObject {
  return { displayName: "Shelf", description: "The shelf.", tooltip: "Choose one.", ...more };
}

export default [
  fault("props-json-valid", "a comma too many", (bed) => {
    bed.edit("properties", (text) => text.replace(/\}\s*$/, ",}\n"));
    return ANYWHERE;
  }),
  fault("props-json-valid", "a comment", (bed) => {
    bed.edit("properties", (text) => text.replace("{", "{ // shelves"));
    return ANYWHERE;
  }),
  fault("props-json-valid", "cut off", (bed) => {
    bed.edit("properties", (text) => text.slice(0, -8));
    return ANYWHERE;
  }),
  fault("props-root", "another key beside properties", (bed) => bed.p.set("/name", "shelves")),
  fault("props-root", "no properties", (bed) => {
    bed.p.rename("/properties", "property");
    return [FILE, `${FILE}/property`];
  }),
  fault("props-root", "an array around everything", (bed) => {
    bed.edit("properties", (text) => `[${text}]`);
    return FILE;
  }),
  property("props-unknown-property", "a key nobody knows", "/script", "script.csx"),
  fault("props-unknown-property", "a misspelt key", (bed) => {
    bed.p.set("/properties/publisher", "Fabrikam Incorporated");
    bed.checkpoint();
    return bed.p.rename("/properties/publisher", "Publisher_");
  }),
  fault("props-unknown-property", "stackowner", (bed) => {
    bed.p.set("/properties/stackOwner", "Fabrikam Incorporated");
    bed.checkpoint();
    return [bed.p.rename("/properties/stackOwner", "stackowner")];
  }),
  fault("props-publisher", "no publisher", (bed) => {
    bed.p.set("/properties/publisher", "Fabrikam Incorporated");
    bed.checkpoint();
    bed.p.drop("/properties/publisher");
    return `${FILE}/properties`;
  }),
  property("props-publisher", "an empty publisher", "/publisher", ""),
  property("props-publisher", "signs in the publisher", "/publisher", "Fabrikam <Shelves>!"),
  fault("props-stackowner", "no stack owner", (bed) => {
    bed.p.set("/properties/stackOwner", "Fabrikam Incorporated");
    bed.checkpoint();
    bed.p.drop("/properties/stackOwner");
    return `${FILE}/properties`;
  }),
  property("props-stackowner", "a blank stack owner", "/stackOwner", " "),
  property("props-capabilities", "one string", "/capabilities", "actions"),
  property("props-capabilities", "a number in the list", "/capabilities", [1], "/properties/capabilities/0"),
  property(
    "props-capability-values",
    "an unknown one",
    "/capabilities",
    ["acttions"],
    "/properties/capabilities/0",
  ),
  fault("cp-present", "no connection parameters", (bed) => {
    bed.p.drop(SETS);
    bed.p.set(FLAT, {});
    bed.d.drop("/securityDefinitions");
    bed.d.drop("/security");
    bed.checkpoint();
    bed.p.drop(FLAT);
    return `${FILE}/properties`;
  }),
  ...["shelf-mark", "shelf mark", "shelf.mark"].map((name) =>
    fault("cp-name", `a parameter named ${name}`, (bed) => {
      apiKey(bed);
      return bed.p.set(`${FLAT}/${name}`, connectionParameter("string", "Mark"));
    }),
  ),
  fault("cp-name", "a parameter with a hyphen in a set", (bed) => {
    twoWays(bed);
    return bed.p.set(`${SETS}/values/0/parameters/shelf-mark`, connectionParameter("string", "Mark"));
  }),
  fault("cp-claim-parent", "a claim without token", (bed) => {
    apiKey(bed);
    return bed.p.set(`${FLAT}/token:clientId`, connectionParameter("string", "Client"));
  }),
  fault("cp-claim-parent", "a claim without token in a set", (bed) => {
    twoWays(bed);
    return bed.p.set(
      `${SETS}/values/0/parameters/token:resourceUri`,
      connectionParameter("string", "Resource"),
    );
  }),
  ...setting("cp-type", "an unknown type", "/type", "text"),
  ...setting("cp-type", "a type of JSON schema", "/type", "boolean"),
  ...inParameter("cp-type", "no type", (bed, at) => bed.p.drop(`${at}/type`), ""),
  ...setting("cp-type-case", "another letter case", "/type", "secureString"),
  ...setting("cp-unknown-key", "a key nobody knows", "/displayName", "API key"),
  ...setting("cp-unknown-key", "default for defaultValue", "/default", "abc"),
  ...inParameter(
    "cp-ui-definition",
    "nothing for people to read",
    (bed, at) => bed.p.drop(`${at}/uiDefinition`),
    "",
  ),
  ...inParameter(
    "cp-ui-definition",
    "no description",
    (bed, at) => {
      bed.p.drop(`${at}/uiDefinition/schema`);
      bed.p.drop(`${at}/uiDefinition/description`);
    },
    "",
    "/uiDefinition",
  )
    // In a set the help text has a rule of its own.
    .slice(0, 1),
  ...inParameter(
    "cp-ui-display-name",
    "no display name",
    (bed, at) => bed.p.drop(`${at}/uiDefinition/displayName`),
    "",
    "/uiDefinition",
  ),
  ...setting("cp-ui-display-name", "an empty display name", "/uiDefinition/displayName", ""),
  ...setting("cp-ui-keys", "an unknown key", "/uiDefinition/hint", "Look."),
  ...setting("cp-ui-keys", "an unknown constraint", "/uiDefinition/constraints/maxLength", 5),
  ...setting("cp-ui-keys", "a misspelt constraint", "/uiDefinition/constraints/cleartext", true),
  ...setting(
    "cp-constraints-string-boolean",
    "required as boolean",
    "/uiDefinition/constraints/required",
    true,
  ),
  ...setting("cp-constraints-string-boolean", "hidden as boolean", "/uiDefinition/constraints/hidden", false),
  ...setting("cp-constraints-types", "clearText as string", "/uiDefinition/constraints/clearText", "false"),
  ...setting("cp-constraints-types", "capability as string", "/uiDefinition/constraints/capability", "cloud"),
  ...setting("cp-constraints-types", "tabIndex as string", "/uiDefinition/constraints/tabIndex", "2"),
  ...setting("cp-constraints-types", "allowed values as strings", "/uiDefinition/constraints/allowedValues", [
    "a",
  ]).map((each) => ({
    ...each,
    seed: (bed: Seedbed) => [each.seed(bed) ?? ""].flat().flatMap((at) => [at, `${at}/0`]),
  })),
  ...inParameter(
    "cp-default-value-string",
    "a number as default",
    (bed, at) => {
      bed.p.set(`${at}/type`, "int");
      bed.checkpoint();
      bed.p.set(`${at}/defaultValue`, 5);
    },
    "/defaultValue",
  ),
  ...setting("cp-securestring-cleartext", "the secret is shown", "/uiDefinition/constraints/clearText", true),
  fault("cp-tenantid-shape", "no source type", (bed) => {
    oauth(bed, "aad");
    const at = bed.p.set(`${FLAT}/token:TenantId`, connectionParameter("string", "Tenant"));
    return [at, `${at}/metadata`];
  }),
  fault("cp-tenantid-shape", "another type", (bed) => {
    oauth(bed, "aad");
    const at = bed.p.set(
      `${FLAT}/token:TenantId`,
      connectionParameter("securestring", "Tenant", {
        metadata: { sourceType: "AzureActiveDirectoryTenant" },
      }),
    );
    return [at, `${at}/type`];
  }),
  fault("cp-tenantid-ui-exact", "a text of its own", (bed) => {
    oauth(bed, "aad");
    const at = bed.p.set(
      `${FLAT}/token:TenantId`,
      connectionParameter("string", "Tenant", { metadata: { sourceType: "AzureActiveDirectoryTenant" } }),
    );
    return [at, `${at}/uiDefinition`, `${at}/uiDefinition/displayName`, `${at}/uiDefinition/description`];
  }),
  ...["oauth", "Token", "accessToken"].map((name) =>
    fault("cp-oauth-parameter-name", `named ${name}`, (bed) => {
      oauth(bed);
      return bed.p.rename(TOKEN, name);
    }),
  ),
  fault("cp-gateway-capability", "a gateway parameter alone", (bed) => {
    bed.p.set("/properties/capabilities", []);
    bed.checkpoint();
    const at = bed.p.set(`${FLAT}/gateway`, {
      type: "gatewaySetting",
      gatewaySettings: { dataSourceType: "CustomConnector", connectionDetails: [] },
      uiDefinition: ui({}),
    });
    return [at, `${at}/type`, `${FILE}/properties/capabilities`];
  }),
  ...inOAuth("oauth-settings-required", "no provider", (bed, at) => bed.p.drop(`${at}/identityProvider`), ""),
  fault("oauth-settings-required", "a misspelt key", (bed) => {
    oauth(bed);
    const at = bed.p.rename(OAUTH, "oauthSettings");
    return [FILE + TOKEN, at];
  }),
  fault("oauth-settings-required", "no settings", (bed) => {
    oauth(bed);
    bed.p.drop(OAUTH);
    return FILE + TOKEN;
  }),
  ...oauthSetting("oauth-identity-provider", "an unknown provider", "/identityProvider", "azuread"),
  ...oauthSetting("oauth-identity-provider", "another letter case", "/identityProvider", "OAuth2Generic"),
  custom(
    "oauth-custom-parameters",
    "no refresh address",
    "oauth2",
    (bed, at) => bed.p.drop(`${at}/refreshUrl`),
    "",
  ),
  custom(
    "oauth-custom-parameters",
    "no authorization address",
    "oauth2generic",
    (bed, at) => bed.p.drop(`${at}/authorizationUrlTemplate`),
    "",
  ),
  custom("oauth-custom-parameters", "no resource", "aad", (bed, at) => bed.p.drop(`${at}/resourceUri`), ""),
  custom(
    "oauth-custom-parameters",
    "no resource for the certificate",
    "aadcertificate",
    (bed, at) => bed.p.drop(`${at}/resourceUri`),
    "",
  ),
  ...inOAuth(
    "oauth-custom-parameters",
    "no custom parameters",
    (bed, at) => bed.p.drop(`${at}/customParameters`),
    "",
  ),
  custom(
    "oauth-custom-parameter-case",
    "a capital letter",
    "oauth2",
    (bed, at) => bed.p.rename(`${at}/tokenUrl`, "TokenUrl"),
    "/TokenUrl",
  ),
  custom(
    "oauth-custom-parameter-case",
    "a capital letter, Entra ID",
    "aad",
    (bed, at) => bed.p.rename(`${at}/loginUri`, "LoginUri"),
    "/LoginUri",
  ),
  custom(
    "oauth-custom-parameter-unknown",
    "a name nobody knows",
    "oauth2",
    (bed, at) => bed.p.set(`${at}/audience`, { value: "x" }),
    "/audience",
  ),
  custom(
    "oauth-custom-parameter-unknown",
    "a name nobody knows, Entra ID",
    "aad",
    (bed, at) => bed.p.set(`${at}/loginUrl`, { value: "https://login.microsoftonline.com" }),
    "/loginUrl",
  ),
  custom(
    "oauth-custom-parameter-shape",
    "a bare string",
    "oauth2",
    (bed, at) => bed.p.set(`${at}/tokenUrl`, "https://login.fabrikam.com/token"),
    "/tokenUrl",
  ),
  custom(
    "oauth-custom-parameter-shape",
    "a number as value",
    "aad",
    (bed, at) => bed.p.set(`${at}/tenantId/value`, 7),
    "/tenantId",
    "/tenantId/value",
  ),
  ...inOAuth(
    "oauth-url-https",
    "http",
    (bed, at) => bed.p.set(`${at}/customParameters/tokenUrl/value`, "http://login.fabrikam.com/token"),
    "/customParameters/tokenUrl/value",
    "/customParameters/tokenUrl",
  ),
  ...inOAuth(
    "oauth-url-https",
    "no scheme",
    (bed, at) => bed.p.set(`${at}/customParameters/tokenUrl/value`, "login.fabrikam.com/token"),
    "/customParameters/tokenUrl/value",
    "/customParameters/tokenUrl",
  ),
  ...inOAuth(
    "oauth-url-https",
    "empty",
    (bed, at) => bed.p.set(`${at}/customParameters/authorizationUrl/value`, ""),
    "/customParameters/authorizationUrl/value",
    "/customParameters/authorizationUrl",
  ),
  custom(
    "oauth-url-https",
    "http in a template",
    "oauth2generic",
    (bed, at) => bed.p.set(`${at}/refreshUrlTemplate/value`, "http://login.fabrikam.com/token"),
    "/refreshUrlTemplate/value",
  ),
  ...oauthSetting("oauth-unknown-key", "a key nobody knows", "/clientID", "abc"),
  ...oauthSetting("oauth-unknown-key", "scope", "/scope", "shelf.read"),
  ...oauthSetting("oauth-redirect-mode-value", "lower case", "/redirectMode", "global"),
  ...oauthSetting("oauth-redirect-mode-value", "an unknown mode", "/redirectMode", "PerConnector"),
  ...oauthSetting("oauth-redirect-per-connector", "the old mode", "/redirectMode", "Global"),
  ...oauthSetting("oauth-redirect-url", "another address", "/redirectUrl", "https://fabrikam.com/redirect"),
  ...oauthSetting("oauth-redirect-url", "no string", "/redirectUrl", true),
  ...inOAuth("oauth-client-id", "no client", (bed, at) => bed.p.drop(`${at}/clientId`), ""),
  ...oauthSetting("oauth-client-id", "an empty client", "/clientId", "", ""),
  ...oauthSetting("oauth-scopes-array", "one string", "/scopes", "shelf.read shelf.write"),
  ...oauthSetting("oauth-scopes-array", "a number", "/scopes", [7], "/scopes/0"),
  ...inOAuth(
    "oauth-is-first-party",
    "true for a third party",
    (bed, at) => {
      bed.p.set("/properties/publisher", "Fabrikam Incorporated");
      bed.checkpoint();
      bed.p.set(`${at}/properties/IsFirstParty`, "True");
    },
    "/properties/IsFirstParty",
  ),
  ...oauthSetting("oauth-is-first-party", "a boolean", "/properties/IsFirstParty", false),
  custom(
    "oauth-aadcertificate-first-party",
    "a certificate for a third party",
    "aadcertificate",
    (bed) => bed.p.set(`${OAUTH}/properties/IsFirstParty`, "False"),
    "",
  ),
  fault("oauth-client-credentials", "the implicit flow", (bed) => {
    oauth(bed);
    return bed.d.set("/securityDefinitions/oauth2_auth/flow", "implicit");
  }),
  fault("oauth-client-credentials", "the application flow", (bed) => {
    oauth(bed);
    return bed.d.set("/securityDefinitions/oauth2_auth/flow", "application");
  }),
  fault("oauth-client-credentials", "client credentials in the body of the token request", (bed) => {
    oauth(bed, "oauth2generic");
    return bed.p.set(
      `${OAUTH}/customParameters/tokenBodyTemplate/value`,
      "grant_type=client_credentials&client_id={ClientId}",
    );
  }),
  fault("multi-auth-shape", "no choices", (bed) => {
    twoWays(bed);
    return bed.p.set(`${SETS}/values`, []);
  }),
  fault("multi-auth-shape", "choices as an object", (bed) => {
    twoWays(bed);
    return bed.p.set(`${SETS}/values`, { key: {} });
  }),
  fault("multi-auth-shape", "a choice without parameters", (bed) => {
    const second = twoWays(bed);
    bed.p.drop(`${second}/parameters`);
    return FILE + second;
  }),
  fault("multi-auth-shape", "a choice without a name", (bed) => {
    const second = twoWays(bed);
    bed.p.drop(`${second}/name`);
    return FILE + second;
  }),
  fault("multi-auth-name-unique", "two of one name", (bed) => bed.p.set(`${twoWays(bed)}/name`, "key")),
  fault("multi-auth-ui", "no display name", (bed) => {
    const second = twoWays(bed);
    bed.p.drop(`${second}/uiDefinition/displayName`);
    return [`${FILE}${second}/uiDefinition`, FILE + second];
  }),
  fault("multi-auth-ui", "no uiDefinition", (bed) => {
    const second = twoWays(bed);
    bed.p.drop(`${second}/uiDefinition`);
    return FILE + second;
  }),
  fault("multi-auth-shape", "a key nobody knows", (bed) => bed.p.set(`${twoWays(bed)}/title`, "Account")),
  fault("cp-ui-keys", "a label nobody knows, of a choice", (bed) =>
    bed.p.set(`${twoWays(bed)}/uiDefinition/label`, "Account"),
  ),
  fault("multi-auth-shape", "nothing above the choices", (bed) => {
    twoWays(bed);
    bed.p.drop(`${SETS}/uiDefinition`);
    return FILE + SETS;
  }),
  fault("multi-auth-and-flat", "both", (bed) => {
    twoWays(bed);
    const at = bed.p.set(FLAT, { api_key: connectionParameter("securestring", "API key") });
    return [at, FILE + SETS];
  }),
  fault("multi-auth-schema-description", "no help text", (bed) => {
    twoWays(bed);
    const at = `${SETS}/values/0/parameters/api_key/uiDefinition`;
    bed.p.drop(`${at}/schema`);
    return FILE + at;
  }),
  fault("multi-auth-cli-only", "two ways to sign in", (bed) => {
    oauth(bed);
    twoWays(bed);
    const sets = bed.p.drop(SETS);
    bed.p.set(FLAT, { api_key: connectionParameter("securestring", "API key") });
    bed.checkpoint();
    twoWaysUnseen(bed);
    return sets;
  }),
  fault("props-unknown-property", "what belongs elsewhere", (bed) => {
    bed.files.set("script.csx", PASSING_SCRIPT);
    bed.checkpoint();
    return bed.p.set("/properties/scriptoperations", []);
  }),
];

/** The two ways to sign in as the fault itself. */
function twoWaysUnseen(bed: Seedbed): void {
  const before = bed.sound;
  twoWays(bed);
  bed.restore(before);
}
