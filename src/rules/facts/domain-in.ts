/** Hosts by the domains that they are in. */

/** More than any domain that we ask for has: what is in front of that need not be looked at, however long it is. */
const LONGEST = 64;

/**
 * The domain among some that a host is, or is in, as the host writes it. (A pattern of the domains says the same, but takes longer
 * to be made than everything else that is asked about a host.)
 * @param domains in lower case
 */
export function domainIn(host: string, domains: ReadonlySet<string>): string | undefined {
  const end = host.slice(-LONGEST);
  for (let at = end === host ? 0 : end.indexOf(".") + 1; ; ) {
    const rest = end.slice(at);
    if (domains.has(rest.toLowerCase())) return rest;
    const dot = end.indexOf(".", at);
    if (dot < 0) return undefined;
    at = dot + 1;
  }
}
