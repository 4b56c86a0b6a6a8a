/** Addresses as they may be shown. */
import { isSecretParameter } from "./names.ts";

/** What takes the place of a secret, in every text that leaves the product. Findings use dots of the same length instead: see mask.ts. */
export const HIDDEN = "***";

/** The address without user name, password and the values of secret query parameters; what is not an address is not shown at all. */
export function redactUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) return "(unreadable address)";
  if (url.username !== "" || url.password !== "") {
    url.username = "";
    url.password = "";
    text = url.href;
  }
  return hideParameters(text, isSecretParameter);
}

/** Hides the values of some query parameters and leaves the rest of the text as it is. */
export function hideParameters(text: string, isSecret: (name: string) => boolean): string {
  const hidden = text.replace(/([?&])([^=&#]+)=([^&#]*)/g, (whole, mark: string, name: string) =>
    isSecret(decoded(name)) ? `${mark}${name}=${HIDDEN}` : whole,
  );
  // Many thousands are kept beside what they were made of: the same text once, not twice.
  return hidden === text ? text : hidden;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll("+", " "));
  } catch {
    return name;
  }
}
