/** An operation as a form. */
import { SUMMARY, VISIBILITY } from "../../definition/extensions.ts";
import { describeKey } from "../../definition/grammar/grammar.ts";
import { valueAt } from "../../definition/reference.ts";
import type { Usage } from "../../definition/usage.ts";
import type { InputView, OperationView, TokenView } from "../../designer/index.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import { lastToken, parentOf } from "../../json/pointer.ts";
import { isObject, type JsonValue, own } from "../../json/values.ts";
import type { FormAnswer, FormField, FormGroup } from "../api.ts";
import type { Revision } from "../project/project.ts";

/** @returns undefined if there is no definition */
export function formOf(revision: Revision, operation: OperationView, usage: Usage): FormAnswer | undefined {
  const document = revision.connector.definition;
  if (!document) return undefined;
  const form = new Form(
    document,
    usage,
    revision.view.operations.map(({ operationId }) => operationId),
  );
  return {
    revision: revision.number,
    operationId: operation.operationId,
    file: document.file,
    readOnly: document.strict
      ? undefined
      : {
          message: `${document.file} is not valid JSON.`,
          help: "Fix the errors in the file first; then fields can be changed here.",
        },
    groups: [
      form.operation(operation),
      ...operation.inputs.map((input) => form.input(input)),
      ...operation.tokens.map((token) => form.output(token)),
    ],
  };
}

class Form {
  readonly #document: JsonDocument;
  readonly #usage: Usage;
  readonly #operations: string[];

  constructor(document: JsonDocument, usage: Usage, operations: string[]) {
    this.#document = document;
    this.#usage = usage;
    this.#operations = operations;
  }

  operation({ operationId, title, pointer }: OperationView): FormGroup {
    return this.#group("operation", operationId, title, pointer, [
      this.#field("summary", pointer, "summary", "text"),
      this.#field("description", pointer, "description", "long"),
      this.#visibility("operation", pointer),
      this.#field("deprecated", pointer, "deprecated", "flag"),
    ]);
  }

  input(input: InputView): FormGroup {
    const { key, label, pointer, usedAt, type, dynamicValues } = input;
    const parameter = pointer === input.parameterPointer;
    const kind = parameter ? "parameter" : "schema";
    return this.#group(
      "input",
      key,
      label.text,
      pointer,
      [
        this.#label(pointer),
        this.#field("description", pointer, "description", "long"),
        this.#visibility(kind, pointer),
        ...(parameter ? [this.#field("required", pointer, "required", "flag")] : this.#listed(usedAt)),
        this.#field("default", pointer, "default", type === "string" ? "text" : "json"),
        ...(dynamicValues ? this.#dynamic(dynamicValues.pointer) : []),
      ],
      dynamicValues !== undefined,
    );
  }

  output({ key, label, pointer }: TokenView): FormGroup {
    return this.#group("output", key, label.text, pointer, [
      this.#label(pointer),
      this.#field("description", pointer, "description", "long"),
      this.#visibility("schema", pointer),
    ]);
  }

  #group(
    kind: FormGroup["kind"],
    key: string,
    title: string,
    pointer: string,
    fields: FormField[],
    dynamic = false,
  ): FormGroup {
    const { line } = this.#document.span(pointer).start;
    const usedBy = this.#usage.operationsAt(pointer).length;
    return { kind, key, title, pointer, line, usedBy, fields, dynamic };
  }

  /** Under the key that it already has: the designer takes either. */
  #label(pointer: string): FormField {
    const holder = valueAt(this.#document.value, pointer);
    const key = own(holder, SUMMARY) === undefined && own(holder, "title") !== undefined ? "title" : SUMMARY;
    return this.#field("label", pointer, key, "text");
  }

  #visibility(kind: string, pointer: string): FormField {
    return {
      ...this.#field("visibility", pointer, VISIBILITY, "choice"),
      options: [...(describeKey(kind, VISIBILITY)?.values ?? [])],
    };
  }

  /** A property is required by the schema that holds it; others, such as items, cannot be. */
  #listed(usedAt: string): FormField[] {
    const properties = parentOf(usedAt);
    const schema = properties === undefined ? undefined : parentOf(properties);
    const member = lastToken(usedAt);
    if (properties === undefined || schema === undefined || lastToken(properties) !== "properties") return [];
    return [{ ...this.#field("required", schema, "required", "member"), member: member ?? "" }];
  }

  /** The texts of the extension: the operation that is called, and where the rows are in its answer. */
  #dynamic(pointer: string): FormField[] {
    const extension = valueAt(this.#document.value, pointer);
    if (!isObject(extension)) return [];
    return Object.keys(extension).flatMap((key): FormField[] => {
      if (typeof extension[key] !== "string") return [];
      if (key !== "operationId") return [this.#field("path", pointer, key, "text")];
      return [{ ...this.#field("operation", pointer, key, "choice"), options: this.#operations }];
    });
  }

  #field(is: FormField["is"], pointer: string, key: string, as: FormField["as"]): FormField {
    const value = own(valueAt(this.#document.value, pointer), key) as JsonValue | undefined;
    return { is, pointer, key, value, as };
  }
}
