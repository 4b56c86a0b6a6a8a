/** Opens an address in the browser of whoever sits here. */
import { spawn } from "node:child_process";

const COMMANDS: Partial<Record<NodeJS.Platform, [command: string, ...parameters: string[]]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Tries, and says nothing if it does not work: the address is printed as well. */
export function openBrowser(address: string): void {
  const [command, ...parameters] = COMMANDS[process.platform] ?? ["xdg-open"];
  const child = spawn(command, [...parameters, address], { detached: true, stdio: "ignore" });
  child.on("error", () => {});
  child.unref();
}
