import { ANYWHERE, fault } from "./fault.ts";
import { addPolicy, addScript, PASSING_SCRIPT } from "./policy.ts";
import { apiKey, basic, connectionParameter, FLAT, OAUTH, oauth, SETS, TOKEN, twoWays } from "./sign-in.ts";
import { bare } from "./tree.ts";

const DEFINITION = "/securityDefinitions/oauth2_auth";

/** A gateway connector: the parameter, the capability and basic authentication. */
const gateway = (type: "basic" | "key" | "oauth") => (bed: Parameters<typeof basic>[0]) => {
  if (type === "basic") basic(bed);
  else if (type === "key") apiKey(bed);
  else oauth(bed);
};

export default [
  fault("x-oauth-correspondence", "OAuth without its connection parameter", (bed) => {
    oauth(bed);
    bed.p.drop(TOKEN);
    return [DEFINITION, `${DEFINITION}/type`, `apiProperties.json#${FLAT}`];
  }),
  fault("x-oauth-correspondence", "OAuth, but the parameter is a key", (bed) => {
    oauth(bed);
    bed.p.set(FLAT, { api_key: connectionParameter("securestring", "API key") });
    return [DEFINITION, `${DEFINITION}/type`, `apiProperties.json#${FLAT}`];
  }),
  fault("x-oauth-without-security", "OAuth parameter, definition says nothing", (bed) => {
    oauth(bed);
    bed.d.drop("/securityDefinitions");
    bed.d.drop("/security");
    return [`apiProperties.json#${TOKEN}`, `apiProperties.json#${TOKEN}/type`];
  }),
  fault("x-oauth-without-security", "OAuth parameter, definition wants a key", (bed) => {
    oauth(bed);
    bed.d.set("/securityDefinitions", { key: { type: "apiKey", in: "header", name: "X-Key" } });
    bed.d.set("/security", [{ key: [] }]);
    return [`apiProperties.json#${TOKEN}`, `apiProperties.json#${TOKEN}/type`];
  }),
  fault("x-basic-correspondence", "no password", (bed) => {
    basic(bed);
    bed.p.drop(`${FLAT}/password`);
    return ["/securityDefinitions/basic", `apiProperties.json#${FLAT}`];
  }),
  fault("x-basic-correspondence", "user name under another name", (bed) => {
    basic(bed);
    bed.p.rename(`${FLAT}/username`, "login");
    return ["/securityDefinitions/basic", `apiProperties.json#${FLAT}`, `apiProperties.json#${FLAT}/login`];
  }),
  fault("x-apikey-correspondence", "the key under another name", (bed) => {
    apiKey(bed);
    bed.p.rename(`${FLAT}/api_key`, "subscriptionKey");
    return ["/securityDefinitions/shelf_key", `apiProperties.json#${FLAT}/subscriptionKey`];
  }),
  fault("x-apikey-correspondence", "the key is a plain string", (bed) => {
    apiKey(bed);
    bed.p.set(`${FLAT}/api_key/type`, "bool");
    return ANYWHERE;
  }),
  fault("x-security-without-parameters", "no connection parameters at all", (bed) => {
    apiKey(bed);
    bed.p.set(FLAT, {});
    return ["/securityDefinitions", `apiProperties.json#${FLAT}`, "/securityDefinitions/shelf_key"];
  }),
  fault("x-parameters-without-use", "parameters that nothing uses", (bed) => {
    apiKey(bed);
    bed.p.drop("/properties/policyTemplateInstances");
    bed.p.drop("/properties/scriptOperations");
    bed.files.delete("script.csx");
    bed.checkpoint();
    bed.d.drop("/securityDefinitions");
    bed.d.drop("/security");
    return [`apiProperties.json#${FLAT}`, `apiProperties.json#${FLAT}/api_key`];
  }),
  fault("x-parameter-unreferenced", "a parameter left over", (bed) => {
    apiKey(bed);
    return bed.p.set(`${FLAT}/region`, connectionParameter("string", "Region"));
  }),
  fault("x-parameter-unreferenced", "a parameter left over in a set", (bed) => {
    twoWays(bed);
    return bed.p.set(`${SETS}/values/0/parameters/region`, connectionParameter("string", "Region"));
  }),
  fault(
    "security-definition-shape",
    "an unknown type",
    (bed) => {
      apiKey(bed);
      return bed.d.set("/securityDefinitions/shelf_key/type", "bearer");
    },
    "SecuritySchemePropertyNotValid",
  ),
  fault(
    "security-definition-shape",
    "the OpenAPI 3 way of a bearer token",
    (bed) => {
      apiKey(bed);
      const at = bed.d.set("/securityDefinitions/bearer", { type: "http", scheme: "bearer" });
      return [at, `${at}/type`, `${at}/scheme`];
    },
    "SecuritySchemePropertyNotValid",
  ),
  fault(
    "security-definition-shape",
    "a key without a place",
    (bed) => {
      apiKey(bed);
      bed.d.drop("/securityDefinitions/shelf_key/in");
      return "/securityDefinitions/shelf_key";
    },
    "SecuritySchemePropertyRequired",
  ),
  fault(
    "security-definition-shape",
    "a name that is a number",
    (bed) => {
      apiKey(bed);
      return bed.d.set("/securityDefinitions/shelf_key/name", 7);
    },
    "JsonTypeIncorrect",
  ),
  fault(
    "security-definition-shape",
    "a key in a cookie",
    (bed) => {
      apiKey(bed);
      return bed.d.set("/securityDefinitions/shelf_key/in", "cookie");
    },
    "SecuritySchemePropertyNotValid",
  ),
  fault(
    "security-definition-shape",
    "OAuth without token address",
    (bed) => {
      oauth(bed);
      bed.d.drop(`${DEFINITION}/tokenUrl`);
      return DEFINITION;
    },
    "SecuritySchemePropertyRequired",
  ),
  fault(
    "security-definition-shape",
    "no type",
    (bed) => {
      basic(bed);
      bed.d.drop("/securityDefinitions/basic/type");
      return "/securityDefinitions/basic";
    },
    "SecuritySchemePropertyRequired",
  ),
  fault("security-definition-shape", "scopes on a key", (bed) => {
    apiKey(bed);
    const at = bed.d.set("/securityDefinitions/shelf_key/scopes", { read: "Read." });
    return [at];
  }),
  fault(
    "security-definition-shape",
    "no scopes, and an address that the flow lacks",
    (bed) => {
      bed.d.set("/securityDefinitions/shelf_sign_in", {
        type: "oauth2",
        flow: "implicit",
        authorizationUrl: "https://login.fabrikam.com/authorize",
        tokenUrl: "https://login.fabrikam.com/token",
      });
      return ["/securityDefinitions/shelf_sign_in", "/securityDefinitions/shelf_sign_in/tokenUrl"];
    },
    "SecuritySchemePropertyRequired",
    "SecuritySchemePropertyNotValid",
  ),
  fault("security-scopes-present", "OAuth without scopes", (bed) => {
    oauth(bed);
    bed.d.set("/security", [{ oauth2_auth: [] }]);
    bed.checkpoint();
    bed.d.drop(`${DEFINITION}/scopes`);
    return DEFINITION;
  }),
  fault("security-definition-single", "a second definition", (bed) => {
    oauth(bed);
    bed.d.set("/securityDefinitions/key", { type: "apiKey", in: "header", name: "X-Key" });
    return ["/securityDefinitions", "/securityDefinitions/key"];
  }),
  fault(
    "security-requirement-defined",
    "a misspelt requirement",
    (bed) => {
      apiKey(bed);
      return bed.d.set("/security", [{ shelfkey: [] }]) && ["/security/0/shelfkey", "/security/0"];
    },
    "SecurityRequirementMustBeDefined",
  ),
  fault(
    "security-requirement-defined",
    "an operation asks for what is not there",
    (bed) => {
      oauth(bed);
      const at = bare(bed.d.set(`${bed.action()}/security`, [{ bearerAuth: [] }]));
      return [`${at}/0/bearerAuth`, `${at}/0`];
    },
    "SecurityRequirementMustBeDefined",
  ),
  fault(
    "security-requirement-value",
    "a value of null",
    (bed) => {
      oauth(bed);
      return bed.d.set("/security/0/oauth2_auth", null);
    },
    "SecurityRequirementMustHaveValue",
  ),
  fault(
    "security-requirement-value",
    "scopes for a key",
    (bed) => {
      apiKey(bed);
      const at = bed.d.set("/security/0/shelf_key", ["read"]);
      return [at, `${at}/0`];
    },
    "SecurityRequirementMustHaveEmptyValue",
  ),
  fault(
    "security-requirement-value",
    "scopes for basic authentication, on an operation",
    (bed) => {
      basic(bed);
      const at = bare(bed.d.set(`${bed.action()}/security`, [{ basic: ["admin"] }]));
      return [`${at}/0/basic`, `${at}/0/basic/0`];
    },
    "SecurityRequirementMustHaveEmptyValue",
  ),
  fault(
    "security-requirement-scope",
    "a scope nobody offers",
    (bed) => {
      oauth(bed);
      return bed.d.append("/security/0/oauth2_auth", "shelf.delete");
    },
    "OAuthSecurityRequirementValueMustBeScopeName",
  ),
  fault(
    "security-requirement-scope",
    "a scope nobody offers, on an operation",
    (bed) => {
      oauth(bed);
      const at = bare(bed.d.set(`${bed.action()}/security`, [{ oauth2_auth: ["shelf.raed"] }]));
      return `${at}/0/oauth2_auth/0`;
    },
    "OAuthSecurityRequirementValueMustBeScopeName",
  ),
  fault("security-requirement-missing", "no security", (bed) => {
    apiKey(bed);
    bed.d.drop("/security");
    return ["", "/securityDefinitions"];
  }),
  fault("security-requirement-missing", "an empty security", (bed) => {
    oauth(bed);
    bed.d.set("/security", []);
    return ["", "/securityDefinitions", "/security"];
  }),
  fault("x-oauth-url-match", "another token address", (bed) => {
    oauth(bed);
    bed.d.set(`${DEFINITION}/tokenUrl`, "https://login.fabrikam.com/v2/token");
    return [`${DEFINITION}/tokenUrl`, `apiProperties.json#${OAUTH}/customParameters/tokenUrl/value`];
  }),
  fault("x-oauth-url-match", "another authorization address, generic", (bed) => {
    oauth(bed, "oauth2generic");
    const at = bed.p.set(
      `${OAUTH}/customParameters/authorizationUrlTemplate/value`,
      "https://auth.fabrikam.com/authorize",
    );
    return [at, `${DEFINITION}/authorizationUrl`];
  }),
  fault("x-oauth-scope-match", "a scope in apiProperties.json only", (bed) => {
    oauth(bed);
    const at = bed.p.append(`${OAUTH}/scopes`, "shelf.delete");
    return [at, bare(at), `apiProperties.json#${OAUTH}/scopes`, `${DEFINITION}/scopes`];
  }),
  fault("x-oauth-scope-match", "a scope in the definition only", (bed) => {
    oauth(bed);
    const at = bed.d.set(`${DEFINITION}/scopes/shelf.delete`, "Delete shelves.");
    return [at, `apiProperties.json#${OAUTH}/scopes`, `${DEFINITION}/scopes`];
  }),
  fault("x-auth-header-double", "a policy writes Authorization as well", (bed) => {
    oauth(bed);
    const at = addPolicy(bed, "setheader", undefined, {
      name: "Authorization",
      value: "Bearer @connectionParameters('token')",
    });
    return [ANYWHERE, at];
  }),
  fault("x-auth-header-double", "a policy writes authorization for basic", (bed) => {
    basic(bed);
    addPolicy(bed, "setheader", undefined, { name: "authorization", value: "Basic abc" });
    return ANYWHERE;
  }),
  fault("x-apikey-also-parameter", "the key is a header parameter", (bed) => {
    apiKey(bed);
    return bed.d.append(`${bed.action()}/parameters`, {
      name: "X-Shelf-Key",
      in: "header",
      required: true,
      type: "string",
      "x-ms-summary": "Key",
      description: "Your key.",
    });
  }),
  fault("x-apikey-also-parameter", "the key is a shared query parameter", (bed) => {
    apiKey(bed, "query", "key");
    bed.d.set("/parameters/Key", {
      name: "key",
      in: "query",
      type: "string",
      "x-ms-summary": "Key",
      description: "Your key.",
    });
    bed.d.append(`${bed.action()}/parameters`, { $ref: "#/parameters/Key" });
    return ["/parameters/Key", ANYWHERE];
  }),
  ...(["key", "oauth"] as const).map((type) =>
    fault("x-gateway-auth", `gateway with ${type}`, (bed) => {
      gateway(type)(bed);
      bed.p.set("/properties/capabilities", ["gateway"]);
      bed.p.set(`${FLAT}/gateway`, {
        type: "gatewaySetting",
        gatewaySettings: { dataSourceType: "CustomConnector", connectionDetails: [] },
        uiDefinition: { displayName: "Gateway", description: "The gateway.", tooltip: "Choose one." },
      });
      return ANYWHERE;
    }),
  ),
  fault("x-gateway-script", "gateway with a script", (bed) => {
    basic(bed);
    addScript(bed, undefined);
    bed.p.set("/properties/capabilities", ["gateway"]);
    bed.p.set(`${FLAT}/gateway`, {
      type: "gatewaySetting",
      gatewaySettings: { dataSourceType: "CustomConnector", connectionDetails: [] },
      uiDefinition: { displayName: "Gateway", description: "The gateway.", tooltip: "Choose one." },
    });
    return ANYWHERE;
  }),
  fault("x-script-operations-exist", "the sample's names", (bed) => {
    addScript(bed, [bed.operation()?.id ?? ""]);
    return bed.p.append("/properties/scriptOperations", "getCall");
  }),
  fault("x-script-operations-exist", "another letter case", (bed) => {
    const id = bed.operation()?.id ?? "";
    addScript(bed, [id]);
    const other = id[0] === id[0]?.toUpperCase() ? id[0]?.toLowerCase() : id[0]?.toUpperCase();
    return bed.p.set("/properties/scriptOperations/0", other + id.slice(1));
  }),
  fault("x-script-operations-type", "one name instead of a list", (bed) => {
    const id = bed.operation()?.id ?? "";
    addScript(bed, [id]);
    return bed.p.set("/properties/scriptOperations", id);
  }),
  fault("x-script-operations-type", "numbers in the list", (bed) => {
    addScript(bed, [bed.operation()?.id ?? ""]);
    const at = bed.p.append("/properties/scriptOperations", 7);
    return [at, "apiProperties.json#/properties/scriptOperations"];
  }),
  fault("x-script-file-present", "no script beside the list", (bed) => {
    addScript(bed, [bed.operation()?.id ?? ""]);
    bed.files.delete("script.csx");
    return "apiProperties.json#/properties/scriptOperations";
  }),
  fault("x-script-file-present", "an empty list without script", (bed) => {
    bed.files.delete("script.csx");
    bed.p.drop("/properties/scriptOperations");
    bed.checkpoint();
    return bed.p.set("/properties/scriptOperations", []);
  }),
  fault("x-script-operations-present", "a script for everything", (bed) => {
    bed.files.delete("script.csx");
    bed.p.drop("/properties/scriptOperations");
    bed.checkpoint();
    bed.files.set("script.csx", PASSING_SCRIPT);
    return ANYWHERE;
  }),
  fault("x-script-operation-ids", "the script asks for what is not there", (bed) => {
    const id = bed.operation()?.id ?? "";
    addScript(bed, [id]);
    const text = bed.files.get("script.csx")?.toString() ?? "";
    bed.files.set("script.csx", Buffer.from(text.replace(`case "${id}"`, 'case "GetShelfs"')));
    return "script.csx#";
  }),
  fault("x-script-operation-ids", "the script compares with what is not there", (bed) => {
    addScript(bed, [bed.operation()?.id ?? ""]);
    const text = bed.files.get("script.csx")?.toString() ?? "";
    bed.files.set(
      "script.csx",
      Buffer.from(
        text.replace(
          "        switch (",
          '        if (Context.OperationId == "GetShelfs") return await Pass();\n        switch (',
        ),
      ),
    );
    return "script.csx#";
  }),
  ...[
    'var asked = Context.OperationId; if (asked == "GetShelfs") return null;',
    'if (Context.OperationId is "GetShelfs" or "GetRows") return null;',
    'if (new List<string>().Contains("x")) { } var ids = new[] { "GetShelfs" }; if (ids.Contains(Context.OperationId)) return null;',
  ].map((code) =>
    fault("x-script-operation-ids", code.slice(0, 40), (bed) => {
      addScript(bed, [bed.operation()?.id ?? ""]);
      const text = bed.files.get("script.csx")?.toString() ?? "";
      bed.files.set(
        "script.csx",
        Buffer.from(text.replace("        switch (", `        ${code}\n        switch (`)),
      );
      return "script.csx#";
    }),
  ),
  fault("x-host-placeholder", "a host to be filled in", (bed) => {
    bed.files.delete("script.csx");
    bed.p.drop("/properties/scriptOperations");
    for (const [index, policy] of bed.p.list("/properties/policyTemplateInstances").entries())
      if (JSON.stringify(policy).includes("dynamichosturl"))
        bed.p.set(`/properties/policyTemplateInstances/${index}/templateId`, "setheader");
    bed.checkpoint();
    return bed.d.set("/host", "your-instance.example.com");
  }),
];
