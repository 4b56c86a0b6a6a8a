/** The designer's view of a connector, for command lines, tests and the page. */
export { ConnectorView, type ViewSource, viewConnector } from "./connector.ts";
export { type ListAnswer, listError } from "./dynamic/errors.ts";
export { type DynamicCall, type DynamicRequest, dynamicRequest } from "./dynamic/request.ts";
export { type ListRow, rowsOf } from "./dynamic/rows.ts";
export type { DynamicArgument, DynamicSource } from "./dynamic/source.ts";
export { explainLabel } from "./explain.ts";
export { type RecordedConnector, recordConnector, recordOperation } from "./golden.ts";
export type { Option } from "./inputs/options.ts";
export type { Label, LabelPart, LabelSource } from "./labels.ts";
export type { Failure, FailureCode } from "./reading/failure.ts";
export { type EnteredValues, logicAppsDefinition } from "./serialize/logic-apps.ts";
export { powerAutomateDefinition } from "./serialize/power-automate.ts";
export type * from "./types.ts";
