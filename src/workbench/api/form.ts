/** What authors edit most of an operation, as a form: each field is a member of an object in the definition. */
import type { JsonValue } from "../../json/values.ts";

export interface FormAnswer {
  revision: number;
  operationId: string;
  file: string;
  /** Why nothing can be set, such as broken JSON. */
  readOnly: { message: string; help: string } | undefined;
  /** The operation, then its inputs, then its outputs. */
  groups: FormGroup[];
}

export interface FormGroup {
  kind: "operation" | "input" | "output";
  /** Key of the input or output; the id of the operation. */
  key: string;
  /** As makers see it. */
  title: string;
  /** Where it is in the file. */
  pointer: string;
  line: number;
  /** How many operations use the same place: a change changes all of them. */
  usedBy: number;
  fields: FormField[];
  /** The drop-down is filled by another operation: it can be tried. */
  dynamic: boolean;
}

export interface FormField {
  /** What it is, whatever the key: the page has the words. */
  is:
    | "summary"
    | "label"
    | "description"
    | "visibility"
    | "deprecated"
    | "required"
    | "default"
    | "operation"
    | "path";
  /** The object that holds the member. */
  pointer: string;
  key: string;
  value: JsonValue | undefined;
  /** How it is entered; `member` is a name in a list of names, which is `value`. */
  as: "text" | "long" | "flag" | "choice" | "json" | "member";
  /** For choices: what may be chosen besides nothing. */
  options?: string[];
  /** For `member`: the name that is in the list, or not. */
  member?: string;
}
