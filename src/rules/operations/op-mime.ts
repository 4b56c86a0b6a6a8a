/** consumes and produces: what operations say about the bodies they exchange. */

import type { Operation, Parameter } from "../../definition/model.ts";
import { resolveObject } from "../../definition/reference.ts";
import { addMember, addMemberBefore, removeAt } from "../../json/edits.ts";
import { type JsonObject, own, ownArray } from "../../json/values.ts";
import { CREATE, createWith, DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { onKinds } from "../facts/checks.ts";
import {
  bareMime,
  FORM_URLENCODED,
  isMime,
  MULTIPART,
  mimesOf,
  SUPPORTED_MIME,
} from "../facts/mime-types.ts";
import { nameOf } from "../facts/operation-name.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, pullRequest, SWAGGER_2, VALIDATOR_CODES } from "../sources.ts";

const KEYS = ["consumes", "produces"] as const;
/** What can hold a text as a body, and nothing with properties. */
const TEXT = "text/plain";
const INFO = { import: "info", certification: "info" } as const;
const WARNING = { import: "warning", certification: "warning" } as const;
const ERROR = { import: "error", certification: "error" } as const;

function hasPayload(operation: Operation): boolean {
  return operation.parameters.some((parameter) => parameter.in === "body" || parameter.in === "formData");
}

/** Whether every body of these operations is surely JSON: an object or an array in one body parameter. */
function areJson(context: Context, operations: readonly Operation[]): boolean {
  return operations.every((operation) =>
    operation.parameters.every((parameter) => {
      if (parameter.in === "formData") return false;
      if (parameter.in !== "body") return true;
      const schema = resolveObject(context.root, own(parameter.value, "schema"), "")?.value;
      const type = own(schema, "type");
      return type === "object" || type === "array" || own(schema, "properties") !== undefined;
    }),
  );
}

/** Form fields or a file that are in the request of an operation, and a body. */
function payload(operation: Operation) {
  const form = operation.parameters.filter((parameter) => parameter.in === "formData");
  const file = form.find((parameter) => own(parameter.value, "type") === "file");
  const body = operation.parameters.find((parameter) => parameter.in === "body");
  return { form: form[0], file, body };
}

/** Whether a form field or a body is of the type string/binary. */
function isBinary(parameter: Parameter, context: Context): boolean {
  const described =
    parameter.in === "body"
      ? resolveObject(context.root, own(parameter.value, "schema"), "")?.value
      : parameter.in === "formData"
        ? parameter.value
        : undefined;
  return own(described, "type") === "string" && own(described, "format") === "binary";
}

const upload = (parameter: JsonObject, consumes: string[]) => ({
  paths: { "/labels": { post: { consumes, parameters: [{ name: "label", ...parameter }] } } },
});
const LABELS = "/paths/~1labels/post";

/** Whether the platform knows a MIME type; what is none has a rule of its own. */
function isSupported(text: string): boolean {
  return !isMime(text) || (SUPPORTED_MIME as readonly string[]).includes(bareMime(text));
}

/** Pointers of what says how a body is sent and names no type that the platform knows: operations, and the root. */
function withoutSupported(context: Context): Set<string> {
  const known = (mime: string) => (SUPPORTED_MIME as readonly string[]).includes(mime);
  return new Set(
    context.model.operations
      .filter((operation) => hasPayload(operation))
      .filter((operation) => mimesOf(context.root, operation, "consumes")?.some(known) === false)
      .map(({ value, pointer }) => (own(value, "consumes") === undefined ? "" : pointer)),
  );
}

export default defineRules("operations", [
  {
    id: "op-consumes-present",
    statement: "An operation with a body or form says which MIME type it consumes, itself or at the root.",
    why: "Where an operation does not say in which type its body goes out, the platform has to guess how to write it, and Microsoft's validator warns (ConsumesMissing).",
    severity: INFO,
    codes: ["ConsumesMissing"],
    sources: [pullRequest(1095), VALIDATOR_CODES, "observed: 158 published connectors"],
    fixable: true,
    checks: {
      connector(context) {
        const value = ["application/json"];
        const silent = context.model.operations.filter(
          (operation) => hasPayload(operation) && mimesOf(context.root, operation, "consumes") === undefined,
        );
        // What the root could say for all of them is one fault, however many operations there are.
        const unsaid = silent.filter((operation) => own(operation.value, "consumes") === undefined);
        const [first] = unsaid;
        if (first && unsaid.length > 1) {
          context.report(
            context.inDefinition(first.pointer),
            `${unsaid.length} operations send a body, of which ${nameOf(first)} is the first, and none says in which MIME type.`,
            {
              help: 'Add "consumes": ["application/json"] at the root; to operations that send something else, such as a form or a file, add their own.',
              ...(areJson(context, unsaid) && own(context.root, "consumes") === undefined
                ? {
                    fix: {
                      title: 'Add "consumes" to the root',
                      // Sections have an order: it comes before what is expected behind it.
                      edits: (document) =>
                        addMemberBefore(document, "", "consumes", value, ["produces", "paths"]),
                    },
                  }
                : {}),
            },
          );
        }
        for (const operation of silent) {
          if (unsaid.length > 1 && unsaid.includes(operation)) continue;
          context.report(
            context.inDefinition(operation.pointer),
            `The operation ${nameOf(operation)} sends a body and does not say in which MIME type.`,
            {
              help: howToSay(operation),
              ...(areJson(context, [operation])
                ? {
                    fix: {
                      title: 'Add "consumes"',
                      edits: (document) => addMember(document, operation.pointer, "consumes", value),
                    },
                  }
                : {}),
            },
          );
        }
      },
    },
    bad: [
      { definition: { consumes: null }, at: [CREATE] },
      { definition: createWith({ consumes: [] }), at: [CREATE] },
    ],
    good: [
      {
        definition: {
          consumes: null,
          paths: {
            "/parcels": { post: { consumes: ["application/json"] } },
            "/hooks": { post: { consumes: ["application/json"] } },
          },
        },
      },
    ],
  },
  {
    id: "op-mime-supported",
    statement: `consumes and produces name MIME types that the platform knows: ${SUPPORTED_MIME.join(", ")}.`,
    why: "Nothing breaks if the service uses the type: the platform passes the content on as it is, and Microsoft's validator only warns (MimeTypeNotSupported).",
    severity: INFO,
    codes: ["MimeTypeNotSupported", "ConsumesMissing"],
    sources: [pullRequest(1095), VALIDATOR_CODES, "observed: 78 published connectors use others"],
    checks: {
      connector(context) {
        const holders = [
          { value: context.root, pointer: "" },
          ...context.model.operations.map(({ value, pointer }) => ({ value, pointer })),
        ];
        const found: { item: string; pointer: string; alone: boolean }[] = [];
        const supported = new Map<string, boolean>();
        const unread = withoutSupported(context);
        for (const { value, pointer } of holders)
          for (const key of KEYS)
            for (const [index, item] of (ownArray(value, key) ?? []).entries()) {
              if (typeof item !== "string") continue;
              if (!supported.has(item)) supported.set(item, isSupported(item));
              if (supported.get(item)) continue;
              const alone = key === "consumes" && unread.has(pointer);
              found.push({ item, pointer: `${pointer}/${key}/${index}`, alone });
            }
        // A generator writes the same list into every operation.
        for (const [mime, places] of Map.groupBy(found, ({ item }) => bareMime(item))) {
          const [first] = places;
          if (!first) continue;
          const more = places.length > 1 ? `, and stands in ${places.length} places` : "";
          context.report(
            context.inDefinition(first.pointer),
            `The MIME type ${quote(first.item)} is not one of the four that the platform knows${more}.`,
            {
              help: `${didYouMean(mime, SUPPORTED_MIME)}Leave it if the service uses this type: a download stays a download. Otherwise write ${list(SUPPORTED_MIME, "or")}.`,
              codes: [
                "MimeTypeNotSupported",
                ...(places.some(({ alone }) => alone) ? ["ConsumesMissing"] : []),
              ],
            },
          );
        }
      },
    },
    bad: [
      {
        definition: {
          produces: ["application/json", "application/xml"],
          paths: { "/depots": { get: { produces: ["text/csv"] } } },
        },
        at: ["/produces/1", `${DEPOTS}/produces/0`],
      },
    ],
    good: [{ definition: { produces: ["application/json; charset=utf-8", "text/plain"] } }],
  },
  {
    id: "op-mime-syntax",
    statement: "consumes and produces are lists of MIME types, each written correctly and once.",
    why: 'The import refuses a definition whose "consumes" or "produces" holds anything but MIME types, or one of them twice.',
    severity: ERROR,
    codes: ["MimeTypeNotValid", "ArrayDuplicateValue", "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    shape: [{ of: ["root", "operation"], faults: ["type"], keys: KEYS }],
    onlyWith: KEYS,
    checks: onKinds(["root", "operation"], (node, context) => {
      for (const key of KEYS) checkSyntax(node, context, key);
    }),
    bad: [
      { definition: { produces: ["json"] }, at: ["/produces/0"] },
      { definition: { consumes: ["application/json", "application/json"] }, at: ["/consumes/1"] },
      { definition: depotsWith({ produces: "application/json" }), at: [`${DEPOTS}/produces`] },
      { definition: { produces: [7] }, at: ["/produces/0"] },
    ],
    good: [{ definition: { produces: ['multipart/form-data; boundary="a b"', "*/*"] } }],
  },
  {
    id: "op-consumes-matches-parameters",
    statement:
      "What an operation consumes fits its parameters: forms for form fields, multipart for files, no form for a body, no plain text for an object.",
    why: "The platform writes the request in the declared type; if that cannot hold what makers enter, the service receives nothing that it can read.",
    severity: WARNING,
    codes: ["MimeTypeNotCompatibleWithRequestContentSchemaType"],
    sources: [VALIDATOR_CODES, SWAGGER_2],
    fixable: true,
    removes: "list",
    comparesPlaces: true,
    checks: {
      operation(node, context) {
        const { operation } = node;
        const mimes = operation && mimesOf(context.root, operation, "consumes");
        if (!operation || !mimes) return;
        const { form, file, body } = payload(operation);
        const place = own(node.value, "consumes") === undefined ? node : node.at("consumes");
        const is = () => `consumes ${list(mimes)}`;
        if (file && !mimes.includes(MULTIPART)) {
          context.report(
            place,
            `${nameOf(operation)} ${is()}, but its parameter ${quote(file.name)} is a file, which only ${quote(MULTIPART)} can carry.`,
            {
              help: `Write "consumes": ["${MULTIPART}"].`,
              related: [{ place: { file: place.file, pointer: file.pointer }, label: "a file" }],
              fix: {
                title: `Consume ${MULTIPART}`,
                edits: (document) => addMember(document, node.pointer, "consumes", [MULTIPART]),
              },
            },
          );
        } else if (form && !file && !mimes.some((mime) => mime === MULTIPART || mime === FORM_URLENCODED)) {
          context.report(
            place,
            `${nameOf(operation)} ${is()}, but its parameter ${quote(form.name)} is a form field, which that cannot carry.`,
            {
              help: `Write "consumes": ["${FORM_URLENCODED}"] or ["${MULTIPART}"], whichever the service takes.`,
              related: [{ place: { file: place.file, pointer: form.pointer }, label: "a form field" }],
            },
          );
        } else if (
          body &&
          !form &&
          mimes.every((mime) => mime === MULTIPART || mime === FORM_URLENCODED) &&
          // Bytes in a form have a rule of their own.
          !(mimes.includes(FORM_URLENCODED) && isBinary(body, context))
        ) {
          context.report(
            place,
            `${nameOf(operation)} ${is()}, but its parameter ${quote(body.name)} is a body, not form fields.`,
            {
              help: 'Declare the fields as parameters with "in": "formData", or consume the type of the body, such as application/json.',
              related: [{ place: { file: place.file, pointer: body.pointer }, label: "a body" }],
            },
          );
        } else if (body && mimes.every((mime) => mime === TEXT) && areJson(context, [operation])) {
          context.report(
            place,
            `${nameOf(operation)} ${is()}, but its parameter ${quote(body.name)} is an object or an array, which is no plain text.`,
            {
              help: 'Write "consumes": ["application/json"], or give the body the type "string".',
              related: [{ place: { ...place, pointer: body.pointer }, label: "no text" }],
            },
          );
        }
      },
    },
    bad: [
      { definition: upload({ in: "formData", type: "file" }, [FORM_URLENCODED]), at: [`${LABELS}/consumes`] },
      {
        definition: upload({ in: "formData", type: "string" }, ["application/json"]),
        at: [`${LABELS}/consumes`],
      },
      { definition: createWith({ consumes: [MULTIPART] }), at: [`${CREATE}/consumes`] },
      { definition: createWith({ consumes: [TEXT] }), at: [`${CREATE}/consumes`] },
    ],
    good: [{ definition: upload({ in: "formData", type: "file" }, [MULTIPART]) }],
  },
  {
    id: "op-formurlencoded-binary",
    statement: "What is sent as application/x-www-form-urlencoded is neither binary nor has binary fields.",
    why: "application/x-www-form-urlencoded carries text only, and the import refuses binary content with it.",
    severity: ERROR,
    codes: ["StringBinaryNotSupportedForFormUrlEncoded"],
    sources: [VALIDATOR_CODES],
    checks: {
      operation(node, context) {
        const { operation } = node;
        if (!operation || !mimesOf(context.root, operation, "consumes")?.includes(FORM_URLENCODED)) return;
        for (const parameter of operation.parameters) {
          if (!isBinary(parameter, context)) continue;
          const body = parameter.in === "body";
          context.report(
            { file: node.file, pointer: parameter.usedAt },
            `The ${body ? "body" : "form field"} ${quote(parameter.name)} of ${nameOf(operation)} is binary, but ${body ? "it" : "the form"} is sent as ${FORM_URLENCODED}.`,
            {
              help: body
                ? 'Consume the type of the content, such as "application/octet-stream".'
                : `Consume ${MULTIPART} instead, or give the field the format "byte" (base64 text).`,
            },
          );
        }
      },
    },
    bad: [
      {
        definition: upload({ in: "formData", type: "string", format: "binary" }, [FORM_URLENCODED]),
        at: [`${LABELS}/parameters/0`],
      },
      {
        definition: {
          definitions: { Label: { type: "string", format: "binary" } },
          ...upload({ in: "body", schema: { $ref: "#/definitions/Label" } }, [FORM_URLENCODED]),
        },
        at: [`${LABELS}/parameters/0`],
      },
    ],
    good: [
      { definition: upload({ in: "formData", type: "string", format: "binary" }, [MULTIPART]) },
      { definition: upload({ in: "body", schema: { type: "string" } }, [FORM_URLENCODED]) },
    ],
  },
]);

function checkSyntax(node: Node, context: Context, key: "consumes" | "produces"): void {
  const value = own(node.value, key);
  if (!Array.isArray(value)) return;
  const first = new Map<string, number>();
  for (const [index, item] of value.entries()) {
    const place = node.at(key, index);
    if (typeof item !== "string") continue;
    if (!isMime(item)) {
      context.report(place, `${quote(item)} is not a MIME type.`, {
        help: `${didYouMean(item, SUPPORTED_MIME)}Write two names with a slash between, such as "application/json".`,
        codes: ["MimeTypeNotValid"],
      });
    } else {
      const normal = item.toLowerCase().replace(/\s/g, "");
      const earlier = first.get(normal);
      if (earlier === undefined) first.set(normal, index);
      else
        context.report(place, `"${key}" names ${quote(item)} twice.`, {
          help: "Remove one of the two.",
          related: [{ place: node.at(key, earlier), label: "first here" }],
          codes: ["ArrayDuplicateValue"],
          fix: { title: "Remove the repetition", edits: (document) => removeAt(document, place.pointer) },
        });
    }
  }
}

/** What to write as "consumes": a parameter for the header tells it, where there is one. */
function howToSay(operation: Operation): string {
  const header = operation.parameters.find(
    ({ name, value }) => own(value, "in") === "header" && name.toLowerCase() === "content-type",
  );
  if (!header) return 'Add "consumes": ["application/json"], or what the service takes.';
  const [only, ...more] = ownArray(header.value, "enum") ?? [];
  const said = own(header.value, "default") ?? (more.length === 0 ? only : undefined);
  return typeof said === "string" && said.includes("/")
    ? `Add "consumes": [${quoteWhole(said)}], as the parameter ${quote(header.name)} has it.`
    : `Add "consumes" with the type that the parameter ${quote(header.name)} is to have, such as ["application/json"].`;
}
