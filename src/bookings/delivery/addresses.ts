/** Which kind of place an IP address is: this machine, somewhere private, or the public network. */
import { BlockList, isIP } from "node:net";

export type AddressKind = "loopback" | "private" | "public";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Everything that is not the public internet (IANA special-purpose registries): private, link-local with the metadata services of clouds, shared, reserved, multicast. */
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
// Azure's own platform address: public by its number, internal by its use.
notPublic.addAddress("168.63.129.16", "ipv4");

const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
/** Parts of the public range that carry an IPv4 address or are reserved: NAT64, Teredo, documentation, 6to4. */
const notPublicV6 = new BlockList();
notPublicV6.addSubnet("2001::", 23, "ipv6");
notPublicV6.addSubnet("2001:db8::", 32, "ipv6");
notPublicV6.addSubnet("2002::", 16, "ipv6");
notPublicV6.addSubnet("3fff::", 20, "ipv6");

/**
 * The kind of an IP address; undefined for what is none. Brackets around an IPv6 address are allowed.
 * What cannot be told to be public counts as private.
 */
export function addressKind(host: string): AddressKind | undefined {
  const address = host.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const family = isIP(address);
  if (family === 0) return undefined;
  if (family === 4) {
    if (loopback.check(address, "ipv4")) return "loopback";
    return notPublic.check(address, "ipv4") ? "private" : "public";
  }
  const mapped = mappedV4(address);
  if (mapped) return addressKind(mapped);
  if (loopback.check(address, "ipv6")) return "loopback";
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
