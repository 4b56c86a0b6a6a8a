import { expect, test } from "vitest";
import { addressKind, hostKind } from "../../../src/machine/network/address.ts";
import { allLoopback } from "../../../src/machine/network/resolve.ts";

test.each([
  ["127.0.0.1", "loopback"],
  ["[::1]", "loopback"],
  ["[::ffff:7f00:1]", "loopback"],
  ["localhost", "loopback"],
  ["a.localhost", "loopback"],
  ["169.254.169.254", "metadata"],
  ["[fd00:ec2::254]", "metadata"],
  ["metadata.google.internal", "metadata"],
  ["10.0.0.1", "private"],
  ["172.31.255.255", "private"],
  ["192.168.1.1", "private"],
  ["100.64.0.1", "private"],
  ["0.0.0.0", "private"],
  ["[fe80::1]", "private"],
  ["[fc00::1]", "private"],
  ["[::]", "private"],
  ["printer.local", "private"],
  ["LOCALHOST.", "loopback"],
  ["172.32.0.1", "public"],
  ["8.8.8.8", "public"],
  ["outlook.office.com", "public"],
  ["[2606:4700::1111]", "public"],
])("the host %s is %s", (host, kind) => {
  expect(hostKind(host)).toBe(kind);
});

test.each(["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://017700000001/"])(
  "%s is this machine, however it is written",
  (address) => {
    expect(hostKind(new URL(address).hostname)).toBe("loopback");
  },
);

test.each([
  ["8.8.8.8", "public"],
  ["2606:4700::1111", "public"],
  ["127.255.255.255", "loopback"],
  ["203.0.113.7", "private"],
  ["2001:db8::1", "private"],
  ["::ffff:7f00:1", "loopback"],
  ["::ffff:169.254.169.254", "metadata"],
  ["64:ff9b::a9fe:a9fe", "private"],
  ["::10.0.0.1", "private"],
  ["2002:7f00:1::", "private"],
  ["fe80::1%eth0", "private"],
  ["168.63.129.16", "metadata"],
  ["example.org", undefined],
])("the address %s is %s", (address, kind) => {
  expect(addressKind(address)).toBe(kind);
});

test.each([
  [["127.0.0.1", "::1"], true],
  [["127.0.0.1", "10.0.0.1"], false],
  [[], false],
])("that all of %j are this machine is %s", (addresses, all) => {
  expect(allLoopback(addresses)).toBe(all);
});
