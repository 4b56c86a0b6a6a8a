/** The path in front of all paths. */

import { replaceValue } from "../../json/edits.ts";
import { own, ownObject } from "../../json/values.ts";
import { placeholderSaying } from "../facts/text-placeholder.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, DESIGNER_PARSER, VALIDATOR_CODES } from "../sources.ts";

export default defineRules("document", [
  {
    id: "doc-basepath-format",
    statement: 'basePath, if there is one, starts with "/" and holds no placeholder, query or fragment.',
    why: "The platform puts scheme, host and basePath together to the address of the service: with anything but a plain path, the import is refused or no call arrives.",
    severity: { import: "error", certification: "error" },
    codes: ["BasePathNotValid", "JsonTypeIncorrect"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    shape: [{ of: "root", faults: ["type"], keys: ["basePath"] }],
    checks: {
      root(root, context) {
        const value = own(root.value, "basePath");
        if (typeof value !== "string") return;
        const report = (message: string, help: string, mended?: string) =>
          context.report(root.at("basePath"), message, {
            help,
            codes: ["BasePathNotValid"],
            ...(mended !== undefined && {
              fix: {
                title: `Write ${quote(mended)}`,
                edits: (document) => replaceValue(document, "/basePath", mended),
              },
            }),
          });
        const placeholder = /\s|<|\[\[/.test(value) ? placeholderSaying("basePath", value) : undefined;
        if (placeholder && (/[\s?#{}]/.test(value) || !value.startsWith("/")))
          return report(placeholder.message, placeholder.help);
        if (/[?#{}]/.test(value))
          return report(
            `The basePath ${quote(value)} contains "${/[?#{}]/.exec(value)?.[0]}"; it has to be a plain path.`,
            'Write a plain path, such as "/api". A variable part belongs in the paths of the operations; one that each customer has for themselves, in a connection parameter and a "dynamichosturl" policy.',
          );
        if (/\s/.test(value))
          return report(
            `The basePath ${quote(value)} contains white space; it has to be a plain path.`,
            'Take it out, or write "%20" where it is meant.',
            /^\/\S*$/.test(value.trim()) ? value.trim() : undefined,
          );
        if (value.startsWith("/")) return;
        const plain = /^[\w.~/-]*$/.test(value) && !value.includes("//");
        report(
          `The basePath ${quote(value)} does not start with "/".`,
          value === "" ? 'Write "/" or remove it.' : `Write ${quote(`/${value}`)}.`,
          plain ? `/${value}` : undefined,
        );
      },
    },
    bad: [
      { definition: { basePath: "v2" }, at: ["/basePath"] },
      { definition: { basePath: "/{tenant}/api" }, at: ["/basePath"] },
      { definition: { basePath: 2 }, at: ["/basePath"] },
      { definition: { basePath: "/v2 " }, at: ["/basePath"] },
      { definition: { basePath: "/app/<Data API App ID>/v1" }, at: ["/basePath"] },
    ],
    good: [{ definition: { basePath: "/v2/parcels" } }, { definition: { basePath: null } }],
  },
  {
    id: "doc-basepath-trailing-slash",
    statement: 'A basePath other than "/" does not end with "/".',
    why: 'Paths begin with "/" as well, so the service gets "//" between basePath and path; some services answer such an address with 404 or a redirect.',
    severity: { import: "info", certification: "info" },
    sources: [DESIGNER_PARSER],
    fixable: true,
    checks: {
      root(root, context) {
        const value = own(root.value, "basePath");
        if (typeof value !== "string" || !value.startsWith("/") || !value.endsWith("/") || value === "/")
          return;
        const trimmed = withoutSlashes(value);
        const [path] = Object.keys(ownObject(root.value, "paths") ?? {}).filter((key) => key.startsWith("/"));
        const joined = path === undefined ? undefined : `${value}${path}`;
        context.report(
          root.at("basePath"),
          `The basePath ${quote(value)} ends with "/", and every path starts with one${joined === undefined ? "" : `: the address becomes ${quote(joined)}`}.`,
          {
            ...(placeholderSaying("basePath", value) === undefined
              ? {
                  help: `Write ${quoteWhole(trimmed)}.`,
                  fix: {
                    title: `Write ${quote(trimmed)}`,
                    edits: (document) => replaceValue(document, "/basePath", trimmed),
                  },
                }
              : { help: 'Write the real basePath, without a "/" at its end.' }),
          },
        );
      },
    },
    bad: [
      { definition: { basePath: "/v2/" }, at: ["/basePath"] },
      { definition: { basePath: "/v2//" }, at: ["/basePath"] },
    ],
    good: [{ definition: { basePath: "/" } }, { definition: { basePath: "/v2" } }],
  },
]);

function withoutSlashes(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === "/") end--;
  return path.slice(0, end);
}
