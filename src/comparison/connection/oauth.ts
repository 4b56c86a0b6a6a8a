/** The settings of an OAuth 2.0 sign-in. Messages name keys and scopes, never values that could be secrets. */
import type { ConnectionParameter } from "../../definition/connection.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, type JsonValue, own, ownArray, ownObject, ownString } from "../../json/values.ts";
import { isPlaceholder } from "../../machine/redaction/credentials.ts";
import { lacking, same, shown, shownList } from "../canonical.ts";
import type { Pair } from "../schemas/scope.ts";

export function compareOAuth(
  { old, new: now, collect }: Pair,
  before: ConnectionParameter,
  after: ConnectionParameter,
  label: string,
): void {
  const [was, is] = [before.oauth, after.oauth];
  if (!was || !is || same(was.value, is.value)) return;
  const [one, two] = [was.value, is.value];
  const inside = ({ value, pointer }: { value: JsonObject; pointer: string }, key: string) =>
    own(value, key) === undefined ? pointer : child(pointer, key);
  const at = (key: string) => ({
    old: old.inProperties(inside(was, key)),
    new: now.inProperties(inside(is, key)),
  });
  const provider = [before.identityProvider, after.identityProvider];
  if (provider[0]?.toLowerCase() !== provider[1]?.toLowerCase())
    collect.report("identity-provider-changed", {
      ...at("identityProvider"),
      message: () => `The identity provider${label} is ${shown(provider[1])}, was ${shown(provider[0])}.`,
      ...(provider.every((name) => /^oauth2/i.test(name ?? ""))
        ? {
            class: "risky" as const,
            why: "Both take the addresses from the settings, but not the same ones.",
          }
        : {}),
    });
  const added = lacking(ownArray(two, "scopes"), ownArray(one, "scopes"));
  const removed = lacking(ownArray(one, "scopes"), ownArray(two, "scopes"));
  if (added.length > 0)
    collect.report("scopes-added", {
      ...at("scopes"),
      message: () => `The sign-in${label} asks for ${shownList(added)} as well.`,
    });
  if (removed.length > 0)
    collect.report("scopes-removed", {
      ...at("scopes"),
      message: () => `The sign-in${label} no longer asks for ${shownList(removed)}.`,
    });
  const clients = [one, two].map((settings) => ownString(settings, "clientId"));
  if (clients[0] !== clients[1]) {
    const isFilledIn = clients.some(
      (client) => client === undefined || client.trim() === "" || isUnset(client),
    );
    collect.report("client-id-changed", {
      ...at("clientId"),
      message: () => `The sign-in${label} has another client id.`,
      ...(isFilledIn
        ? {
            class: "safe" as const,
            why: "One of the two is a placeholder, which is replaced when the connector is deployed.",
            help: "Nothing needs to be done.",
          }
        : {}),
    });
  }
  const redirect = ["redirectMode", "redirectUrl"].filter((key) => !same(own(one, key), own(two, key)));
  if (redirect.length > 0)
    collect.report("redirect-mode-changed", {
      ...(redirect.every((key) => isFilledInByPlatform(key, own(one, key), own(two, key))) && {
        class: "safe" as const,
        why: "Where a connector names no redirect address, the platform writes this one.",
        help: "Nothing needs to be done.",
      }),
      ...at("redirectMode"),
      message: () =>
        `${redirect.join(" and ")}${label}: ${redirect.map((key) => `${shown(own(two, key))}, was ${shown(own(one, key))}`).join("; ")}.`,
    });
  compareParameters({ old, new: now, collect } as Pair, one, two, at, label);
}

/** The address of all connectors, which stands in packages and in what the platform hands out; a folder may leave it out. (Sourced: paconn.) */
const SHARED_REDIRECT = "https://global.consent.azure-apim.net/redirect";

function isFilledInByPlatform(key: string, one: JsonValue | undefined, two: JsonValue | undefined): boolean {
  const present = [one, two].filter((value) => value !== undefined && value !== "");
  return key === "redirectUrl" && present.length === 1 && present[0] === SHARED_REDIRECT;
}

/** A value that stands for one that is filled in later. */
function isUnset(client: string): boolean {
  return isPlaceholder(client) || /^[0-]+$/.test(client) || /^(dummy|test|todo|your|client)/i.test(client);
}

const RESOURCE = /^(AzureActiveDirectoryResourceId|resourceUri|resource)$/i;

function compareParameters(
  { collect }: Pair,
  one: JsonObject,
  two: JsonObject,
  at: (key: string) => { old: ReturnType<Pair["old"]["at"]>; new: ReturnType<Pair["new"]["at"]> },
  label: string,
): void {
  const resource: string[] = [];
  const other: string[] = [];
  const look = (key: string, before: unknown, after: unknown) => {
    if (same(before as never, after as never)) return;
    // Placeholders of secrets, and secrets, are nobody's business.
    (RESOURCE.test(key) ? resource : other).push(key);
  };
  for (const group of ["properties", "customParameters"]) {
    const before = ownObject(one, group);
    const after = ownObject(two, group);
    for (const key of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]))
      look(key, own(before, key), own(after, key));
  }
  const handled = new Set([
    ...["identityProvider", "scopes", "clientId", "clientSecret", "redirectMode", "redirectUrl"],
    ...["properties", "customParameters"],
  ]);
  for (const key of new Set([...Object.keys(one), ...Object.keys(two)]))
    if (!handled.has(key)) look(key, own(one, key), own(two, key));
  if (resource.length > 0)
    collect.report("resource-changed", {
      ...at("customParameters"),
      message: () => `The sign-in${label} is for another resource (${resource.join(", ")}).`,
    });
  if (other.length > 0)
    collect.report("sign-in-address-changed", {
      ...at("customParameters"),
      message: () => `The sign-in${label} has other ${other.join(", ")}.`,
    });
}
