/** Which kind of place an address or a host name stands for. Judged by its text alone: nothing is looked up here. */
import { BlockList, isIP } from "node:net";

export type HostKind = "loopback" | "private" | "metadata" | "public";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** The instance metadata services of the large clouds, and Azure's host agent: public by its number, internal by its use. */
const metadata = new BlockList();
for (const address of ["169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200"])
  metadata.addAddress(address, "ipv4");
metadata.addAddress("fd00:ec2::254", "ipv6");

const METADATA_NAMES = new Set(["metadata.google.internal", "metadata", "instance-data"]);

/** Everything that is not the public internet (IANA special-purpose registries): private, link-local, shared, reserved, documentation, multicast. */
const notPublic = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  notPublic.addSubnet(network, prefix, "ipv4");

/** IPv6 is public only within its one global range … */
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
/** … without the parts of it that carry an IPv4 address or are reserved: Teredo and its kin, documentation, 6to4. */
const notPublicV6 = new BlockList();
notPublicV6.addSubnet("2001::", 23, "ipv6");
notPublicV6.addSubnet("2001:db8::", 32, "ipv6");
notPublicV6.addSubnet("2002::", 16, "ipv6");
notPublicV6.addSubnet("3fff::", 20, "ipv6");

/**
 * The kind of an IP address; undefined for what is none. Brackets around an IPv6 address are allowed.
 * What cannot be told to be public counts as private.
 */
export function addressKind(host: string): HostKind | undefined {
  const address = host.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const family = isIP(address);
  if (family === 0) return undefined;
  if (family === 4) {
    if (loopback.check(address, "ipv4")) return "loopback";
    if (metadata.check(address, "ipv4")) return "metadata";
    return notPublic.check(address, "ipv4") ? "private" : "public";
  }
  const mapped = mappedV4(address);
  if (mapped) return addressKind(mapped);
  if (loopback.check(address, "ipv6")) return "loopback";
  if (metadata.check(address, "ipv6")) return "metadata";
  return publicV6.check(address, "ipv6") && !notPublicV6.check(address, "ipv6") ? "public" : "private";
}

/** The IPv4 address inside `::ffff:a.b.c.d`, however it is written. */
function mappedV4(address: string): string | undefined {
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (dotted) return dotted[1];
  // URL writes it as two groups of hexadecimal digits.
  const groups = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address);
  if (!groups) return undefined;
  const bits = (Number.parseInt(groups[1] ?? "", 16) << 16) | Number.parseInt(groups[2] ?? "", 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join(".");
}

/** The host of a URL, lower case, without the dot that may end it. */
export function hostOf(url: URL): string {
  return url.hostname.toLowerCase().replace(/\.$/, "");
}

/**
 * What kind of place a host of a URL stands for. A name that nothing is known about counts as public: where it leads is for
 * whoever looks it up to judge, with {@link addressKind}.
 * @param hostname as `URL.hostname` gives it: short and numeric forms of IPv4 are already written out, IPv6 is in brackets
 */
export function hostKind(hostname: string): HostKind {
  const host = hostname.toLowerCase().replace(/\.$/, "");
  const address = addressKind(host);
  if (address) return address;
  // RFC 6761: these names mean this machine, whatever a name server says.
  if (host === "localhost" || host.endsWith(".localhost")) return "loopback";
  if (METADATA_NAMES.has(host)) return "metadata";
  // Names that only a local network can resolve.
  return /\.(?:local|internal|home\.arpa)$/.test(host) ? "private" : "public";
}

/** True for names and addresses that by definition mean this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return hostKind(hostname) === "loopback";
}
