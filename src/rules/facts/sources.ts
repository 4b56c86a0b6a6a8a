/** Addresses that many rules rest on, each under a short name. */

const LEARN = "https://learn.microsoft.com/connectors/custom-connectors/";
const REPOSITORY = "https://github.com/microsoft/PowerPlatformConnectors/";
const DESIGNER = "https://github.com/Azure/LogicAppsUX/blob/main/libs/";

/** The table of Microsoft's validator codes. */
export const VALIDATOR_CODES = `${LEARN}certification-swagger-validator-rules`;
export const EXTENSIONS_GUIDE = `${LEARN}openapi-extensions`;
export const STRING_GUIDE = `${LEARN}connector-string-guidance`;
export const CODING_STANDARDS = `${LEARN}coding-standards`;
export const CERTIFICATION = `${LEARN}certification-submission`;
export const CERTIFICATION_INDEPENDENT = `${LEARN}certification-submission-ip`;
export const SUBMIT = `${LEARN}submit-for-certification`;
export const FAQ = `${LEARN}faq`;
export const TEST_CONNECTION = `${LEARN}test-connection`;
export const VERSIONING = `${LEARN}operational-versioning`;
export const ENVIRONMENT_VARIABLES = `${LEARN}environment-variables`;
export const CUSTOM_CODE = `${LEARN}write-code`;
export const FROM_DEFINITION = `${LEARN}define-openapi-definition`;
export const DEFINITION_SCHEMA = `${REPOSITORY}blob/dev/schemas/apiDefinition.swagger.schema.json`;
export const PROPERTIES_SCHEMA = `${REPOSITORY}blob/dev/schemas/paconn-apiProperties.schema.json`;
export const SETTINGS_SCHEMA = `${REPOSITORY}blob/dev/schemas/paconn-settings.schema.json`;
export const PACONN_UPSERT = `${REPOSITORY}blob/dev/tools/paconn-cli/paconn/operations/upsert.py`;
export const PACONN_README = `${REPOSITORY}blob/dev/tools/paconn-cli/README.md`;
export const REPOSITORY_README = `${REPOSITORY}blob/dev/README.md`;
export const REPOSITORY_TEMPLATES = `${REPOSITORY}tree/dev/templates`;
export const PULL_REQUEST_TEMPLATE = `${REPOSITORY}blob/dev/.github/pull_request_template.md`;
export const SWAGGER_2 = "https://swagger.io/specification/v2/";
export const DESIGNER_PARSER = `${DESIGNER}logic-apps-shared/src/parsers/lib/swagger/parser.ts`;
export const DESIGNER_CONSTANTS = `${DESIGNER}logic-apps-shared/src/parsers/lib/common/constants.ts`;
export const POWER_FX_EXTENSIONS =
  "https://github.com/microsoft/Power-Fx/blob/main/src/libraries/Microsoft.PowerFx.Connectors/OpenApiExtensions.cs";
export const POWER_FX_PARSER =
  "https://github.com/microsoft/Power-Fx/blob/main/src/libraries/Microsoft.PowerFx.Connectors/OpenApiParser.cs";

/** A discussion or change in the public connector repository by its number. */
export function issue(number: number): string {
  return `${REPOSITORY}issues/${number}`;
}
