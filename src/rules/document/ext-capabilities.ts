/** x-ms-capabilities: testing a connection, picking files, transfer in chunks. */

import type { Operation } from "../../definition/model.ts";
import { isObject, type JsonObject, own, ownObject } from "../../json/values.ts";
import { CREATE, createWith } from "../examples/small-changes.ts";
import { namedOperation } from "../facts/named-operation.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import type { Speaker } from "../language/speaker.ts";
import { DEFINITION_SCHEMA, DESIGNER_CONSTANTS, OPENAPI_EXTENSIONS, TEST_CONNECTION } from "../sources.ts";

const KEY = "x-ms-capabilities";
/** Speaks of the operation that a capability names, and of the values it is given. */
function callOf(capability: string): Speaker {
  return {
    of: "capabilityCall",
    faults: ["missing", "type"],
    say({ key, path }) {
      if (!path.includes(capability)) return undefined;
      return key === "operationId"
        ? {
            message: `${quote(String(path.at(-1)))} names no operation.`,
            help: CALL_HELP,
            codes: [],
            fix: undefined,
          }
        : { help: 'Write { "<name of a parameter>": <value> }.', codes: [] };
    },
  };
}

const CALL_HELP = 'Add "operationId" with the id of an operation.';

export default defineRules("document", [
  {
    id: "ext-capabilities-root",
    statement: "x-ms-capabilities at the top holds testConnection and file-picker only.",
    why: "Microsoft's schema of the definition allows the capabilities testConnection and file-picker only: the import refuses any other, and a misspelt one would do nothing.",
    severity: { import: "error", certification: "error" },
    sources: [DEFINITION_SCHEMA, TEST_CONNECTION],
    yieldsTo: ["ext-test-connection"],
    shape: [
      { of: "root", faults: ["type"], keys: [KEY] },
      { of: "connectorCapabilities", faults: ["unknown"] },
      { of: "connectorCapabilities", faults: ["type"], keys: ["testConnection"] },
    ],
    bad: [
      {
        definition: { "x-ms-capabilities": { testconnection: { operationId: "ListDepots" } } },
        at: ["/x-ms-capabilities/testconnection"],
      },
      { definition: { "x-ms-capabilities": ["testConnection"] }, at: ["/x-ms-capabilities"] },
    ],
    good: [{ definition: { "x-ms-capabilities": { testConnection: { operationId: "ListDepots" } } } }],
  },
  {
    id: "ext-capabilities-operation",
    statement: "x-ms-capabilities of an operation holds chunkTransfer and chunk sizes only.",
    why: "The designer ignores what it does not know in x-ms-capabilities: what it was to do, such as sending files in chunks, does not happen.",
    severity: { import: "warning", certification: "warning" },
    sources: [DEFINITION_SCHEMA, DESIGNER_CONSTANTS],
    shape: [
      { of: "operation", faults: ["type"], keys: [KEY] },
      { of: "operationCapabilities", faults: ["unknown", "type"] },
    ],
    bad: [
      {
        definition: createWith({ "x-ms-capabilities": { chunktransfer: true } }),
        at: [`${CREATE}/x-ms-capabilities/chunktransfer`],
      },
      {
        definition: createWith({
          "x-ms-capabilities": { chunkTransfer: "true", maximumUploadChunkSizeInMB: "50" },
        }),
        at: [
          `${CREATE}/x-ms-capabilities/chunkTransfer`,
          `${CREATE}/x-ms-capabilities/maximumUploadChunkSizeInMB`,
        ],
      },
    ],
    good: [
      {
        definition: createWith({
          "x-ms-capabilities": { chunkTransfer: true, acceptUploadChunkSizeInMB: 8 },
        }),
      },
    ],
  },
  {
    id: "ext-test-connection",
    statement: "testConnection names a GET operation that needs no input.",
    why: "The platform calls it whenever somebody creates a connection, when nobody can be asked for a value: if it fails, so does the connection, and certification refuses the definition.",
    severity: { import: "off", certification: "error" },
    codes: ["OperationIdNotFound"],
    sources: [TEST_CONNECTION, DEFINITION_SCHEMA],
    shape: [
      { of: "connectorCapabilities", faults: ["type"], keys: ["testConnection"] },
      callOf("testConnection"),
    ],
    checks: {
      root(root, context) {
        const test = ownObject(ownObject(root.value, KEY), "testConnection");
        if (!test) return;
        const at = root.at(KEY, "testConnection", "operationId");
        const operation = namedOperation(context, test, at, "testConnection");
        if (!operation) return;
        const related = [{ place: { file: root.file, pointer: operation.pointer }, label: "this operation" }];
        if (operation.method !== "get") {
          context.report(
            at,
            `testConnection calls ${quote(operation.id ?? "")}, a ${operation.method.toUpperCase()} operation.`,
            {
              help: "Name a GET operation: a test must not change anything.",
              codes: [],
              related,
            },
          );
          return;
        }
        checkParameters(root, context, test, ["testConnection"], operation);
        const given = ownObject(test, "parameters");
        const missing = operation.parameters.filter(
          (parameter) =>
            own(parameter.value, "required") === true &&
            own(parameter.value, "default") === undefined &&
            own(given, parameter.name) === undefined,
        );
        if (missing.length === 0) return;
        context.report(
          at,
          `testConnection calls ${quote(operation.id ?? "")}, which needs ${list(missing.map((parameter) => parameter.name))}.`,
          {
            help: 'Give the values under "parameters", or name an operation that needs none.',
            codes: [],
            related,
          },
        );
      },
    },
    bad: [
      {
        definition: { "x-ms-capabilities": { testConnection: { operationId: "ListDepot" } } },
        at: ["/x-ms-capabilities/testConnection/operationId"],
      },
      {
        definition: { "x-ms-capabilities": { testConnection: {} } },
        at: ["/x-ms-capabilities/testConnection"],
      },
      {
        definition: { "x-ms-capabilities": { testConnection: { operationId: "GetParcel" } } },
        at: ["/x-ms-capabilities/testConnection/operationId"],
      },
      {
        definition: {
          "x-ms-capabilities": { testConnection: { operationId: "CreateParcel", parameters: { body: {} } } },
        },
        at: ["/x-ms-capabilities/testConnection/operationId"],
      },
      {
        definition: { "x-ms-capabilities": { testConnection: "ListDepots" } },
        at: ["/x-ms-capabilities/testConnection"],
      },
      {
        definition: {
          "x-ms-capabilities": { testConnection: { operationId: "ListDepots", parameters: [] } },
        },
        at: ["/x-ms-capabilities/testConnection/parameters"],
      },
      {
        definition: {
          "x-ms-capabilities": {
            testConnection: { operationId: "ListDepots", parameters: { city: "Oslo" } },
          },
        },
        at: ["/x-ms-capabilities/testConnection/parameters/city"],
      },
    ],
    good: [
      {
        definition: {
          "x-ms-capabilities": { testConnection: { operationId: "ListDepots", parameters: {} } },
        },
      },
      {
        definition: {
          "x-ms-capabilities": {
            testConnection: { operationId: "GetParcel", parameters: { parcelId: "0" } },
          },
        },
      },
    ],
  },
  {
    id: "ext-file-picker",
    statement: "The file picker opens and browses by operations that exist, and its paths are texts.",
    why: "Makers choose files and folders through the operations that the file picker names: with one missing, it stays empty in the designer. Microsoft's validator refuses the definition.",
    severity: { import: "error", certification: "error" },
    codes: ["OperationIdNotFound"],
    sources: [
      DEFINITION_SCHEMA,
      OPENAPI_EXTENSIONS,
      "observed: five published connectors with a file picker",
    ],
    shape: [
      { of: "connectorCapabilities", faults: ["type"], keys: ["file-picker"] },
      { of: "filePicker", faults: ["unknown", "type", "missing"] },
      callOf("file-picker"),
    ],
    checks: {
      root(root, context) {
        const picker = ownObject(ownObject(root.value, KEY), "file-picker");
        if (!picker) return;
        for (const key of ["open", "browse"]) {
          const value = own(picker, key);
          if (isObject(value))
            namedOperation(
              context,
              value,
              root.at(KEY, "file-picker", key, "operationId"),
              `"${key}" of the file picker`,
            );
        }
      },
    },
    bad: [
      {
        definition: {
          "x-ms-capabilities": {
            "file-picker": {
              open: { operationId: "ListRoots" },
              browse: { operationId: "ListDepots" },
              "value-title": ["city"],
            },
          },
        },
        at: ["/x-ms-capabilities/file-picker/open/operationId", "/x-ms-capabilities/file-picker/value-title"],
      },
      {
        definition: { "x-ms-capabilities": { "file-picker": { browse: { operationId: "ListDepots" } } } },
        at: ["/x-ms-capabilities/file-picker"],
      },
      {
        definition: {
          "x-ms-capabilities": {
            "file-picker": { open: { operationId: "ListDepots" }, "value-titel": "city" },
          },
        },
        at: ["/x-ms-capabilities/file-picker/value-titel"],
      },
      { definition: { "x-ms-capabilities": { "file-picker": [] } }, at: ["/x-ms-capabilities/file-picker"] },
    ],
    good: [
      {
        definition: {
          "x-ms-capabilities": {
            "file-picker": {
              open: { operationId: "ListDepots" },
              browse: { operationId: "ListDepots" },
              "value-title": "city",
              "value-collection": "",
            },
          },
        },
      },
    ],
  },
]);

/** Values given for parameters: an object whose names the operation has. */
function checkParameters(
  root: Node,
  context: Context,
  holder: JsonObject,
  path: string[],
  operation: Operation | undefined,
): void {
  const given = ownObject(holder, "parameters");
  if (!given) return;
  const names = operation?.parameters.map((parameter) => parameter.name) ?? [];
  for (const name of Object.keys(given)) {
    if (!operation || names.includes(name)) continue;
    context.report(
      root.at(KEY, ...path, "parameters", name),
      `The operation ${quote(operation.id ?? "")} has no parameter ${quote(name)}.`,
      {
        help: `${didYouMean(name, names)}Use the name of one of its parameters, or remove it.`,
        part: "key",
        codes: [],
      },
    );
  }
}
