/** Whether a text is an address that a browser could open, or an e-mail address. */

/** An absolute http or https address with a host; nothing is looked up. */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s/?#]/i.test(text) || /\s/.test(text.trim())) return false;
  try {
    const { hostname } = new URL(text);
    // "https://https://…": the scheme was pasted twice.
    return hostname !== "" && hostname !== "http" && hostname !== "https";
  } catch {
    return false;
  }
}

/** The same address with the scheme that was forgotten or misspelt, if that makes it one. */
export function withScheme(text: string): string | undefined {
  const trimmed = text.trim();
  // "hhttps://", "htpts://", "https:/": nothing but the scheme can be meant.
  const slip = /^(?:h[htps]{2,6}:?\/{1,3}){1,2}(?=[a-z0-9])/i.exec(trimmed)?.[0];
  if (slip !== undefined && isWebAddress(`https://${trimmed.slice(slip.length)}`))
    return `https://${trimmed.slice(slip.length)}`;
  if (!/^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*\.[a-z]{2,}([/?#]\S*)?$/i.test(trimmed)) return undefined;
  return `https://${trimmed}`;
}

/** An e-mail address of plain ASCII with a domain that has a dot. */
export function isEmail(text: string): boolean {
  if (text.length >= 255 || !/^[!-9;-?A-~]+@[a-z0-9.-]+$/i.test(text) || /[,;<>()[\]\\]/.test(text))
    return false;
  const [name = "", domain = ""] = text.split("@");
  const labels = domain.split(".");
  return (
    !/^\.|\.$|\.\./.test(name) &&
    labels.length > 1 &&
    labels.every((label) => /^[a-z0-9]/i.test(label) && !label.endsWith("-"))
  );
}
