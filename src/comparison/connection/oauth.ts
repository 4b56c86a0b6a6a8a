/** The settings of an OAuth 2.0 sign-in. Messages name keys and scopes, never values that could be secrets. */
import type { ConnectionParameter } from "../../definition/connection.ts";
import {
  isResource,
  type NamedSetting,
  type OAuthSettings,
  type Setting,
  SHARED_REDIRECT,
} from "../../definition/oauth-settings.ts";
import type { JsonValue } from "../../json/values.ts";
import { isPlaceholder } from "../../machine/redaction/credentials.ts";
import { lacking, same, shown, shownList } from "../canonical.ts";
import type { Pair } from "../schemas/scope.ts";

export function compareOAuth(
  pair: Pair,
  before: ConnectionParameter,
  after: ConnectionParameter,
  label: string,
): void {
  const { old, new: now, collect } = pair;
  const [was, is] = [before.oauth, after.oauth];
  if (!was || !is || same(was.value, is.value)) return;
  const at = (setting: (settings: OAuthSettings) => Setting<unknown>): Places => ({
    old: old.inProperties(setting(was).pointer),
    new: now.inProperties(setting(is).pointer),
  });
  const provider = [was.identityProvider.value, is.identityProvider.value];
  if (provider[0]?.toLowerCase() !== provider[1]?.toLowerCase())
    collect.report("identity-provider-changed", {
      ...at((settings) => settings.identityProvider),
      message: () => `The identity provider${label} is ${shown(provider[1])}, was ${shown(provider[0])}.`,
      ...(provider.every((name) => /^oauth2/i.test(name ?? ""))
        ? {
            class: "risky" as const,
            why: "Both take the addresses from the settings, but not the same ones.",
          }
        : {}),
    });
  const scopes = at((settings) => settings.scopes);
  const added = lacking(is.scopes.value, was.scopes.value);
  const removed = lacking(was.scopes.value, is.scopes.value);
  if (added.length > 0)
    collect.report("scopes-added", {
      ...scopes,
      message: () => `The sign-in${label} asks for ${shownList(added)} as well.`,
    });
  if (removed.length > 0)
    collect.report("scopes-removed", {
      ...scopes,
      message: () => `The sign-in${label} no longer asks for ${shownList(removed)}.`,
    });
  const clients = [was.clientId.value, is.clientId.value];
  if (clients[0] !== clients[1]) {
    const isFilledIn = clients.some(
      (client) => client === undefined || client.trim() === "" || isUnset(client),
    );
    collect.report("client-id-changed", {
      ...at((settings) => settings.clientId),
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
  compareRedirect(pair, was, is, at, label);
  compareTold(pair, was, is, at, label);
}

/** Where a change of the settings stands, in both versions. */
interface Places {
  old: ReturnType<Pair["old"]["at"]>;
  new: ReturnType<Pair["new"]["at"]>;
}

type PlacesOf = (setting: (settings: OAuthSettings) => Setting<unknown>) => Places;

function compareRedirect(
  { collect }: Pair,
  was: OAuthSettings,
  is: OAuthSettings,
  at: PlacesOf,
  label: string,
): void {
  const changed = (["redirectMode", "redirectUrl"] as const)
    .map((key) => ({ key, was: was.redirect[key].value, is: is.redirect[key].value }))
    .filter((one) => !same(one.was, one.is));
  if (changed.length === 0) return;
  collect.report("redirect-mode-changed", {
    ...(changed.every(isFilledInByPlatform) && {
      class: "safe" as const,
      why: "Where a connector names no redirect address, the platform writes this one.",
      help: "Nothing needs to be done.",
    }),
    ...at((settings) => settings.redirect.redirectMode),
    message: () =>
      `${changed.map(({ key }) => key).join(" and ")}${label}: ${changed.map((one) => `${shown(one.is)}, was ${shown(one.was)}`).join("; ")}.`,
  });
}

interface RedirectChange {
  key: keyof OAuthSettings["redirect"];
  was: JsonValue | undefined;
  is: JsonValue | undefined;
}

/** The address of all connectors is in packages and in what the platform hands out; a folder may leave it out. */
function isFilledInByPlatform({ key, was, is }: RedirectChange): boolean {
  const present = [was, is].filter((value) => value !== undefined && value !== "");
  return key === "redirectUrl" && present.length === 1 && present[0] === SHARED_REDIRECT;
}

/** A value that stands for one that is filled in later. */
function isUnset(client: string): boolean {
  return isPlaceholder(client) || /^[0-]+$/.test(client) || /^(dummy|test|todo|your|client)/i.test(client);
}

/** Only names are said: placeholders of secrets, and secrets, are nobody's business. */
function compareTold(
  { collect }: Pair,
  was: OAuthSettings,
  is: OAuthSettings,
  at: PlacesOf,
  label: string,
): void {
  const place = ({ pointer }: NamedSetting, settings: OAuthSettings) =>
    pointer.slice(settings.pointer.length);
  const before = new Map(was.told.map((one) => [place(one, was), one]));
  const after = new Map(is.told.map((one) => [place(one, is), one]));
  const changed = [...new Map([...before, ...after])]
    .filter(([key]) => !same(before.get(key)?.value, after.get(key)?.value))
    .map(([, setting]) => setting);
  const names = (settings: NamedSetting[]) => settings.map(({ name }) => name).join(", ");
  const resource = changed.filter(isResource);
  const other = changed.filter((setting) => !isResource(setting));
  const places = at((settings) => settings.custom);
  if (resource.length > 0)
    collect.report("resource-changed", {
      ...places,
      message: () => `The sign-in${label} is for another resource (${names(resource)}).`,
    });
  if (other.length > 0)
    collect.report("sign-in-address-changed", {
      ...places,
      message: () => `The sign-in${label} has other ${names(other)}.`,
    });
}
