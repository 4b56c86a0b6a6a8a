/** The inputs of an operation as the parameters panel shows them. */
import { type JsonValue, own, ownString } from "../../json/values.ts";
import { type DynamicSource, dynamicSchemaOf, dynamicValuesOf } from "../dynamic/source.ts";
import { composeLabel, countSameLabels, type Naming } from "../labels.ts";
import type { FoundOperation } from "../operations.ts";
import { objectAt, type Reader } from "../reading/cursor.ts";
import { ReaderFailure } from "../reading/failure.ts";
import { pathOfKey } from "../reading/keys.ts";
import type { Budget } from "../reading/limits.ts";
import { present, same, textOf, wordOf } from "../reading/words.ts";
import type { InputView } from "../types.ts";
import { editorOf } from "./editor.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { optionsOf } from "./options.ts";
import { dependencyNames, sortForPanel } from "./order.ts";

/** The value the platform fills in where a service is told its callback address. */
export const CALLBACK_URL = "@listCallbackUrl()";

export interface OperationInputs {
  inputs: InputView[];
  /** Fields that only exist once the connector has told their schema. */
  dynamicInputs: { key: string; pointer: string; source: DynamicSource }[];
}

/**
 * The inputs of an operation, internal ones included, in the order of the panel.
 * @throws {ReaderFailure} where the designer throws
 */
export function inputsOf(
  reader: Reader,
  operation: FoundOperation,
  naming: Naming,
  budget: Budget,
): OperationInputs {
  const fields = fieldsOf(reader, operation, naming, budget);
  const headers = headersField(operation, fields);
  if (headers) fields.push(headers);

  const shown: { view: InputView; dependsOn: ReadonlySet<string> }[] = [];
  const dynamicInputs: OperationInputs["dynamicInputs"] = [];
  for (const field of fields) {
    const schema = field.schemaSource
      ? dynamicSchemaOf(objectAt(field.schemaSource), field.schemaSource.pointer)
      : undefined;
    if (schema) {
      dynamicInputs.push({ key: field.key, pointer: field.cursor.pointer, source: schema });
      continue;
    }
    shown.push({ view: toInput(field), dependsOn: dependencyNames(field.schema) });
  }
  const inputs = sortForPanel(shown).map(({ view }) => view);
  countSameLabels(inputs.filter((input) => input.shown));
  return { inputs, dynamicInputs };
}

function toInput(field: Field): InputView {
  const visibility = visibilityOf(field);
  const hidden =
    same(visibility, "internal") || same(visibility, "hideInUI") || present(own(field.schema, "hideInUI"));
  const dynamic = dynamicValuesOf(
    field.schema,
    field.items?.value ?? own(field.schema, "items"),
    field.cursor.pointer,
  );
  const options = optionsOf(field);
  const editor = editorOf(field, dynamic, options, visibility);
  const isNotificationUrl = present(own(field.schema, "x-ms-notification-url"));
  const alwaysShown = field.required || same(visibility, "important");
  const encoding = textOf(field.schema, "x-ms-url-encoding");
  return {
    key: field.key,
    name: field.name,
    label: field.label,
    sameLabel: 0,
    type: field.type,
    format: field.format,
    in: field.in,
    required: field.required,
    visibility: visibility === "" ? undefined : visibility,
    shown: !hidden,
    shownInitially: !hidden && (alwaysShown || field.hasDefault),
    place: hidden ? "hidden" : alwaysShown ? "always" : field.hasDefault ? "removable" : "advanced",
    editor,
    options: dynamic && editor !== undefined && editor !== "filepicker" ? [] : dynamic ? undefined : options,
    sorted: editor === "combobox" && own(own(field.schema, "x-ms-editor-options"), "shouldSort") !== false,
    default: field.default,
    value: isNotificationUrl ? CALLBACK_URL : field.default,
    isNotificationUrl,
    dynamicValues: dynamic,
    placeholder: field.description,
    encodeTimes: field.in === "path" ? (same(encoding, "double") ? 2 : 1) : 0,
    itemType: field.items ? (ownString(field.items.value, "type") ?? "any") : undefined,
    parameterName: field.parameterName,
    trail: field.trail,
    path: pathOfKey(field.key),
    pointer: field.cursor.pointer,
    usedAt: field.cursor.usedAt,
    parameterPointer: field.parameter.pointer,
  };
}

/** The word of the schema wins over what is inherited; a misspelt name of the extension counts too (sourced). */
function visibilityOf(field: Field): string {
  const declared: JsonValue | undefined =
    own(field.schema, "x-ms-visiblity") ?? own(field.schema, "x-ms-visibility") ?? undefined;
  return declared === undefined ? field.visibility : wordOf(declared);
}

/** `x-ms-headers`: one dictionary for all headers, which must then not be declared one by one. */
function headersField(operation: FoundOperation, fields: Field[]): Field | undefined {
  const extension = own(operation.cursor.value, "x-ms-headers");
  if (!present(extension)) return undefined;
  if (fields.some((field) => field.in === "header")) {
    throw new ReaderFailure("headers-extension-misused", operation.cursor.pointer, {
      designerSays: "Invalid use of x-ms-header extension",
      message: "The operation has x-ms-headers and header parameters as well.",
      help: "Keep one of the two.",
    });
  }
  const name = textOf(extension, "name") ?? "";
  const summary = textOf(extension, "summary");
  return {
    key: "header.$",
    name,
    in: "header",
    type: "object",
    format: undefined,
    label: composeLabel(
      { text: summary ?? name, source: summary === undefined ? "name" : "summary", pointer: undefined },
      [],
    ),
    required: true,
    visibility: "",
    schema: {},
    cursor: operation.cursor,
    schemaSource: undefined,
    parameter: operation.cursor,
    parameterName: name,
    items: undefined,
    inBody: false,
    description: textOf(objectAt({ ...operation.cursor, value: extension }), "description"),
    default: undefined,
    hasDefault: false,
    trail: [name],
    editor: "dictionary",
  };
}
