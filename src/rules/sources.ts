/** Addresses of the public documents that rules are taken from. */

const LEARN = "https://learn.microsoft.com/connectors/custom-connectors";
const CONNECTORS = "https://github.com/microsoft/PowerPlatformConnectors/blob/dev";
const DESIGNER = "https://github.com/Azure/LogicAppsUX/blob/main/libs";
const POWER_FX = "https://github.com/microsoft/Power-Fx/blob/main/src/libraries/Microsoft.PowerFx.Connectors";

/** The service's own validator: its codes with their conditions. */
export const VALIDATOR_CODES = `${LEARN}/certification-swagger-validator-rules`;
export const OPENAPI_EXTENSIONS = `${LEARN}/openapi-extensions`;
export const STRING_GUIDANCE = `${LEARN}/connector-string-guidance`;
export const CERTIFICATION = `${LEARN}/certification-submission`;
export const TEST_CONNECTION = `${LEARN}/test-connection`;
export const POLLING_TRIGGER = `${LEARN}/create-polling-trigger`;
export const POLICY_EXPRESSIONS = `${LEARN}/policy-templates/expressions/expressions`;
export const POLICY_HOST_URL = `${LEARN}/policy-templates/dynamichosturl/dynamichosturl`;
export const POLICY_TRAINING =
  "https://learn.microsoft.com/training/modules/policy-templates-custom-connectors/2-expressions-runtime";
/** The JSON schema that paconn checks definitions with. */
export const DEFINITION_SCHEMA = `${CONNECTORS}/schemas/apiDefinition.swagger.schema.json`;
/** The JSON schema that paconn checks apiProperties.json with. */
export const PROPERTIES_SCHEMA = `${CONNECTORS}/schemas/paconn-apiProperties.schema.json`;
export const SWAGGER_2 = "https://swagger.io/specification/v2/";
export const DESIGNER_PARAMETERS = `${DESIGNER}/logic-apps-shared/src/parsers/lib/swagger/parameterprocessor.ts`;
export const DESIGNER_UTILS = `${DESIGNER}/logic-apps-shared/src/parsers/lib/common/helpers/utils.ts`;
export const DESIGNER_QUERIES = `${DESIGNER}/designer/src/lib/core/queries/connector.ts`;
export const POWER_FX_PARSER = `${POWER_FX}/OpenApiParser.cs`;
export const POWER_FX_EXTENSIONS = `${POWER_FX}/OpenApiExtensions.cs`;
export const CODING_STANDARDS = `${LEARN}/coding-standards`;
export const VERSIONING = `${LEARN}/operational-versioning`;
export const DEPRECATION = `${LEARN}/deprecate-operation`;
export const WEBHOOK_TRIGGER = `${LEARN}/create-webhook-trigger`;
export const WEBHOOK_TRAINING =
  "https://learn.microsoft.com/training/modules/create-triggers-custom-connectors/2-webhook-trigger";
export const DESIGNER_PARSER = `${DESIGNER}/logic-apps-shared/src/parsers/lib/swagger/parser.ts`;
export const DESIGNER_PATHS = `${DESIGNER}/logic-apps-shared/src/parsers/lib/swagger/uritemplateparser.ts`;
export const DESIGNER_OUTPUTS = `${DESIGNER}/logic-apps-shared/src/parsers/lib/common/outputprocessor.ts`;
export const DESIGNER_OPERATIONS = `${DESIGNER}/designer/src/lib/core/utils/swagger/operation.ts`;
export const MULTI_AUTH = `${LEARN}/multi-auth`;
export const CONNECTION_PARAMETERS = `${LEARN}/connection-parameters`;
export const OAUTH_TROUBLESHOOTING = `${LEARN}/troubleshoot-oauth2`;
export const CONNECTOR_FAQ = `${LEARN}/faq`;
export const CUSTOM_CODE = `${LEARN}/write-code`;
export const FROM_DEFINITION = `${LEARN}/define-openapi-definition`;
export const ENVIRONMENT_VARIABLES = `${LEARN}/environment-variables`;
export const SUBMISSION = `${LEARN}/submit-for-certification`;
/** How paconn sends a connector: what it reads of apiProperties.json, and where it puts the secret. */
export const PACONN_UPSERT = `${CONNECTORS}/tools/paconn-cli/paconn/operations/upsert.py`;
export const PACONN_README = `${CONNECTORS}/tools/paconn-cli/README.md`;
export const REPOSITORY_README = `${CONNECTORS}/README.md`;
export const DESIGNER_CONNECTOR = `${DESIGNER}/logic-apps-shared/src/utils/src/lib/models/connector.ts`;
export const CERTIFICATION_INDEPENDENT = `${LEARN}/certification-submission-ip`;
/** The JSON schema of paconn's settings.json. */
export const SETTINGS_SCHEMA = `${CONNECTORS}/schemas/paconn-settings.schema.json`;
export const REPOSITORY_TEMPLATES = "https://github.com/microsoft/PowerPlatformConnectors/tree/dev/templates";
export const PULL_REQUEST_TEMPLATE = `${CONNECTORS}/.github/pull_request_template.md`;
export const DESIGNER_CONSTANTS = `${DESIGNER}/logic-apps-shared/src/parsers/lib/common/constants.ts`;

/** A pull request of the public connector repository; its checks show what the certification pipeline says. */
export function pullRequest(number: number): string {
  return `https://github.com/microsoft/PowerPlatformConnectors/pull/${number}`;
}

/** A thread of a public repository. */
export function issuesOf(repository: string, number: number): string {
  return `https://github.com/${repository}/issues/${number}`;
}

/** A discussion in the public connector repository by its number. */
export function issue(number: number): string {
  return issuesOf("microsoft/PowerPlatformConnectors", number);
}
/** What Copilot Studio asks of MCP servers, and that SSE ended in August 2025. */
export const COPILOT_STUDIO_MCP =
  "https://learn.microsoft.com/microsoft-copilot-studio/mcp-add-existing-server-to-agent";
/** Known problems of MCP servers in Copilot Studio: what its reader of tool schemas does not take. */
export const MCP_TROUBLESHOOTING = "https://learn.microsoft.com/microsoft-copilot-studio/mcp-troubleshooting";
/** What the icon of a connector may be. */
export const FROM_BLANK = `${LEARN}/define-blank`;

/**
 * When a document was last opened and held against the rules that cite it; the others were read when their rules were written, in
 * November 2026 at the latest. A stored copy is named by the date of its text.
 */
const OPENED: ReadonlyMap<string, string> = new Map([
  [VALIDATOR_CODES, "30 November 2026 (text of 14 September 2022)"],
  [CERTIFICATION, "30 November 2026 (text of 8 June 2022)"],
  [CERTIFICATION_INDEPENDENT, "30 November 2026 (text of 28 June 2022)"],
  [SUBMISSION, "30 November 2026 (text of 8 June 2022)"],
  [STRING_GUIDANCE, "30 November 2026 (text of 28 June 2022)"],
  [CODING_STANDARDS, "30 November 2026 (text of 8 June 2022)"],
  [POLLING_TRIGGER, "30 November 2026 (text of 8 June 2022)"],
  [WEBHOOK_TRIGGER, "30 November 2026 (text of 8 June 2022)"],
  [VERSIONING, "30 November 2026 (text of 8 June 2022)"],
  [DEPRECATION, "30 November 2026 (text of 8 June 2022)"],
  [TEST_CONNECTION, "30 November 2026 (text of 8 June 2022)"],
  [ENVIRONMENT_VARIABLES, "30 November 2026 (text of 8 June 2022)"],
  [OAUTH_TROUBLESHOOTING, "30 November 2026 (text of 8 June 2022)"],
  [FROM_DEFINITION, "30 November 2026 (text of 15 July 2022)"],
  [CUSTOM_CODE, "30 November 2026 (text of 6 December 2022)"],
  [CONNECTOR_FAQ, "30 November 2026 (text of 13 February 2023)"],
  [OPENAPI_EXTENSIONS, "30 November 2026 (text of 14 April 2023)"],
  [MULTI_AUTH, "30 November 2026 (text of 14 April 2023)"],
  [FROM_BLANK, "30 November 2026 (text of 14 April 2023)"],
  [CONNECTION_PARAMETERS, "30 November 2026"],
  [POLICY_HOST_URL, "1 December 2026"],
  [POLICY_EXPRESSIONS, "1 December 2026"],
  [POLICY_TRAINING, "1 December 2026"],
  [MCP_TROUBLESHOOTING, "30 November 2026"],
  [DESIGNER_OUTPUTS, "30 November 2026 (code of 21 August 2026)"],
  [DESIGNER_PARAMETERS, "30 November 2026 (code of 21 August 2026)"],
  [DESIGNER_PATHS, "30 November 2026 (code of 21 August 2026)"],
  [DESIGNER_CONNECTOR, "30 November 2026 (code of 21 August 2026)"],
  [DESIGNER_QUERIES, "30 November 2026 (code of 21 August 2026)"],
  [DESIGNER_PARSER, "30 November 2026 (code of 21 August 2026)"],
]);

/** When a source was last opened, as a page says it; undefined for what was only read when its rule was written. */
export function lastOpened(source: string): string | undefined {
  return OPENED.get(source);
}
