/** `$ref`: what it may name, that it exists, and what is beside it. */

import { refOf } from "../../definition/reference.ts";
import { replaceValue } from "../../json/edits.ts";
import { escapeToken } from "../../json/pointer.ts";
import { isObject, own } from "../../json/values.ts";
import { createWith, depotsWith } from "../examples/small-changes.ts";
import { allOfLoops } from "../facts/all-of-loops.ts";
import {
  type BrokenReference,
  brokenReferences,
  collectReference,
  MAX_GUESSES,
  type ReferenceKind,
  SECTIONS,
} from "../facts/broken-references.ts";
import type { Context, ReportOptions } from "../language/context.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import { list, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const NAMES: Record<ReferenceKind, string> = {
  schema: "Schema",
  parameter: "Parameter",
  response: "Response",
};

/** Further uses of a broken reference that a finding shows. */
const SHOWN_USES = 4;

export default defineRules("document", [
  {
    id: "doc-ref-local-only",
    statement: "A $ref leads to #/definitions/, #/parameters/ or #/responses/ of the same file.",
    why: "The platform reads this one file: it refuses a definition with a reference that leads to another file, to an address, or to the wrong section.",
    severity: { import: "error", certification: "error" },
    codes: [
      "SchemaReferenceNotValid",
      "ParameterReferenceNotValid",
      "ResponseReferenceNotValid",
      "JsonPointerNotValid",
      "JsonTypeIncorrect",
    ],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    shape: [
      {
        // One that is not a string makes no reference, so that the walk takes what holds it for the thing itself.
        of: ["schema", "parameter", "response"],
        faults: ["type"],
        keys: ["$ref"],
        say: ({ value, kindName }) => ({
          message: `"$ref" is ${show(value)}; it must be a string.`,
          help: `Write "#/${SECTIONS[kindName as ReferenceKind]}/<name>".`,
          fix: undefined,
        }),
      },
    ],
    checks: {
      reference: collectReference,
      connector(context) {
        const found = context.fact(brokenReferences);
        for (const broken of found.all) {
          if (broken.fault === "not-found") continue;
          const section = SECTIONS[broken.kind];
          const name = broken.ref.slice(broken.ref.lastIndexOf("/") + 1).replace(/^#/, "");
          const mended = found.has(broken.kind, name) ? `#/${section}/${escapeToken(name)}` : undefined;
          // A file of that name may say something other than the definition here.
          const sure = mended !== undefined && !/[.:]/.test(broken.ref.replace(/#.*/s, ""));
          const message =
            broken.fault === "remote"
              ? `The reference ${quote(broken.ref)} leads to another file, or to no place in this one.`
              : broken.fault === "not-a-pointer"
                ? `The reference ${quote(broken.ref)} is not a JSON pointer.`
                : `The reference ${quote(broken.ref)} does not lead to #/${section}/, where a ${broken.kind} has to stand.`;
          report(context, broken, message, {
            help: mended
              ? `Did you mean ${quote(mended)}?`
              : `Copy what it means into "${section}" and write "#/${section}/<name>".`,
            codes: [
              // The code of the kind asks for both: the right section and a valid pointer.
              `${NAMES[broken.kind]}ReferenceNotValid`,
              ...(broken.fault === "not-a-pointer" ? ["JsonPointerNotValid"] : []),
            ],
            ...(sure && { fix: rewrite(broken, mended) }),
          });
        }
      },
    },
    bad: [
      {
        definition: { definitions: { Box: { type: "object", properties: { lid: { $ref: "Parcel" } } } } },
        at: ["/definitions/Box/properties/lid/$ref"],
      },
      {
        definition: depotsWith({
          parameters: [{ $ref: "https://fabrikam.com/common.json#/parameters/Page" }],
        }),
        at: ["/paths/~1depots/get/parameters/0/$ref"],
      },
      {
        definition: depotsWith({ responses: { "404": { $ref: "#/definitions/Parcel" } } }),
        at: ["/paths/~1depots/get/responses/404/$ref"],
      },
      {
        definition: { definitions: { Box: { type: "array", items: { $ref: "#definitions/Parcel" } } } },
        at: ["/definitions/Box/items/$ref"],
      },
      {
        definition: { definitions: { Box: { type: "array", items: { $ref: 7 } } } },
        at: ["/definitions/Box/items/$ref"],
      },
    ],
    good: [
      { definition: { definitions: { Box: { type: "array", items: { $ref: "#/definitions/Parcel" } } } } },
    ],
  },
  {
    id: "doc-ref-resolves",
    statement: "What a $ref names is there.",
    why: "The platform refuses the whole definition at import if one of its references points to nothing.",
    severity: { import: "error", certification: "error" },
    codes: ["SchemaReferenceNotFound", "ParameterReferenceNotFound", "ResponseReferenceNotFound"],
    sources: [VALIDATOR_CODES],
    breaksAtRunTime: "certain",
    fixable: true,
    comparesPlaces: true,
    checks: {
      reference: collectReference,
      connector(context) {
        const found = context.fact(brokenReferences);
        let guesses = 0;
        for (const broken of found.all) {
          if (broken.fault !== "not-found") continue;
          const section = SECTIONS[broken.kind];
          // A section that is not an object has a finding of its own.
          const entries = own(context.root, section);
          if (entries !== undefined && !isObject(entries)) continue;
          const names = guesses++ < MAX_GUESSES ? found.names(broken.kind) : [];
          const name = broken.ref.slice(section.length + 3);
          const meant = nearest(name, names);
          const sure =
            meant !== undefined &&
            names.filter((other) => other.toLowerCase() === name.toLowerCase()).length === 1;
          report(context, broken, `The reference ${quote(broken.ref)} points to nothing.`, {
            help: `${didYouMean(name, names)}Write the name of an entry of "${section}", or add ${quote(name)} to it.`,
            label: "not defined",
            meant: meant === undefined ? undefined : `/${section}/${escapeToken(meant)}`,
            codes: [`${NAMES[broken.kind]}ReferenceNotFound`],
            ...(sure && { fix: rewrite(broken, `#/${section}/${escapeToken(meant)}`) }),
          });
        }
      },
    },
    bad: [
      {
        definition: createWith({ responses: { "201": { schema: { $ref: "#/definitions/parcel" } } } }),
        at: ["/paths/~1parcels/post/responses/201/schema/$ref"],
      },
      {
        definition: depotsWith({ parameters: [{ $ref: "#/parameters/Page" }] }),
        at: ["/paths/~1depots/get/parameters/0/$ref"],
      },
      {
        definition: depotsWith({ responses: { "404": { $ref: "#/responses/NotFound" } } }),
        at: ["/paths/~1depots/get/responses/404/$ref"],
      },
      {
        definition: {
          definitions: {
            Box: {
              type: "object",
              properties: { a: { $ref: "#/definitions/Lid" }, b: { $ref: "#/definitions/Lid" } },
            },
          },
        },
        at: ["/definitions/Box/properties/a/$ref"],
      },
    ],
    good: [
      { definition: { definitions: [] } },
      {
        definition: {
          definitions: {
            "a/b": { type: "string" },
            Box: { type: "array", items: { $ref: "#/definitions/a~1b" } },
          },
        },
      },
    ],
  },
  {
    id: "doc-ref-direct-loop",
    statement: "An entry of definitions, parameters or responses is not itself a mere $ref.",
    why: "The platform does not follow an entry that is only a reference to another one, and refuses the definition at import.",
    severity: { import: "error", certification: "error" },
    codes: ["SchemaRefLoopNotAllowed", "ParameterRefLoopNotAllowed", "ResponseRefLoopNotAllowed"],
    sources: [VALIDATOR_CODES],
    checks: {
      root(root, context) {
        for (const [name, { next, index }] of context.fact(allOfLoops))
          context.report(
            root.at("definitions", name, "allOf", index, "$ref"),
            `The schema ${quote(name)} takes over ${quote(next)}, which points back to it.`,
            {
              help: `Remove ${quote(next)} from "allOf" here, or ${quote(name)} from the "allOf" of ${quote(next)}: a schema cannot be a part of itself.`,
              codes: ["SchemaRefLoopNotAllowed"],
            },
          );
      },
      reference(node, context) {
        if (node.parent?.kind !== "root" || !node.expected || node.expected === "pathItem") return;
        const kind = node.expected;
        const ref = refOf(node.value) ?? "";
        if (!context.fact(brokenReferences).isSound(kind, ref)) return;
        context.report(
          node.at("$ref"),
          `The ${kind} ${quote(String(node.key))} is nothing but a reference to ${quote(ref)}.`,
          {
            help:
              ref === `#/${SECTIONS[kind]}/${String(node.key)}`
                ? `Write here what the ${kind} is to say, in place of the "$ref".`
                : `Write ${quote(ref)} wherever "#/${SECTIONS[kind]}/${String(node.key)}" is used, and remove the entry. A copy of what it refers to, in place of the "$ref", does as well.`,
            codes: [`${NAMES[kind]}RefLoopNotAllowed`],
          },
        );
      },
    },
    bad: [
      {
        definition: { definitions: { A: { $ref: "#/definitions/B" }, B: { $ref: "#/definitions/A" } } },
        at: ["/definitions/A/$ref", "/definitions/B/$ref"],
      },
      {
        definition: {
          parameters: { A: { $ref: "#/parameters/A" } },
          responses: { R: { $ref: "#/responses/R" } },
        },
        at: ["/parameters/A/$ref", "/responses/R/$ref"],
      },
      {
        definition: {
          definitions: {
            Box: { allOf: [{ type: "object" }, { $ref: "#/definitions/Crate" }] },
            Crate: { allOf: [{ $ref: "#/definitions/Box" }] },
            Pallet: { allOf: [{ $ref: "#/definitions/Crate" }] },
          },
        },
        at: ["/definitions/Box/allOf/1/$ref", "/definitions/Crate/allOf/0/$ref"],
      },
    ],
    good: [
      {
        definition: {
          definitions: { Tree: { type: "object", properties: { branch: { $ref: "#/definitions/Tree" } } } },
        },
      },
      {
        definition: {
          definitions: {
            Crate: { type: "object", properties: { inside: { $ref: "#/definitions/Box" } } },
            Box: { allOf: [{ $ref: "#/definitions/Crate" }, { $ref: "#/definitions/Parcel" }] },
          },
        },
      },
    ],
  },
  {
    id: "doc-ref-siblings",
    statement: "There is nothing else beside a $ref.",
    why: "Anything beside it is dropped: a description or title written there is never shown.",
    severity: { import: "info", certification: "info" },
    codes: ["AdditionalPropertyNotAllowedAdjacentToRef"],
    sources: [VALIDATOR_CODES],
    checks: {
      reference(node, context) {
        if (node.expected === "pathItem") return;
        const keys = Object.keys(node.value);
        if (keys.length === 1) return;
        const others = keys.filter((key) => key !== "$ref");
        context.report(
          node.at(others[0] ?? "$ref"),
          `${list(others)} beside "$ref" ${others.length === 1 ? "is" : "are"} dropped: only what ${quote(String(node.value.$ref))} says counts.`,
          {
            help: `Remove ${others.length === 1 ? "it" : "them"}. What is true wherever ${quote(String(node.value.$ref))} is used can be written there; what is true here alone needs a copy of it in place of the "$ref".`,
            label: "dropped",
            part: "key",
            related: [{ place: node.at("$ref"), label: "all that counts" }],
          },
        );
      },
    },
    bad: [
      {
        definition: {
          definitions: {
            Box: { type: "array", items: { $ref: "#/definitions/Parcel", description: "One." } },
          },
        },
        at: ["/definitions/Box/items/description"],
      },
    ],
    good: [
      { definition: { definitions: { Box: { type: "array", items: { $ref: "#/definitions/Parcel" } } } } },
    ],
  },
]);

/** @param options.meant pointer of the entry that was probably meant */
function report(
  context: Context,
  broken: BrokenReference,
  message: string,
  { meant, ...options }: ReportOptions & { meant?: string | undefined },
): void {
  const [first, ...others] = broken.places;
  if (!first) return;
  const times = others.length === 0 ? "" : ` It is used ${broken.places.length} times.`;
  context.report(first, message + times, {
    ...options,
    related: [
      ...others.slice(0, SHOWN_USES).map((place) => ({ place, label: "used here as well" })),
      ...(meant === undefined
        ? []
        : [{ place: { file: first.file, pointer: meant }, label: "perhaps this one", part: "key" as const }]),
    ],
  });
}

/** All uses at once: fixing some of them would leave the same fault. */
function rewrite(broken: BrokenReference, ref: string): ReportOptions["fix"] {
  return {
    title: `Write ${quote(ref)}`,
    edits: (document) => broken.places.flatMap((place) => replaceValue(document, place.pointer, ref) ?? []),
  };
}
