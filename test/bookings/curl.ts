/** As much of a shell with curl as docs/backend.md uses, so that its transcript can be repeated where there is neither. */
import { request } from "node:http";

/** Splits a line into words as a shell does, variables filled in: quotes, `$NAME`, nothing more. */
function wordsOf(line: string, variables: Record<string, string>): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const character = line[at] ?? "";
    if (character === " ") {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'") {
      const end = line.indexOf("'", at + 1);
      word = (word ?? "") + line.slice(at + 1, end);
      at = end;
    } else if (character === '"') {
      const end = line.indexOf('"', at + 1);
      word = (word ?? "") + fill(line.slice(at + 1, end), variables);
      at = end;
    } else if (character === "$") {
      const name = /^\w+/.exec(line.slice(at + 1))?.[0] ?? "";
      word = (word ?? "") + (variables[name] ?? "");
      at += name.length;
    } else word = (word ?? "") + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}

const fill = (text: string, variables: Record<string, string>) =>
  text.replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? "");

/** Carries out one line and gives what it prints, without the line break at its end. */
export async function shell(line: string, variables: Record<string, string>): Promise<string> {
  const assigned = /^(\w+)=(.*)$/.exec(line);
  if (!assigned) return curl(wordsOf(line, variables));
  const [, name = "", value = ""] = assigned;
  const command = /^\$\((.*)\)$/.exec(value)?.[1];
  variables[name] = command ? await shell(command, variables) : (wordsOf(value, variables)[0] ?? "");
  return "";
}

/** Knows `-s`, `-i`, `-X`, `-H` and `-d`; throws for anything else. */
function curl([program, ...args]: string[]): Promise<string> {
  const headers: Record<string, string> = { accept: "*/*" };
  let method: string | undefined;
  let body: string | undefined;
  let url = "";
  let include = false;
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? "";
    if (word === "-X") method = args[++at];
    else if (word === "-d") body = args[++at];
    else if (word === "-H") {
      const [, name = "", value = ""] = /^([^:]+): (.*)$/.exec(args[++at] ?? "") ?? [];
      headers[name.toLowerCase()] = value;
    } else if (word === "-si") include = true;
    else if (/^http:\/\/127\.0\.0\.1:/.test(word)) url = word;
    else if (word !== "-s") throw new Error(`The transcript uses "${word}", which its test does not know.`);
  }
  if (program !== "curl") throw new Error(`The transcript uses "${program}", which its test does not know.`);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: method ?? (body === undefined ? "GET" : "POST"), headers },
      (response) => {
        let text = "";
        response.on("data", (chunk) => (text += chunk));
        response.on("end", () => {
          const lines = [`HTTP/1.1 ${response.statusCode} ${response.statusMessage}`];
          for (let at = 0; at < response.rawHeaders.length; at += 2)
            lines.push(`${response.rawHeaders[at]}: ${response.rawHeaders[at + 1]}`);
          resolve(`${include ? `${lines.join("\n")}\n\n` : ""}${text}`.trimEnd());
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
