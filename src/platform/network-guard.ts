/** Which addresses may be talked to. Judged by the address alone: nothing is looked up here. */
import { BlockList, isIP } from "node:net";

export type HostKind = "loopback" | "private" | "metadata" | "public";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

const metadata = new BlockList();
// The instance metadata services of the large clouds, and Azure's host agent.
for (const address of ["169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200"])
  metadata.addAddress(address, "ipv4");
metadata.addAddress("fd00:ec2::254", "ipv6");

const closed = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  closed.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 128],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  closed.addSubnet(network, bits, "ipv6");

const METADATA_NAMES = new Set(["metadata.google.internal", "metadata", "instance-data"]);

/**
 * What kind of place a host name of a URL stands for.
 * @param hostname as `URL.hostname` gives it: short and numeric forms of IPv4 are already written out, IPv6 is in brackets
 */
export function hostKind(hostname: string): HostKind {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  const family = isIP(host);
  if (family === 0) {
    if (host === "localhost" || host.endsWith(".localhost")) return "loopback";
    if (METADATA_NAMES.has(host)) return "metadata";
    // Names that only a local network can resolve.
    if (host.endsWith(".local") || host.endsWith(".internal") || host.endsWith(".home.arpa"))
      return "private";
    return "public";
  }
  // ::ffff:10.0.0.1 is 10.0.0.1: URL writes it as ::ffff:a00:1, which BlockList matches against IPv4 rules itself.
  const type = family === 4 ? "ipv4" : "ipv6";
  if (loopback.check(host, type)) return "loopback";
  if (metadata.check(host, type)) return "metadata";
  return closed.check(host, type) ? "private" : "public";
}

/** Why a URL must not be called, or undefined if it may. Loopback is allowed: that is where tests and mocks live. */
export function refusalOf(url: URL): string | undefined {
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return `the scheme "${url.protocol.replace(":", "")}" is not http or https`;
  if (url.username || url.password) return "the address carries a user name or password";
  const kind = hostKind(url.hostname);
  if (kind === "metadata") return `${url.hostname} is a cloud metadata address`;
  if (kind === "private") return `${url.hostname} is an address of a private network`;
  return undefined;
}
