/**
 * The x-ms-* extensions of a definition: which there are and where each of them has an effect.
 * Sourced: Microsoft's extension guide, its JSON schema of the definition, the source code of the designer and of Power Fx;
 * what only published connectors show (a few kinds of place, the undocumented names) is inferred.
 */
import { ownString } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { nearest } from "../language/nearest.ts";
import type { Node, NodeKind } from "../language/node.ts";

/** A kind of place that can hold extensions; parameters are told apart by their `in`. */
export type ExtensionPlace =
  | "root"
  | "info"
  | "contact"
  | "license"
  | "tag"
  | "securityDefinition"
  | "pathItem"
  | "operation"
  | "response"
  | "header"
  | "items"
  | "schema"
  | "notificationContent"
  | "path parameter"
  | "query parameter"
  | "header parameter"
  | "formData parameter"
  | "body parameter";

/** The kinds of node whose keys are looked at. */
export const EXTENSION_KINDS: readonly NodeKind[] = [
  "root",
  "info",
  "contact",
  "license",
  "tag",
  "securityDefinition",
  "pathItem",
  "operation",
  "parameter",
  "items",
  "response",
  "header",
  "schema",
  "notificationContent",
];

export interface Extension {
  name: string;
  /** Where it has an effect; undefined: wherever it is, for first-party extensions that only Microsoft's connectors use. */
  places?: readonly ExtensionPlace[];
  /** Places where it has none, but whose faults another rule names more exactly. */
  leftTo?: Partial<Record<ExtensionPlace, string>>;
  /** Means something to the AutoRest generator, and nothing to Power Platform. */
  autorest?: true;
}

const PARAMETERS = ["path parameter", "query parameter", "header parameter", "formData parameter"] as const;
const VALUES = [...PARAMETERS, "schema"] as const;

const BODY_DYNAMIC = { "body parameter": "param-body-dynamic-extension" };
const WEBHOOK_URL = "webhook-url-in-body";
const WEBHOOK_CONTENT = "webhook-content-on-path-item";

const KNOWN: Extension[] = [
  {
    name: "x-ms-summary",
    places: [...VALUES, "body parameter", "response", "header", "notificationContent"],
    leftTo: { operation: "op-x-ms-summary-ignored" },
  },
  { name: "x-ms-visibility", places: [...VALUES, "body parameter", "operation", "header"] },
  { name: "x-ms-api-annotation", places: ["info", "operation"] },
  { name: "x-ms-operation-context", places: ["operation"] },
  // On schemas it says how a table and its columns can be filtered and sorted.
  { name: "x-ms-capabilities", places: ["root", "operation", "schema"] },
  { name: "x-ms-connector-metadata", places: ["root"] },
  { name: "x-ms-docs", places: ["root"] },
  { name: "x-ms-keywords", places: ["info"] },
  { name: "x-ms-deployment-version", places: ["info"] },
  { name: "x-ms-connector-name", places: ["info"] },
  { name: "x-ms-trigger", places: ["operation"] },
  { name: "x-ms-trigger-hint", places: ["operation"] },
  { name: "x-ms-trigger-metadata", places: ["operation"] },
  { name: "x-ms-trigger-value", places: PARAMETERS },
  {
    name: "x-ms-notification-content",
    places: ["pathItem"],
    leftTo: {
      operation: WEBHOOK_CONTENT,
      response: WEBHOOK_CONTENT,
      "body parameter": WEBHOOK_CONTENT,
    },
  },
  {
    name: "x-ms-notification-url",
    places: ["schema"],
    leftTo: {
      "path parameter": WEBHOOK_URL,
      "query parameter": WEBHOOK_URL,
      "header parameter": WEBHOOK_URL,
      "formData parameter": WEBHOOK_URL,
      "body parameter": WEBHOOK_URL,
      header: WEBHOOK_URL,
      items: WEBHOOK_URL,
      response: WEBHOOK_URL,
      notificationContent: WEBHOOK_URL,
      operation: WEBHOOK_URL,
      pathItem: WEBHOOK_URL,
    },
  },
  { name: "x-ms-notification", places: ["operation"] },
  {
    name: "x-ms-url-encoding",
    places: ["path parameter"],
    leftTo: {
      "query parameter": "param-url-encoding-location",
      "header parameter": "param-url-encoding-location",
      "formData parameter": "param-url-encoding-location",
      "body parameter": "param-url-encoding-location",
    },
  },
  { name: "x-ms-dynamic-values", places: [...VALUES, "items"], leftTo: BODY_DYNAMIC },
  { name: "x-ms-dynamic-list", places: [...VALUES, "items"], leftTo: BODY_DYNAMIC },
  { name: "x-ms-dynamic-schema", places: ["schema"], leftTo: BODY_DYNAMIC },
  { name: "x-ms-dynamic-properties", places: ["schema"], leftTo: BODY_DYNAMIC },
  { name: "x-ms-dynamic-tree", places: VALUES, leftTo: BODY_DYNAMIC },
  { name: "x-ms-enum-values", places: [...VALUES, "items"] },
  { name: "x-ms-test-value", places: [...VALUES, "body parameter"] },
  { name: "x-ms-localizeDefaultValue", places: VALUES },
  { name: "x-ms-media-kind", places: ["schema", "formData parameter"] },
  { name: "x-ms-editor", places: VALUES },
  { name: "x-ms-editor-options", places: VALUES },
  { name: "x-ms-pageable", places: ["operation"] },
  { name: "x-ms-no-generic-test", places: ["operation"] },
  { name: "x-ms-safe-operation", places: ["operation"] },
  { name: "x-ms-explicit-input", places: ["operation", ...VALUES, "body parameter"] },
  { name: "x-ms-require-user-confirmation", places: ["operation"] },
  { name: "x-ms-name-for-model", places: ["operation", ...VALUES, "body parameter"] },
  { name: "x-ms-description-for-model", places: ["operation", ...VALUES, "body parameter"] },
  { name: "x-ms-openai-data", places: ["operation", "root"] },
  { name: "x-ms-openai-manifest", places: ["root"] },
  { name: "x-ms-openai-published-to-copilots", places: ["info"] },
  { name: "x-ms-agentic-protocol", places: ["operation"] },
];

/** Read by the designer, used by Microsoft's own connectors only. */
const FIRST_PARTY = [
  "x-ms-headers",
  "x-ms-group-name",
  "x-ms-content-hint",
  "x-ms-format",
  "x-ms-permission",
  "x-ms-property-name-alias",
  "x-ms-scheduler-recommendation",
  "x-ms-scheduler-trigger",
  "x-ms-input-dependencies",
  "x-ms-serialization",
  "x-ms-deserialization",
  "x-ms-dynamically-added",
  "x-ms-displayFormat",
  "x-ms-relationships",
];

const AUTOREST = [
  "arm-id-details",
  "azure-resource",
  "client-default",
  "client-flatten",
  "client-name",
  "client-request-id",
  "code-generation-settings",
  "discriminator-value",
  "enum",
  "error-response",
  "examples",
  "external",
  "header-collection-prefix",
  "identifiers",
  "long-running-operation",
  "long-running-operation-options",
  "mutability",
  "odata",
  "parameter-grouping",
  "parameter-location",
  "parameterized-host",
  "paths",
  "request-id",
  "secret",
  "skip-url-encoding",
  "text",
];

/** Every known extension by its name. */
export const EXTENSIONS: ReadonlyMap<string, Extension> = new Map(
  [
    ...KNOWN,
    ...FIRST_PARTY.map((name): Extension => ({ name })),
    ...AUTOREST.map((name): Extension => ({ name: `x-ms-${name}`, autorest: true })),
  ].map((extension) => [extension.name, extension]),
);

/** What makers write when they mean a plain key. Observed in published connectors. */
const PLAIN_KEYS: Record<string, string> = {
  "x-ms-tooltip": "description",
  "x-ms-description": "description",
  "x-ms-title": "title",
  "x-ms-default": "default",
};

/** The kinds of place that nodes of a kind can be. */
export function placesOf(kind: NodeKind): readonly ExtensionPlace[] {
  return kind === "parameter" ? [...PARAMETERS, "body parameter"] : [kind as ExtensionPlace];
}

/** The kind of place a node is; undefined for a parameter whose `in` is none. */
export function placeOf(node: Node): ExtensionPlace | undefined {
  if (node.kind !== "parameter") return node.kind as ExtensionPlace;
  const place = `${ownString(node.value, "in") ?? ""} parameter`;
  return place === "body parameter" || (PARAMETERS as readonly string[]).includes(place)
    ? (place as ExtensionPlace)
    : undefined;
}

export interface Misspelling {
  /** The name that was probably meant; undefined where nothing comes close. */
  meant: string | undefined;
  /** Whether only spelling is wrong, so that renaming the key is surely right. */
  sure: boolean;
}

/** What an `x-…` key is a slip of; undefined if it is known, or simply an extension of somebody else. */
export function misspelling(key: string, place: ExtensionPlace | undefined): Misspelling | undefined {
  if (EXTENSIONS.has(key)) return undefined;
  const plain = key.toLowerCase();
  if (Object.hasOwn(PLAIN_KEYS, plain)) return { meant: PLAIN_KEYS[plain], sure: false };
  // Stray spaces, colons, underscores and capitals: what is left is the name.
  const cleaned = plain.replaceAll("_", "-").replaceAll(/[^a-z-]/g, "");
  const same = [...EXTENSIONS.keys()].find((name) => name.toLowerCase() === cleaned);
  if (same) return { meant: same, sure: true };
  const first = /^x-ms-[a-z-]+/.exec(plain)?.[0];
  if (first !== undefined && first !== plain && EXTENSIONS.has(first)) return { meant: first, sure: false };
  if (/^x[-_ ]*m-?s\b/.test(plain) || plain.startsWith("x-ms")) {
    const here = KNOWN.filter((extension) => !place || extension.places?.includes(place));
    const meant =
      nearest(
        cleaned,
        here.map((extension) => extension.name),
      ) ??
      nearest(
        cleaned,
        KNOWN.map((extension) => extension.name),
      );
    // "x-msft-…" is somebody else's, "x-mssummary" is not.
    if (meant === undefined && /^x-ms[a-z]/.test(plain)) return undefined;
    return { meant, sure: meant !== undefined && Math.abs(meant.length - cleaned.length) <= 1 };
  }
  // `x-summary`, `x-sm-summary`: somebody else's extension unless what follows is one of the documented names.
  const rest = plain.replace(/^x-(?:[a-z]{2}-)?/, "");
  const documented = KNOWN.find((extension) => extension.name === `x-ms-${rest}`);
  return documented?.places && rest.length > 5 && !/^(?:docs|keywords|editor|trigger)$/.test(rest)
    ? { meant: documented.name, sure: false }
    : undefined;
}

/** Keys that begin with `x-`, whatever the case, or with what looks like a slip of it. */
export function isExtensionKey(key: string): boolean {
  const code = key.charCodeAt(0);
  // "x" or "X"; "xml" and the like do not go on with a dash or a space.
  return (code === 120 || code === 88) && /^x[-_ ]/i.test(key);
}

/** A file with more unknown names than this is not misspelt but something else; guessing at them all takes time. */
const MAX_GUESSES = 500;

/** The extension keys of nodes, each read once although several rules ask for them. */
export class ExtensionKeys {
  readonly #guesses = new Map<string, Misspelling | undefined>();
  #node: Node | undefined;
  #keys: readonly string[] = [];

  /** {@link misspelling}, worked out once for each name and kind of place. */
  slipOf(key: string, place: ExtensionPlace | undefined): Misspelling | undefined {
    const name = `${place} ${key}`;
    if (this.#guesses.has(name)) return this.#guesses.get(name);
    if (this.#guesses.size >= MAX_GUESSES)
      return /^x-ms-/i.test(key) ? { meant: undefined, sure: false } : undefined;
    const slip = misspelling(key, place);
    this.#guesses.set(name, slip);
    return slip;
  }

  /** The keys of a node that {@link isExtensionKey}. */
  of(node: Node): readonly string[] {
    if (node === this.#node) return this.#keys;
    this.#node = node;
    let keys: string[] | undefined;
    for (const key of Object.keys(node.value)) if (isExtensionKey(key)) (keys ??= []).push(key);
    this.#keys = keys ?? NONE;
    return this.#keys;
  }
}

const NONE: readonly string[] = [];

/** See {@link ExtensionKeys}; ask by `context.fact(extensionKeys)`. */
export function extensionKeys(_subject: Subject): ExtensionKeys {
  return new ExtensionKeys();
}
