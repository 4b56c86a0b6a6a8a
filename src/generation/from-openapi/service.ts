/** Where the service is and how one signs in to it. */
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
} from "../../json/values.ts";
import type { Losses } from "./losses.ts";
import { extensionsOf, followObject, pick } from "./source.ts";

/** The servers of the document; where it names none, those of its first path that does. */
export function serversOf(root: JsonObject): JsonValue[] {
  const named = ownArray(root, "servers");
  if (named && named.length > 0) return named;
  const items = Object.values(ownObject(root, "paths") ?? {});
  return (
    items.map((item) => ownArray(item, "servers")).find((servers) => servers && servers.length > 0) ?? []
  );
}

/** host, basePath and schemes of the first server. */
export function serverOf(root: JsonObject, losses: Losses): JsonObject {
  const servers = serversOf(root);
  const [first] = servers;
  const template = ownString(first, "url");
  if (servers.length > 1)
    losses.add(
      ["servers"],
      "All servers but the first are lost: a connector has one host.",
      "Where people have to choose, add a connection parameter and a dynamichosturl policy.",
    );
  const missing = (): JsonObject => {
    losses.add(
      ["servers"],
      "The document does not name the server in full, so the host is missing.",
      'Write "host" and "schemes".',
    );
    return { schemes: ["https"] };
  };
  if (template === undefined) return missing();
  const variables = ownObject(first, "variables");
  const url = template.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    losses.add(
      ["servers", "0", "url"],
      "Variables in the address of the server have got their default values.",
      "Where people have to choose, add a connection parameter and a dynamichosturl policy.",
    );
    return ownString(own(variables, name), "default") ?? whole;
  });
  const parts = /^(https?):\/\/([^/?#]+)([^?#]*)/i.exec(url);
  if (!parts) {
    const path = url.startsWith("/") ? url : "/";
    return { ...missing(), basePath: path };
  }
  const [, scheme = "https", authority = "", path = ""] = parts;
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  if (host !== authority)
    losses.add(
      ["servers", "0", "url"],
      "The name and password in the address of the server are left out.",
      "Let makers sign in with basic authentication instead.",
    );
  return { host, basePath: path.replace(/\/+$/, "") || "/", schemes: [scheme.toLowerCase()] };
}

/** Security definitions, and the requirements whose definitions are left. */
export class Security {
  readonly definitions: JsonObject;

  constructor(root: JsonObject, losses: Losses) {
    const schemes = ownObject(ownObject(root, "components"), "securitySchemes") ?? {};
    this.definitions = Object.fromEntries(
      Object.keys(schemes).flatMap((name) => {
        const value = followObject(root, own(schemes, name));
        const found = value && definitionOf(value, ["components", "securitySchemes", name], losses);
        return found ? [[name, { ...found, ...pick(value, ["description"]), ...extensionsOf(value) }]] : [];
      }),
    );
  }

  requirements(value: JsonValue | undefined): JsonValue | undefined {
    if (!Array.isArray(value)) return undefined;
    const kept = value.filter(
      (entry) => isObject(entry) && Object.keys(entry).every((name) => Object.hasOwn(this.definitions, name)),
    );
    return kept.map((entry) =>
      Object.fromEntries(
        Object.keys(entry as JsonObject).map((name) => [
          name,
          ownString(own(this.definitions, name), "type") === "oauth2" ? (own(entry, name) as JsonValue) : [],
        ]),
      ),
    );
  }
}

const FLOWS = [
  ["authorizationCode", "accessCode", ["authorizationUrl", "tokenUrl"]],
  ["implicit", "implicit", ["authorizationUrl"]],
  ["password", "password", ["tokenUrl"]],
  ["clientCredentials", "application", ["tokenUrl"]],
] as const;

function definitionOf(value: JsonObject, way: readonly string[], losses: Losses): JsonObject | undefined {
  const type = ownString(value, "type");
  const scheme = ownString(value, "scheme")?.toLowerCase();
  if (type === "http" && scheme === "basic") return { type: "basic" };
  if (type === "http" && scheme === "bearer") {
    losses.add(
      way,
      "A bearer token has become an API key in the header Authorization.",
      'Say in the connection parameter that "Bearer " belongs before the token, or add a setheader policy that writes it.',
    );
    return { type: "apiKey", in: "header", name: "Authorization" };
  }
  if (type === "apiKey" && own(value, "in") !== "cookie") return { type, ...pick(value, ["in", "name"]) };
  const flows = ownObject(value, "flows");
  const there = FLOWS.filter(([name]) => ownObject(flows, name));
  const [flow] = there;
  if (type === "oauth2" && flow) {
    if (there.length > 1)
      losses.add(
        way,
        "Of several OAuth flows one has been kept.",
        "Connections sign people in by the authorization code flow (accessCode).",
      );
    const [name, named, addresses] = flow;
    const from = ownObject(flows, name);
    return { type, flow: named, ...pick(from ?? {}, addresses), scopes: ownObject(from, "scopes") ?? {} };
  }
  losses.add(
    way,
    `Sign-in of the type ${type === "apiKey" ? "API key in a cookie" : (scheme ?? type ?? "unknown").slice(0, 40)} is lost.`,
    "Choose a way to sign in that connectors have: an API key, a user name with a password, or OAuth 2.0.",
  );
  return undefined;
}
