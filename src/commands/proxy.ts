/** `npm run proxy`: faults in front of a service that knows nothing of them. */
import { InputError } from "../json/problem.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeErr, writeOut } from "../machine/terminal/out.ts";
import { paint } from "../machine/terminal/paint.ts";
import { printableLines } from "../machine/terminal/printable.ts";
import { stopped } from "../machine/terminal/stopped.ts";
import { MAX_PORT, wholeNumber } from "../machine/terminal/whole-number.ts";
import { CONTROL_PATH, type ProxiedCall, startFaultProxy } from "../platform/faults/proxy.ts";
import { readFault } from "../platform/faults/read-fault.ts";

const collect = (value: string, list: string[]) => [...list, value];

export default defineCommand("proxy", (create) => {
  const command = create("Puts faults in front of a service, whatever it is.", [
    ["http://127.0.0.1:3000", "on port 4011; faults are set while it runs"],
    ["http://127.0.0.1:3000 --fault status=503,count=2", "the next two calls are answered 503"],
    [
      "http://127.0.0.1:3000 --fault path=/v1/hooks,latencySeconds=130",
      "one path is too slow for the platform",
    ],
    ["http://127.0.0.1:3000 --fault connection=cut,share=0.3,seed=a", "three calls in ten break, repeatably"],
  ])
    .argument("<service>", "address of the service, the only one that is called")
    .option("--port <number>", "port to listen on; 0 picks a free one", "4011")
    .option("--fault <fault>", "a fault from the beginning, as settings or JSON; repeatable", collect, [])
    .option("--quiet", "do not log calls to stderr")
    .option("--format <format>", "text or json", "text");
  return {
    command,
    run: async () => {
      const options = command.opts<{ port: string; fault: string[]; quiet?: boolean; format: string }>();
      if (options.format !== "text" && options.format !== "json")
        throw new InputError("usage", `There is no format "${options.format}".`, "Choose text or json.");
      const proxy = await startFaultProxy(command.args[0] ?? "", {
        port: wholeNumber("port", options.port, MAX_PORT),
        faults: options.fault.map(readFault),
        ...(options.quiet ? {} : { onCall: (call) => writeErr(`${line(call)}\n`) }),
      });
      const ended = stopped();
      const control = `${proxy.url}${CONTROL_PATH}`;
      if (options.format === "json") writeOut(`${JSON.stringify({ url: proxy.url, control })}\n`);
      else {
        const color = paint(process.stdout);
        writeOut(
          [
            `${color.bold("Fault proxy")}  ${color.cyan(proxy.url)}`,
            `Faults       ${color.cyan(control)}  (GET lists, POST sets, DELETE ends)`,
            "Only this machine can reach it, and it calls nothing but the service. Press Ctrl+C to stop.",
            "",
            `curl ${control} -H 'content-type: application/json' -d '{"path":"/v1/items","status":503,"count":2}'`,
            "",
          ].join("\n"),
        );
      }
      await ended;
      await proxy.close();
      return EXIT.fine;
    },
  };
});

/** One call as a line; a path can hold anything. */
function line({ method, path, status, milliseconds, fault }: ProxiedCall): string {
  const answer = status === undefined ? "cut" : String(status);
  return printableLines(
    `${method} ${path}  ${answer}  ${Math.round(milliseconds)} ms${fault ? "  fault" : ""}`,
  );
}
