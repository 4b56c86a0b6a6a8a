import { isInternal } from "../../definition/extensions.ts";
import { resolveObject } from "../../definition/reference.ts";
import { isObject, type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import { depotsWith, parcelWith } from "../examples/small-changes.ts";
import { labelFrom } from "../facts/label-from-name.ts";
import { schemaName } from "../facts/schema-name.ts";
import { type SeenByMakers, seenAs, seenByMakers } from "../facts/seen-by-makers.ts";
import type { Subject } from "../language/context.ts";
import { nearest } from "../language/nearest.ts";
import { type Node, USED_AS } from "../language/node.ts";
import { list, quote } from "../language/quote.ts";
import { type Check, defineRules } from "../language/rule.ts";
import { CERTIFICATION, OPENAPI_EXTENSIONS, STRING_GUIDANCE } from "../sources.ts";

const MAX_SUMMARY = 80;

/**
 * A property that makers see as a field or a token of its own. Objects are left out: the designer puts their title in
 * front of the titles of all they hold, so that most authors are better off without one.
 */
function isVisibleLeaf(property: JsonObject): boolean {
  if (own(property, "$ref") !== undefined) return false;
  if (isInternal(property)) return false;
  const properties = ownObject(property, "properties");
  return properties === undefined || Object.keys(properties).length === 0;
}

/** A list of objects: in an answer it is a container as well, whose title goes in front of what its objects hold. */
function isListOfObjects(property: JsonObject, root: JsonObject): boolean {
  const items = resolveObject(root, own(property, "items"), "");
  return items !== undefined && Object.keys(ownObject(items.value, "properties") ?? {}).length > 0;
}

/** What makers fill in. A property used in both directions counts as input, so that it is named once. */
function isInput(property: JsonObject, seen: number): boolean {
  return (seen & USED_AS.input) !== 0 && own(property, "readOnly") !== true;
}

function isOutput(property: JsonObject, seen: number): boolean {
  return (seen & (USED_AS.output | USED_AS.notification)) !== 0 && !isInput(property, seen);
}

function hasText(property: JsonObject, key: string): boolean {
  const text = ownString(property, key);
  return text !== undefined && text.trim() !== "";
}

/** A misspelt x-ms-summary counts: it has a finding of its own, and fixing that gives the title. */
function hasTitle(property: JsonObject): boolean {
  if (hasText(property, "x-ms-summary") || hasText(property, "title")) return true;
  for (const key in property)
    if (
      key.startsWith("x-ms") &&
      key !== "x-ms-summary" &&
      (key.startsWith("x-ms-summary") || nearest(key, ["x-ms-summary"]) !== undefined)
    )
      return true;
  return false;
}

type Direction = "input" | "output";

/** Properties that lack a text. Who writes the title writes the description as well: what lacks both is under titles only. */
interface Lack {
  title: string[];
  description: string[];
  /** How many of those without a title have no description either. */
  neither: number;
}

/** What the properties of one object lack; several rules ask, one after the other, for the same object. */
class Lacks {
  readonly #root: JsonObject;
  readonly #seen: SeenByMakers;
  #schema: Node | undefined;
  #lacks: Partial<Record<Direction, Lack>> = {};

  constructor(subject: Subject) {
    this.#root = subject.root;
    this.#seen = subject.fact(seenByMakers);
  }

  of(schema: Node, direction: Direction): Lack | undefined {
    if (schema !== this.#schema) {
      this.#schema = schema;
      this.#lacks = {};
      const seen = schema.internal ? 0 : seenAs(schema, this.#seen);
      if (seen !== 0) this.#look(ownObject(schema.value, "properties") ?? {}, seen);
    }
    return this.#lacks[direction];
  }

  #look(properties: JsonObject, seen: number): void {
    for (const name in properties) {
      const property = properties[name];
      if (!isObject(property) || !isVisibleLeaf(property)) continue;
      const titled = hasTitle(property);
      const described = hasText(property, "description");
      if (titled && described) continue;
      const direction = isInput(property, seen) ? "input" : isOutput(property, seen) ? "output" : undefined;
      if (!direction || (direction === "output" && isListOfObjects(property, this.#root))) continue;
      this.#lacks[direction] ??= { title: [], description: [], neither: 0 };
      const lack = this.#lacks[direction];
      (titled ? lack.description : lack.title).push(name);
      if (!titled && !described) lack.neither++;
    }
  }
}

function lacks(subject: Subject): Lacks {
  return new Lacks(subject);
}

/** One report for all properties of an object: what is missing is written in one go, with the others in view. */
function missing(direction: Direction, what: "summary" | "description"): Check {
  const check: Check = (schema, context) => {
    const lack = context.fact(lacks).of(schema, direction);
    if (!lack) return;
    const found = what === "summary" ? lack.title : lack.description;
    const { neither } = lack;
    const [first] = found;
    if (first === undefined) return;
    const one = found.length === 1;
    const subject = one ? `The ${direction} ${quote(first)} has` : `${found.length} ${direction}s have`;
    const names = one ? "" : `: ${list(found)}`;
    const place = schema.at("properties", first);
    if (what === "description") {
      context.report(place, `${subject} no description${names}.`, {
        help: `Add "description" with one sentence about what it holds${one ? "" : ", to each"}.`,
        part: "key",
      });
      return;
    }
    const alone = neither === 0 ? "" : neither === found.length ? " and no description" : "";
    const some = neither > 0 && alone === "" ? `; ${neither} of them no description either` : "";
    const raw = one ? ": makers see its raw name" : "";
    context.report(place, `${subject} no title${alone}${one ? raw : `${names}${some}`}.`, {
      help: `Add "x-ms-summary" with a short title${one ? "" : " to each"}, such as ${example(found)}${neither > 0 ? ', and "description" with one sentence about what it holds' : ""}.`,
      part: "key",
    });
  };
  return Object.assign(check, { onlyWith: ["properties"] });
}

/** A title for one of the names: for the first of several words, which shows best what a title is. */
function example(names: readonly string[]): string {
  const name = names.find((candidate) => labelFrom(candidate)?.includes(" ")) ?? names[0] ?? "";
  const label = labelFrom(name);
  if (label === undefined) return quote("Order number");
  return names.length === 1 || label === name ? quote(label) : `${quote(label)} for ${quote(name)}`;
}

const body = (schema: Record<string, JsonValue>) => ({
  paths: {
    "/parcels": {
      post: {
        parameters: [
          {
            name: "body",
            in: "body",
            required: true,
            schema: { type: "object", properties: { receiver: { type: "string", ...schema } } },
          },
        ],
      },
    },
  },
});
const INPUT = "/paths/~1parcels/post/parameters/0/schema/properties/receiver";
const answer = (schema: Record<string, JsonValue | null>) => ({
  definitions: { Parcel: { properties: { id: schema } } },
});
const OUTPUT = "/definitions/Parcel/properties/id";
const SUMMARY = { "x-ms-summary": "Receiver" };
const DESCRIPTION = { description: "Name of the person who gets the parcel." };

/** The name of a property in words, as an example of a label: ", such as "Webhook URL"". */
function label(schema: Node): string {
  const name = /\/properties\/([A-Za-z][\w-]{2,39})$/.exec(schema.pointer)?.[1];
  const label = name === undefined ? undefined : labelFrom(name);
  return label === undefined ? " to a few words" : `, such as to ${quote(label)}`;
}

export default defineRules("schemas", [
  {
    id: "schema-property-summary-input",
    statement: "Every property that makers fill in has a title (x-ms-summary or title).",
    why: "The title is the label of the field: without one makers read the name that the service uses.",
    severity: { import: "off", certification: "info" },
    sources: [OPENAPI_EXTENSIONS, CERTIFICATION, "observed: missing in 316 published connectors"],
    checks: { schema: missing("input", "summary") },
    bad: [{ definition: body(DESCRIPTION), at: [INPUT] }],
    good: [
      { definition: body({ ...DESCRIPTION, ...SUMMARY }) },
      { definition: body({ ...DESCRIPTION, "x-ms-visibility": "internal" }) },
    ],
  },
  {
    id: "schema-property-description-input",
    statement: "Every property that makers fill in has a description.",
    why: "The description is the hint inside the empty field: without it makers have to guess what to enter.",
    severity: { import: "off", certification: "info" },
    sources: [OPENAPI_EXTENSIONS, CERTIFICATION, "observed: missing in 162 published connectors"],
    asksFor: ["description"],
    checks: { schema: missing("input", "description") },
    bad: [{ definition: body(SUMMARY), at: [INPUT] }],
    good: [{ definition: body({ ...DESCRIPTION, ...SUMMARY }) }],
  },
  {
    id: "schema-property-summary-output",
    statement: "Every property that an operation returns has a title (x-ms-summary or title).",
    why: "The title is the name of the dynamic content: without one makers read the name that the service uses.",
    severity: { import: "info", certification: "info" },
    sources: [STRING_GUIDANCE, "observed: missing in 496 published connectors"],
    checks: { schema: missing("output", "summary") },
    bad: [
      { definition: answer({ "x-ms-summary": null }), at: [OUTPUT] },
      { definition: parcelWith({ id: { "x-ms-summary": null }, weight: { type: "number" } }), at: [OUTPUT] },
    ],
    good: [
      { definition: answer({ "x-ms-summary": null, title: "Number" }) },
      // An error is not dynamic content.
      {
        definition: depotsWith({
          responses: {
            "404": {
              description: "Not found",
              schema: { type: "object", properties: { reason: { type: "string" } } },
            },
          },
        }),
      },
      { definition: parcelWith({ inside: { type: "array", items: { $ref: "#/definitions/Parcel" } } }) },
    ],
  },
  {
    id: "schema-property-description-output",
    statement: "Every property that an operation returns has a description.",
    why: "Makers choose among many values of an answer, and the description is what tells them apart.",
    severity: { import: "info", certification: "info" },
    sources: [STRING_GUIDANCE, "observed: missing in 326 published connectors"],
    checks: { schema: missing("output", "description") },
    bad: [{ definition: answer({ description: null }), at: [OUTPUT] }],
    good: [{}, { definition: answer({ description: null, "x-ms-summary": null }) }],
  },
  {
    id: "schema-property-summary-length",
    statement: `The title of a property has at most ${MAX_SUMMARY} characters.`,
    why: "The designer cuts longer titles off, and certification sends the connector back.",
    severity: { import: "off", certification: "warning" },
    codes: ["FieldLengthExceeded"],
    sources: [STRING_GUIDANCE],
    onlyWith: ["x-ms-summary"],
    checks: {
      schema(schema, context) {
        const summary = ownString(schema.value, "x-ms-summary");
        if (summary === undefined || summary.length <= MAX_SUMMARY) return;
        context.report(
          schema.at("x-ms-summary"),
          `The x-ms-summary of ${schemaName(schema)}, ${quote(summary)}, has ${summary.length} characters; ${MAX_SUMMARY} are allowed.`,
          {
            help: (ownString(schema.value, "description") ?? "").includes(summary.trim())
              ? `Shorten it${label(schema)}; the description has the rest already.`
              : "Shorten it to a few words, and move the rest into the description.",
          },
        );
      },
    },
    bad: [{ definition: answer({ "x-ms-summary": "N".repeat(81) }), at: [`${OUTPUT}/x-ms-summary`] }],
    good: [{ definition: answer({ "x-ms-summary": "N".repeat(80) }) }],
  },
  {
    id: "schema-property-description-differs",
    statement: "The description of a property says more than its title.",
    why: "Makers read the same words twice and still do not know what to enter, or what they get.",
    severity: { import: "info", certification: "info" },
    sources: [STRING_GUIDANCE, "observed: 122 published connectors"],
    onlyWith: ["x-ms-summary"],
    checks: {
      schema(schema, context) {
        if (schema.position !== "property" || schema.internal) return;
        const summary = ownString(schema.value, "x-ms-summary")?.trim();
        const description = ownString(schema.value, "description")?.trim();
        if (!summary || !description || plain(summary) !== plain(description)) return;
        if (seenAs(schema, context.fact(seenByMakers)) === 0) return;
        context.report(
          schema.at("description"),
          `The description of the property ${quote(String(schema.key))} only repeats its title ${quote(summary)}.`,
          {
            help: "Say what the value is for, which form it has, or where makers find it.",
            related: [{ place: schema.at("x-ms-summary"), label: "the title" }],
          },
        );
      },
    },
    bad: [
      {
        definition: answer({ "x-ms-summary": "Parcel number", description: "Parcel Number." }),
        at: [`${OUTPUT}/description`],
      },
    ],
  },
]);

/** Without case and final full stop, which make no difference to a reader. */
function plain(text: string): string {
  return (text.endsWith(".") ? text.slice(0, -1) : text).toLowerCase();
}
