/** What the comparison says about one change at a time, and that it says nothing where nothing changed. */
import { describe, expect, it } from "vitest";
import type { Comparison } from "../../src/comparison/change.ts";
import { compareVersions } from "../../src/comparison/index.ts";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { ROOT } from "../support/run-script.ts";
import { CHANGES, type Host } from "./changes.ts";
import { connectorOf, copyOf, LIBRARY } from "./host.ts";

function compare(old: Host, now: Host): Comparison {
  return compareVersions({ connector: connectorOf(old) }, { connector: connectorOf(now) });
}

function changed(change: (host: Host) => void): Comparison {
  const host = copyOf(LIBRARY);
  change(host);
  return compare(LIBRARY, host);
}

const ids = (comparison: Comparison) => comparison.changes.map(({ id }) => id);

describe("one change", () => {
  it.each(CHANGES.map((change) => [change.name, change] as const))("%s", (_, change) => {
    const host = copyOf(LIBRARY);
    expect(change.apply(host), "the library has a place for it").toBe(true);
    const { changes } = compare(LIBRARY, host);
    expect(changes.filter(({ id }) => id === change.id).map((one) => one.class)).toEqual([change.class]);
    const others = changes.filter(({ id }) => id !== change.id && !change.also?.includes(id as never));
    expect(others.filter((one) => one.class !== "safe").map(({ message }) => message)).toEqual([]);
  });
});

describe("no change", () => {
  it("is a connector compared with itself", () => {
    const connector = readConnector(ROOT);
    expect(compareVersions({ connector }, { connector }).changes).toEqual([]);
  });

  it("are layout and the order of keys", () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, inner]) => [key, reversed(inner)]),
            )
          : value;
    const now = reversed(LIBRARY) as Host;
    const { changes } = compareVersions(
      { connector: connectorOf(LIBRARY, 2) },
      { connector: connectorOf(now, 0) },
    );
    expect(changes).toEqual([]);
  });

  it("is a schema written in place instead of by reference, and one put together with allOf", () => {
    expect(
      changed(({ definition }) => {
        const { Book, Author } = definition.definitions;
        Book.properties.author = structuredClone(Author);
        definition.paths["/books"].post.responses[200].schema = structuredClone(Book);
        const { id, ...rest } = Book.properties;
        definition.definitions.Identified = { type: "object", required: ["id"], properties: { id } };
        definition.definitions.Book = {
          allOf: [{ $ref: "#/definitions/Identified" }, { type: "object", properties: rest }],
        };
      }).changes,
    ).toEqual([]);
  });

  it("is a parameter of one operation that its path holds, or the document", () => {
    expect(
      changed(({ definition }) => {
        const item = definition.paths["/books/{id}/pages/{page}"];
        const [id, page] = item.get.parameters;
        definition.parameters = { BookId: id };
        item.parameters = [{ $ref: "#/parameters/BookId" }];
        item.get.parameters = [page];
      }).changes,
    ).toEqual([]);
  });

  it("are definitions that nothing uses, and examples", () => {
    expect(
      changed(({ definition }) => {
        definition.definitions.Nobody = { type: "string" };
        definition.definitions.Book.properties.title.example = "Emma";
      }).changes,
    ).toEqual([]);
  });
});

describe("a shared definition", () => {
  it("is changed once, for all operations that it reaches", () => {
    const { changes } = changed(({ definition }) => {
      delete definition.definitions.Author.properties.name;
    });
    expect(changes.map(({ id, operation, operations }) => ({ id, operation, operations }))).toEqual([
      { id: "output-removed", operation: "ListBooks", operations: ["ListBooks", "AddBook", "WhenReturned"] },
    ]);
    expect(changes[0]?.old).toMatchObject({ pointer: "/definitions/Author/properties/name" });
    expect(changes[0]?.new).toBeNull();
    expect(changes[0]?.anchor.pointer).toBe("/definitions/Author/properties");
  });
});

describe("renames", () => {
  it("follow an operation that got another id and another path at once", () => {
    expect(
      ids(
        changed(({ definition }) => {
          const { "/books/{id}/pages/{page}": item, ...rest } = definition.paths;
          item.get.operationId = "ReadPage";
          definition.paths = { ...rest, "/items/{id}/pages/{page}": item };
        }),
      ),
    ).toEqual(["operation-renamed", "operation-path-changed"]);
  });

  it("do not follow an operation that is a different one", () => {
    expect(
      ids(
        changed(({ definition }) => {
          delete definition.paths["/books/{id}/pages/{page}"];
          definition.paths["/members"] = {
            get: {
              operationId: "ListMembers",
              summary: "List members",
              responses: { 200: { description: "OK" } },
            },
          };
        }),
      ),
    ).toEqual(["operation-removed", "operation-added"]);
  });

  it("are reported to anyone who still uses the old name", () => {
    const { changes } = changed(({ definition }) => {
      definition.paths["/shelves"].get.operationId = "ListAllShelves";
    });
    const choices = changes.find(({ id }) => id === "dynamic-values-changed");
    expect(choices?.message).toContain("ListAllShelves");
  });

  it("of the target of a list of choices do not make it another list", () => {
    expect(
      ids(
        changed(({ definition }) => {
          definition.paths["/shelves"].get.operationId = "ListAllShelves";
          definition.paths["/books"].get.parameters[0]["x-ms-dynamic-values"].operationId = "ListAllShelves";
        }),
      ),
    ).toEqual(["operation-renamed"]);
  });

  it("are not reported for two unlike outputs", () => {
    expect(
      ids(
        changed(({ definition }) => {
          const { properties } = definition.definitions.Author;
          delete properties.name;
          properties.born = { type: "string", description: "When." };
        }),
      ),
    ).toEqual(["output-removed", "output-added"]);
  });
});

describe("what seems to break and does not", () => {
  const classes = (change: (host: Host) => void) =>
    changed(change).changes.map((one) => `${one.id} ${one.class}`);

  it("is a path whose beginning moved out of the base path", () => {
    const found = classes(({ definition }) => {
      definition.basePath = "/";
      const paths = Object.entries(definition.paths).map(([at, item]) => [`/api${at}`, item]);
      definition.paths = Object.fromEntries(paths);
    });
    expect(new Set(found)).toEqual(new Set(["operation-path-changed risky", "base-path-changed risky"]));
    expect(found).toHaveLength(6);
  });

  it("is a type named like its format", () => {
    expect(
      classes(({ definition }) => (definition.definitions.Book.properties.copies.type = "int32")),
    ).toEqual([]);
  });

  it("is a change of an operation that makers do not see", () => {
    expect(
      classes(({ definition }) => {
        delete definition.paths["/shelves"].get.responses[200].schema.properties.shelves.items.properties
          .name;
      }),
    ).toEqual(["output-removed risky"]);
  });

  it("is a sign-in that is declared as required", () => {
    expect(
      classes(({ properties }) => {
        properties.properties.connectionParameters.token.uiDefinition = { constraints: { required: "true" } };
      }),
    ).toEqual(["connection-parameter-changed safe"]);
  });
});

describe("advice", () => {
  it("asks for the version that the changes deserve", () => {
    const advice = (change: (host: Host) => void) => changed(change).versions.suggested;
    expect(advice(({ definition }) => delete definition.paths["/shelves"])).toBe("1.3.0");
    expect(advice(({ definition }) => delete definition.paths["/hooks"])).toBe("2.0.0");
    expect(advice(({ definition }) => (definition.info.description = "Other words."))).toBe("1.2.1");
    expect(advice(() => undefined)).toBeNull();
  });

  it("is content with a version that was raised", () => {
    const text = (version: string) =>
      changed(({ definition }) => {
        delete definition.paths["/hooks"];
        definition.info.version = version;
      }).advice;
    expect(text("1.2.0")).toContain("2.0.0");
    expect(text("2.0.0")).not.toContain("info.version");
  });
});

describe("texts", () => {
  it("hold no secrets and nothing that a terminal obeys", () => {
    const { changes } = changed(({ definition, properties }) => {
      definition.paths["/books"].get.summary = "\u001b[2Jgone";
      properties.properties.connectionParameters.token.oAuthSettings.clientSecret =
        "old8Q~hardly-a-secret-but-shaped-like-one-0";
      properties.properties.policyTemplateInstances[0].parameters["x-ms-apimTemplateParameter.value"] =
        "hunter2-hunter2";
    });
    const all = JSON.stringify(changes.map(({ message, why, help }) => [message, why, help]));
    expect(all).not.toContain("\u001b");
    expect(all).toContain("\\\\u001b");
    expect(all).not.toContain("hardly-a-secret");
    expect(all).not.toContain("hunter2");
  });

  it("of schemas that contain themselves end", () => {
    expect(
      ids(
        changed(({ definition }) => {
          definition.definitions.Author.properties.books = {
            type: "array",
            items: { $ref: "#/definitions/Book" },
          };
        }),
      ),
    ).toEqual(["output-added"]);
  });
});
