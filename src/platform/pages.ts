/** Lists that come in pages: `x-ms-pageable` followed, as an action with pagination turned on does. */
import { PAGEABLE } from "../definition/extensions.ts";
import { InputError } from "../json/problem.ts";
import { type JsonValue, own, ownObject, ownString } from "../json/values.ts";
import type { Answer, Arguments, PagedList, PageOptions } from "./api.ts";
import type { PlatformConnection } from "./connections/connection.ts";
import { assembleCall } from "./invoke/assemble.ts";

import { readFiles } from "./invoke/files.ts";
import { MAX_PAGED_ITEMS, MAX_PAGED_ITEMS_LOW } from "./limits.ts";
import { refusalOf } from "./network-guard.ts";
import { nextLink } from "./next-link.ts";
import { policiesFor, readPolicies } from "./policies/registry.ts";
import type { Services } from "./services.ts";

/** A service whose pages lead in a circle is asked no more often. Chosen. */
const MOST_PAGES = 1_000;

/**
 * Asks for pages until there are as many items as are wanted, or no next link. A next link that leads to the gateway (the policy
 * `updatenextlink`) is followed through it; one that leads to the service itself goes past connector and connection: no policy
 * runs and no credentials are sent (inferred), which `problems` tells.
 * @throws {InputError} `not-pageable` if the operation has no `x-ms-pageable`
 */
export async function collectPages(
  services: Services,
  operationId: string,
  values: Arguments,
  connection: PlatformConnection,
  options: PageOptions,
): Promise<PagedList> {
  const { connector, gateway, ids, product, profile } = services;
  const operation = connector.model.byId.get(operationId);
  const pageable = operation && ownObject(operation.value, PAGEABLE);
  if (!operation || !pageable) {
    throw new InputError(
      "not-pageable",
      `${operationId} has no x-ms-pageable: its list has one page.`,
      `Declare "${PAGEABLE}": { "nextLinkName": "…" }, or call it with invoke().`,
    );
  }
  const linkName = ownString(pageable, "nextLinkName") ?? "nextLink";
  const itemName = ownString(pageable, "itemName");
  const most = profile.id === "power-automate-low" ? MAX_PAGED_ITEMS_LOW : MAX_PAGED_ITEMS;
  const wanted = Math.min(options.minimumItems ?? most, most);
  const list: PagedList = { items: [], pages: [], problems: [] };
  let answer = await gateway.send(
    assembleCall(connector, operation, await readFiles(values), undefined, ids.later(24), product),
    connection,
    { phase: "invoke" },
  );
  for (;;) {
    list.pages.push(answer);
    if (!answer.ok) {
      list.problems.push(`Page ${list.pages.length} was answered ${answer.status}: the list ends there.`);
      return list;
    }
    const items = itemsOf(answer.body, itemName);
    if (!items)
      list.problems.push(`Page ${list.pages.length} holds no list${itemName ? ` under "${itemName}"` : ""}.`);
    list.items.push(...(items ?? []));
    const link = valueAt(answer.body, linkName);
    if (typeof link !== "string" || link === "") return list;
    if (list.items.length >= wanted) {
      list.nextLink = link;
      return list;
    }
    if (list.pages.length >= MOST_PAGES) {
      list.problems.push(`After ${MOST_PAGES} pages there are still more: do the pages lead in a circle?`);
      return list;
    }
    const next = await follow(services, link, connection, list, operationId);
    if (!next) return list;
    answer = next;
  }
}

async function follow(
  services: Services,
  link: string,
  connection: PlatformConnection,
  list: PagedList,
  operation: string,
): Promise<Answer | undefined> {
  const next = nextLink(services, link, connection);
  if (!next) {
    list.problems.push(
      `The next link of page ${list.pages.length} is not an address: "${link.slice(0, 100)}".`,
    );
    return undefined;
  }
  const { url, call, through } = next;
  const refusal = refusalOf(url);
  if (refusal) {
    list.problems.push(`The next link of page ${list.pages.length} was not followed: ${refusal}.`);
    return undefined;
  }
  if (!through)
    list.problems.push(
      `The next link of page ${list.pages.length} leads to ${url.host} past the connector: its policies do not run, and the connection's credentials are not sent. ${wayThrough(services, operation, url.host)}`,
    );
  return await services.gateway.send(call, connection, { phase: "invoke", credentials: through });
}

/** What leads a next link through the connector, or why the policy that is there for it has not. */
function wayThrough({ connector }: Services, operation: string, host: string): string {
  const policy = policiesFor(readPolicies(connector.properties), operation, "Response").find(
    ({ template }) => template.id === "updatenextlink",
  );
  if (!policy) return 'The policy "updatenextlink" leads it through.';
  const name = policy.parameters.text("nextLinkPropertyName") ?? "";
  return `The policy "updatenextlink" changed nothing: it looks for a link to ${new URL(connector.origin).host} in a member "${name}"${host === new URL(connector.origin).host ? ", written as the service writes it" : ""}.`;
}

/** The list of a page: by its name (sourced: `itemName`, `value` by default), the answer itself, or the first list in it. */
function itemsOf(body: JsonValue | undefined, name: string | undefined): JsonValue[] | undefined {
  if (Array.isArray(body)) return body;
  const named = valueAt(body, name ?? "value");
  if (Array.isArray(named)) return named;
  if (name !== undefined || typeof body !== "object" || body === null) return undefined;
  return Object.values(body).find((member) => Array.isArray(member));
}

/** By name, dots for steps where no member has the whole name (`@odata.nextLink` is one). */
function valueAt(body: JsonValue | undefined, name: string): JsonValue | undefined {
  const direct = own(body, name);
  if (direct !== undefined || !name.includes(".")) return direct;
  let value = body;
  for (const step of name.split(".")) value = own(value, step);
  return value;
}
