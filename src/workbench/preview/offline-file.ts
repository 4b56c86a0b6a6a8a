/** One HTML file that needs nothing else: the page's own code and a recording, under a policy that lets nothing else run. */

import { createHash } from "node:crypto";
import { stringifyExact } from "../../json/exact-numbers.ts";
import { hideKnown } from "../../machine/redaction/known.ts";
import { NONCE_META, RECORDING_ELEMENT, type Recording } from "../api.ts";
import { type BuiltPage, createNonce, typeOf } from "../server/page-files.ts";

/** @param page built as one script and one style sheet */
export function offlineFile(page: BuiltPage, recording: Recording): string {
  const nonce = createNonce();
  const script = asInlineScript(joined(page, /\.js$/));
  const style = asInlineStyle(withDataAddresses(joined(page, /\.css$/), page));
  const hash = createHash("sha256").update(script, "utf8").digest("base64");
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src data:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  // First in the head, so that it holds for everything behind it.
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<meta name="referrer" content="no-referrer">`,
    `<meta name="${NONCE_META}" content="${nonce}">`,
    `<style nonce="${nonce}">${style}</style>`,
    `<script type="application/json" id="${RECORDING_ELEMENT}">${hideKnown(asInlineJson(recording))}</script>`,
    `<script type="module">${script}</script>`,
  ].join("\n");
  const bare = page.html
    .replace(/<script\b[^>]*\bsrc=[^>]*>\s*<\/script>/gi, "")
    .replace(/<link\b[^>]*\brel="?(?:stylesheet|modulepreload)"?[^>]*>/gi, "");
  const charset = /<meta\b[^>]*charset=[^>]*>/i.exec(bare)?.[0] ?? `<meta charset="utf-8">`;
  return bare.replace(charset, "").replace(/<head>/i, (start) => `${start}\n${charset}\n${head}`);
}

function joined({ assets }: BuiltPage, kind: RegExp): string {
  return [...assets]
    .filter(([path]) => kind.test(path))
    .map(([, bytes]) => Buffer.from(bytes).toString("utf8"))
    .join("\n");
}

/** JSON in which no text can end the element it is in, whatever a connector holds. */
export function asInlineJson(value: unknown): string {
  return stringifyExact(value)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** What ends a script or opens a comment in HTML means the same in JavaScript with a backslash within. The parser makes \r\n a \n. */
function asInlineScript(code: string): string {
  return code
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll("\0", "\\0")
    .replaceAll(/<\/(?=script)/gi, "<\\/")
    .replaceAll("<!--", "\\x3c!--");
}

function asInlineStyle(text: string): string {
  return text.replaceAll(/<\/(?=style)/gi, "<\\/");
}

/** Pictures and fonts that a style sheet names, as part of it. */
function withDataAddresses(style: string, { assets }: BuiltPage): string {
  return style.replaceAll(/url\((["']?)(?:\.{0,2}\/)?([^)"':]+)\1\)/g, (whole, _quote, name: string) => {
    const found = [...assets].find(([path]) => path === name || path.endsWith(`/${name}`));
    if (!found) return whole;
    const [path, bytes] = found;
    return `url(data:${typeOf(path).split(";")[0]};base64,${Buffer.from(bytes).toString("base64")})`;
  });
}
