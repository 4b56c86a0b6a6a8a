/** Subscribers that answer and never end what they say: no socket is kept for them, and nothing is read. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { createLoopbackDeliver } from "../../src/bookings/delivery/loopback-deliver.ts";

async function subscriber(answer: (response: ServerResponse) => void) {
  const sockets = new Set<Socket>();
  const closed: Promise<unknown>[] = [];
  const server = createServer((request, response) => {
    request.resume();
    answer(response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    closed.push(new Promise((resolve) => socket.once("close", resolve)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, sockets, closed };
}

const notify = (url: string) => createLoopbackDeliver()(new Request(url, { method: "POST", body: "{}" }));

it("the connection is given up as soon as the status is there", async () => {
  // Says something now and then, and never ends.
  const { url, sockets, closed } = await subscriber((response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    response.write("…");
  });
  for (let count = 0; count < 10; count++) expect((await notify(url))?.status).toBe(200);
  // Would never come if one of them were kept.
  await Promise.all(closed);
  expect(sockets.size).toBe(10);
});

it("a subscriber that has nothing to say keeps its connection", async () => {
  const { url, sockets } = await subscriber((response) =>
    response.writeHead(202, { "content-length": "0" }).end(),
  );
  for (let count = 0; count < 5; count++) expect((await notify(url))?.status).toBe(202);
  expect(sockets.size).toBe(1);
});
