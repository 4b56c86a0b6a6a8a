/** Servers of this machine: they listen on loopback and nowhere else. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { InputError } from "../../json/problem.ts";

/**
 * Waits until a server listens, and returns its port.
 * @param port 0 takes a free one
 * @throws {InputError} `port-in-use`, `cannot-listen`
 */
export function listenOnLoopback(
  server: Server,
  port: number,
  host: "127.0.0.1" | "::1" = "127.0.0.1",
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new InputError(
              "port-in-use",
              `Port ${port} is already in use.`,
              "Choose another port, or --port 0 for any free one.",
            )
          : new InputError(
              "cannot-listen",
              `The server cannot listen on ${host}:${port} (${error.code}).`,
              "Name another port.",
            ),
      );
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
