/** The custom parameters of a sign-in, and what their addresses are compared by. */
import { own, ownObject, ownString } from "../../json/values.ts";
import type { Node, Place } from "../language/node.ts";

export interface Custom {
  /** As written. */
  key: string;
  value: string;
  place: Place;
}

/** The custom parameters that are texts. Their names are compared without letter case, as published connectors mix it. */
export function customs(node: Node): Custom[] {
  const parameters = ownObject(node.value, "customParameters") ?? {};
  return Object.keys(parameters).flatMap((key) => {
    const value = ownString(own(parameters, key), "value");
    return value === undefined ? [] : [{ key, value, place: node.at("customParameters", key, "value") }];
  });
}

/** The custom parameter of a name, or of that name with "Template" behind it. */
export function custom(all: Custom[], name: string): Custom | undefined {
  return all.find(({ key }) => {
    const lower = key.toLowerCase();
    return lower === name.toLowerCase() || lower === `${name}Template`.toLowerCase();
  });
}

export function provider(node: Node): string {
  return (ownString(node.value, "identityProvider") ?? "").toLowerCase();
}

/** The host of an address; undefined where it is none, or where the host is put together. */
export function hostOf(address: string): string | undefined {
  return /^https?:\/\/([\w.-]+)(?:[:/?#]|$)/i.exec(address.trim())?.[1]?.toLowerCase();
}

/** An address without what does not tell two apart. */
export function bare(address: string): string {
  return address
    .trim()
    .replace(/[?#].*$/, "")
    .replace(/\/+$/, "")
    .toLowerCase();
}

/** Sign-in addresses of Microsoft Entra ID, in every cloud. */
export const ENTRA =
  /^(?:login\.microsoftonline\.(?:com|us)|login\.windows\.net|login\.microsoft\.com|login\.chinacloudapi\.cn|login\.partner\.microsoftonline\.cn|[\w-]+\.ciamlogin\.com)$/;
