/** Ways in which a definition will fail at run time, found before anything is called. One file a fault. */
import type { Fault } from "../api.ts";
import type { LoadedConnector } from "../connector-source.ts";
import { dynamicOperationUnknown } from "./dynamic-operation-unknown.ts";
import { dynamicPathUnknown } from "./dynamic-path-unknown.ts";
import type { Diagnosis } from "./finding.ts";
import { internalObject } from "./internal-object.ts";
import { locationNotDeclared } from "./location-not-declared.ts";
import { notificationContentMisplaced } from "./notification-content-misplaced.ts";
import { notificationSchemaMissing } from "./notification-schema-missing.ts";
import { notificationUrlMissing } from "./notification-url-missing.ts";
import { policyOperationUnknown } from "./policy-operation-unknown.ts";
import { policyTemplateUnknown } from "./policy-template-unknown.ts";

const DIAGNOSES: readonly Diagnosis[] = [
  notificationContentMisplaced,
  notificationSchemaMissing,
  notificationUrlMissing,
  internalObject,
  locationNotDeclared,
  policyOperationUnknown,
  policyTemplateUnknown,
  dynamicOperationUnknown,
  dynamicPathUnknown,
];

/** All faults of a connector, in a fixed order, with line and column where it was read from files. */
export function diagnose(connector: LoadedConnector): Fault[] {
  const faults: Fault[] = connector.problems
    .filter(({ file }) => file === connector.definitionFile || file === connector.propertiesFile)
    .filter(({ code }) => code !== "properties-missing")
    .map((problem) => ({
      id: problem.code,
      message: problem.message,
      help: problem.help,
      file: problem.file,
      pointer: "",
      ...position(connector, problem.file, problem.start),
    }));
  for (const diagnosis of DIAGNOSES) {
    for (const finding of diagnosis.find(connector)) {
      const inProperties = finding.in === "properties";
      const document = inProperties ? connector.propertiesDocument : connector.definitionDocument;
      const start = document?.span(finding.pointer).start;
      faults.push({
        id: diagnosis.id,
        message: finding.message,
        help: finding.help,
        ...(finding.operation === undefined ? {} : { operation: finding.operation }),
        file: inProperties ? connector.propertiesFile : connector.definitionFile,
        pointer: finding.pointer,
        ...(start ? { line: start.line, column: start.column } : {}),
      });
    }
  }
  return faults;
}

function position(
  connector: LoadedConnector,
  file: string,
  offset: number | undefined,
): { line?: number; column?: number } {
  const document =
    file === connector.definitionFile ? connector.definitionDocument : connector.propertiesDocument;
  if (!document || offset === undefined) return {};
  const { line, column } = document.lines.at(offset);
  return { line, column };
}
