/** A sound connector in memory that a fault is seeded into. */
import { type ConnectorFolder, connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { buildModel, type Operation } from "../../src/definition/model.ts";
import { isObject, type JsonObject, type JsonValue } from "../../src/json/values.ts";
import { Tree } from "./tree.ts";

/** What a connector consists of before anything is seeded. */
export interface Host {
  name: string;
  definition: JsonObject;
  properties: JsonObject;
  files: ReadonlyMap<string, Buffer>;
}

const DEFINITION = "apiDefinition.swagger.json";
const PROPERTIES = "apiProperties.json";

export class Seedbed {
  readonly host: string;
  readonly d: Tree;
  readonly p: Tree;
  readonly files: Map<string, Buffer | null>;
  /** The names that the two files are written under. */
  definitionFile = DEFINITION;
  propertiesFile = PROPERTIES;
  readonly #edits: { file: string; edit: (text: string) => string | Buffer }[] = [];
  #sound: ConnectorFolder | undefined;

  constructor(host: Host) {
    this.host = host.name;
    this.d = new Tree(structuredClone(host.definition), "");
    this.p = new Tree(structuredClone(host.properties), `${PROPERTIES}#`);
    this.files = new Map(host.files);
  }

  /** What stands now is sound material, not the fault: findings on it do not count. */
  checkpoint(): void {
    this.#sound = this.build();
  }

  /** Takes back checkpoints made since: what came after that connector is the fault. */
  restore(sound: ConnectorFolder | undefined): void {
    this.#sound = sound;
  }

  /** The connector of the last checkpoint, if there was one. */
  get sound(): ConnectorFolder | undefined {
    return this.#sound;
  }

  /** Changes the text of one of the two JSON files after it is written out. */
  edit(part: "definition" | "properties", edit: (text: string) => string | Buffer): void {
    this.#edits.push({ file: part, edit });
  }

  build(): ConnectorFolder {
    const bytes = new Map<string, Buffer>();
    for (const [name, content] of this.files) if (content !== null) bytes.set(name, content);
    const write = (part: "definition" | "properties", name: string, value: JsonValue) => {
      let content: string | Buffer = `${JSON.stringify(value, null, 2)}\n`;
      for (const { file, edit } of this.#edits) if (file === part) content = edit(content.toString());
      bytes.set(name, Buffer.from(content as string));
    };
    write("definition", this.definitionFile, this.d.root);
    write("properties", this.propertiesFile, this.p.root);
    return connectorFromFiles(this.host, bytes);
  }

  operations(): Operation[] {
    return buildModel(this.d.root).operations;
  }

  /** The first operation that fits, the choice spread over the file by the host's name. */
  operation(fits: (operation: Operation) => boolean = () => true): Operation | undefined {
    return this.operations().find((operation) => operation.id !== undefined && fits(operation));
  }

  /** Pointer of an ordinary visible action without references in its way: an existing one, or a new one. */
  action(fits: (operation: Operation) => boolean = () => true): string {
    const found = this.operation(
      (operation) =>
        operation.trigger === undefined &&
        !operation.internal &&
        operation.value["deprecated"] !== true &&
        operation.notificationContent === undefined &&
        fits(operation),
    );
    return found?.pointer ?? this.newAction();
  }

  #count = 0;

  /** Adds a sound GET action; gives its pointer. */
  newAction(patch: JsonObject = {}, path?: string, method = "get"): string {
    const number = ++this.#count;
    const where = path ?? `/recall/shelf${number}`;
    const pointer = `/paths/${where.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const operation: JsonObject = {
      operationId: `ReadShelf${number}`,
      summary: `Read shelf ${number}`,
      description: `Reads what stands on shelf ${number}.`,
      ...(method === "get" || method === "delete" ? {} : { consumes: ["application/json"] }),
      produces: ["application/json"],
      parameters: [],
      responses: {
        "200": {
          description: "The shelf.",
          schema: {
            type: "object",
            properties: { label: text("Label", "What is written on the shelf.") },
          },
        },
      },
      ...patch,
    };
    if (isObject(this.d.get(pointer))) this.d.set(`${pointer}/${method}`, operation);
    else this.d.set(pointer, { [method]: operation });
    this.checkpoint();
    return `${pointer}/${method}`;
  }

  /** Adds a sound POST action with a body of one optional property; gives the operation's pointer, the body first in it. */
  newPost(
    properties: JsonObject = { note: text("Note", "What to remember.") },
    patch: JsonObject = {},
  ): string {
    return this.newAction(
      {
        parameters: [
          {
            name: "body",
            in: "body",
            required: true,
            "x-ms-summary": "Order",
            description: "What to order.",
            schema: { type: "object", properties },
          },
        ],
        ...patch,
      },
      undefined,
      "post",
    );
  }

  /** Adds a sound webhook trigger with its unsubscribe operation; gives the path item's pointer. */
  newWebhook(): string {
    const operation = this.newPost(
      {
        callbackUrl: text("Callback URL", "Where news is sent.", {
          "x-ms-notification-url": true,
          "x-ms-visibility": "internal",
        }),
      },
      {
        operationId: `OnShelfFilled${this.#count + 1}`,
        summary: `When shelf ${this.#count + 1} is filled`,
        description: "This operation triggers when a shelf is filled.",
        "x-ms-trigger": "single",
        "x-ms-trigger-hint": "To see it work, fill a shelf.",
        responses: {
          "201": {
            description: "The subscription.",
            schema: {
              type: "object",
              properties: { hookId: text("Subscription id", "The new subscription.") },
            },
            headers: { Location: { type: "string", description: "Address that ends the subscription." } },
          },
        },
      },
    );
    this.d.set(`${operation}/parameters/0/schema/required`, ["callbackUrl"]);
    const pathItem = operation.slice(0, operation.lastIndexOf("/"));
    this.d.set(`${pathItem}/x-ms-notification-content`, {
      description: "The shelf.",
      schema: { type: "object", properties: { shelf: text("Shelf", "The shelf that was filled.") } },
    });
    this.newAction(
      {
        operationId: `DeleteShelfHook${this.#count}`,
        summary: `Delete a shelf subscription ${this.#count}`,
        description: "Ends a subscription.",
        "x-ms-visibility": "internal",
        parameters: [
          parameter({ name: "hookId", in: "path", required: true, "x-ms-url-encoding": "single" }),
        ],
        responses: { "200": { description: "It has ended." } },
      },
      `/recall/shelf${this.#count}/hooks/{hookId}`,
      "delete",
    );
    return pathItem;
  }

  /** Adds a sound polling batch trigger; gives the operation's pointer. */
  newPolling(): string {
    return this.newAction({
      operationId: `OnShelfMoved${this.#count + 1}`,
      summary: `When shelf ${this.#count + 1} moves`,
      description: "This operation triggers when a shelf moves.",
      "x-ms-trigger": "batch",
      "x-ms-trigger-hint": "To see it work, move a shelf.",
      "x-ms-trigger-metadata": { kind: "query", mode: "polling" },
      responses: {
        "200": {
          description: "Shelves that moved.",
          schema: {
            type: "array",
            items: { type: "object", properties: { id: text("Id", "The shelf's number.") } },
          },
        },
        "202": { description: "Nothing moved." },
      },
    });
  }
}

/** A string schema with label and description. */
export function text(summary: string, description: string, more: JsonObject = {}): JsonObject {
  return { type: "string", "x-ms-summary": summary, description, ...more };
}

/** A sound query parameter, changed. */
export function parameter(more: JsonObject = {}): JsonObject {
  return {
    name: "shelfMark",
    in: "query",
    type: "string",
    "x-ms-summary": "Shelf mark",
    description: "The mark on the shelf.",
    ...more,
  };
}
