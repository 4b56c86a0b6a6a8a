/** What the text of a path must and should look like. */

import { METHODS } from "../../definition/model.ts";
import { renameKey } from "../../json/edits.ts";
import { own, ownObject } from "../../json/values.ts";
import { parsePath } from "../facts/path-template.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import {
  DEFINITION_SCHEMA,
  DESIGNER_PARSER,
  DESIGNER_PATHS,
  SWAGGER_2,
  VALIDATOR_CODES,
} from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const INFO = { import: "info", certification: "info" } as const;

/** The variable of a path in a name without white space: `{addressBook}` for `{Address Book}`. */
function camelled(variable: string): string {
  const [first = "", ...more] = variable.slice(1, -1).trim().split(/\s+/);
  return `{${first.charAt(0).toLowerCase()}${first.slice(1)}${more.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}}`;
}

/** Enough of an operation for the examples' paths. */
const GET = { get: { operationId: "GetIt", summary: "Get it", parameters: [], responses: {} } };

export default defineRules("operations", [
  {
    id: "path-starts-with-slash",
    statement: "Every path starts with a slash.",
    why: "The address of an operation is host, base path and path joined together; the import refuses a path that would stick to what is in front of it.",
    severity: ERROR,
    codes: ["OperationPathMustStartWithSlash"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    checks: {
      pathItem(node, context) {
        const path = String(node.key);
        if (path.startsWith("/")) return;
        // An address, white space, or a dot in front is not part of the path.
        const address = /^\w{1,10}:\/\/[^/]*/.exec(path)?.[0];
        const fixed = `/${path.slice(address?.length ?? 0).replace(/^[.\s\\/]+/, "")}`;
        context.report(node, `The path ${quote(path)} does not start with "/".`, {
          help: `Write ${quoteWhole(fixed)}${address === undefined ? "" : '; the address in front of it stands in "schemes", "host" and "basePath"'}.`,
          part: "key",
          fix:
            address === undefined && own(ownObject(context.root, "paths"), fixed) === undefined
              ? {
                  title: `Write ${quote(fixed)}`,
                  edits: (document) => renameKey(document, node.pointer, fixed),
                }
              : undefined,
        });
      },
    },
    bad: [
      { definition: { paths: { "stamps/{id}": GET } }, at: ["/paths/stamps~1{id}"] },
      { definition: { paths: { " /stamps": GET } }, at: ["/paths/ ~1stamps"] },
      {
        definition: { paths: { "https://parcels.fabrikam.com/stamps": GET } },
        at: ["/paths/https:~1~1parcels.fabrikam.com~1stamps"],
      },
    ],
    good: [{ definition: { paths: { "/stamps": GET, "x-note": "stamps" } } }],
  },
  {
    id: "path-no-query-or-fragment",
    statement: 'No path contains "?" or "#".',
    why: 'The import refuses paths with "?" or "#"; what is behind the sign makers could not fill in anyway.',
    severity: ERROR,
    codes: ["OperationPathMayNotContainQueryOrFragment"],
    sources: [VALIDATOR_CODES],
    checks: {
      pathItem(node, context) {
        const path = String(node.key);
        const found = /[?#]/.exec(path)?.[0];
        if (found === undefined) return;
        context.report(node, `The path ${quote(path)} contains "${found}".`, {
          help:
            found === "?"
              ? `Write ${quoteWhole(path.slice(0, path.indexOf("?")))}, and declare ${quote(path.slice(path.indexOf("?") + 1))} as parameters with "in": "query". If the "?" belongs to the path, write %3F for it.`
              : `Write ${quoteWhole(path.slice(0, path.indexOf("#")))}: what follows the "#" never reaches a service. If it belongs to the path, write %23 for "#".`,
          part: "key",
        });
      },
    },
    bad: [
      {
        definition: { paths: { "/stamps?color={color}": GET, "/stamps#all": GET } },
        at: ["/paths/~1stamps?color={color}", "/paths/~1stamps#all"],
      },
    ],
    good: [{ definition: { paths: { "/stamps%3Fall": GET } } }],
  },
  {
    id: "path-template-balanced",
    statement: "Braces in a path are balanced, and each variable has a name and is within one segment.",
    why: "The import refuses a path that it cannot take apart, and the designer fails to load the connector over it.",
    severity: ERROR,
    codes: ["OperationPathTemplateNotValid"],
    sources: [VALIDATOR_CODES, DESIGNER_PATHS],
    checks: {
      pathItem(node, context) {
        const path = String(node.key);
        const { fault } = parsePath(path);
        if (fault === undefined) return;
        context.report(node, `The path ${quote(path)} ${fault}.`, {
          help: /\{\{\s*[\w$.-]+\s*\}\}/.test(path)
            ? `Write ${quoteWhole(path.replace(/\{\{\s*\$?([\w.-]+)\s*\}\}/g, "{$1}"))}, with a path parameter for what is in braces.`
            : "Write variables as {name} between slashes; a brace that belongs to the path is %7B or %7D.",
          part: "key",
        });
      },
    },
    bad: [
      {
        definition: {
          paths: { "/a/{id": GET, "/b/id}": GET, "/c/{}": GET, "/d/{x/y}": GET, "/e/{a{b}}": GET },
        },
        at: [
          "/paths/~1a~1{id",
          "/paths/~1b~1id}",
          "/paths/~1c~1{}",
          "/paths/~1d~1{x~1y}",
          "/paths/~1e~1{a{b}}",
        ],
      },
    ],
    good: [{ definition: { paths: { "/items({id})/{other}": GET } } }],
  },
  {
    id: "path-no-wildcard",
    statement: 'No path contains "*".',
    why: "The platform has no wildcards in paths, and the import refuses them.",
    severity: ERROR,
    codes: ["OperationPathContainsUnsupportedCharacters"],
    sources: [VALIDATOR_CODES],
    checks: {
      pathItem(node, context) {
        const path = String(node.key);
        if (!path.includes("*")) return;
        context.report(node, `The path ${quote(path)} contains the wildcard "*".`, {
          help: `Write ${quoteWhole(path.replace(/\{(\w+)\*\}/g, "{$1}").replace(/\*+/g, "{name}"))}, with a required path parameter for the variable.`,
          part: "key",
        });
      },
    },
    bad: [{ definition: { paths: { "/files/*": GET } }, at: ["/paths/~1files~1*"] }],
    good: [{ definition: { paths: { "/files/{path}": GET } } }],
  },
  {
    id: "path-variable-style",
    statement: "Variables of a path stand in braces, not behind a colon or in other brackets.",
    why: "Frameworks write /:id or /[id], but the platform knows {id} only: every request goes to this one address, whatever makers enter.",
    severity: { import: "warning", certification: "warning" },
    sources: [SWAGGER_2],
    inferred: true,
    checks: {
      pathItem(node, context) {
        const path = String(node.key);
        // A colon behind a name is how some services call an action: /projects/{id}:run.
        const found = /(?<=\/)(?::([A-Za-z_]\w*)|\[([A-Za-z_]\w*)\]|<(?:\w+:)?([A-Za-z_]\w*)>)(?=\/|$)/.exec(
          path,
        );
        // An action behind a slash and a colon is a service's own way: /identities/{id}/:issue.
        if (!found || (found[1] !== undefined && path.includes("{"))) return;
        const name = found[1] ?? found[2] ?? found[3] ?? "";
        context.report(node, `${quote(found[0])} in the path ${quote(path)} is plain text, not a variable.`, {
          help: `If it is a variable, write ${quoteWhole(path.replace(found[0], `{${name}}`))} and a required path parameter "${name}". Otherwise leave it.`,
          part: "key",
        });
      },
    },
    bad: [
      {
        definition: { paths: { "/stamps/:id": GET, "/letters/[id]/pages": GET, "/boxes/<int:id>": GET } },
        at: ["/paths/~1stamps~1:id", "/paths/~1letters~1[id]~1pages", "/paths/~1boxes~1<int:id>"],
      },
    ],
    good: [
      {
        definition: {
          paths: { "/stamps/{id}:print": GET, "/stamps/{id}/:print": GET, "/odata/Stamps(1)": GET },
        },
      },
    ],
  },
  {
    id: "path-no-variable-default",
    statement: "No variable of a path carries a default value.",
    why: "The import refuses {name=value} in a path; the default of a variable belongs on its parameter.",
    severity: ERROR,
    codes: ["OperationPathVariablesContainDefaults"],
    sources: [VALIDATOR_CODES],
    checks: {
      pathItem(node, context) {
        const path = String(node.key);
        const found = /\{([^{}/=]*)=([^{}/]*)\}/.exec(path);
        if (!found) return;
        const [whole, name = "", value = ""] = found;
        context.report(
          node,
          `The variable ${quote(whole)} in the path ${quote(path)} carries a default value.`,
          {
            help: `Write ${quoteWhole(path.replace(whole, `{${name.trim()}}`))}, and "default": "${value.trim()}" on its parameter.`,
            part: "key",
          },
        );
      },
    },
    bad: [{ definition: { paths: { "/stamps/{color=red}": GET } }, at: ["/paths/~1stamps~1{color=red}"] }],
    good: [{ definition: { paths: { "/stamps/{color}/a=b": GET } } }],
  },
  {
    id: "path-double-slash",
    statement: "No path contains two slashes in a row.",
    why: "The request goes out with the empty segment: some services ignore it, others answer 404 or with a redirect.",
    severity: INFO,
    sources: [DESIGNER_PARSER, "observed: 4 published connectors"],
    inferred: true,
    checks: {
      pathItem(node, context) {
        const path = String(node.key);
        if (!path.includes("//")) return;
        // Without an operation nothing is called there, which path-item-empty says.
        if (!METHODS.some((method) => own(node.value, method) !== undefined)) return;
        const single = path.replace(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "");
        const isTaken = own(ownObject(context.root, "paths"), single) !== undefined;
        context.report(node, `The path ${quote(path)} contains an empty segment, "//".`, {
          help: isTaken
            ? `Move its operations to ${quoteWhole(single)}, which is there too. Leave them if the service requires an empty segment.`
            : `Write ${quoteWhole(single)}. Leave it if the service requires an empty segment.`,
          part: "key",
        });
      },
    },
    bad: [{ definition: { paths: { "/stamps//all": GET } }, at: ["/paths/~1stamps~1~1all"] }],
    good: [{ definition: { paths: { "/stamps/all": GET } } }],
  },
  {
    id: "path-space-in-variable",
    statement: "Paths and their variables contain no white space.",
    why: "An address cannot hold a space as it is; the name of a variable with one has to be written in brackets wherever a flow or a policy names it.",
    severity: INFO,
    sources: ["observed: 17 published connectors"],
    inferred: true,
    checks: {
      pathItem(node, context) {
        const path = String(node.key);
        if (!/\s/.test(path)) return;
        const spaced = /\{[^{}]*\s[^{}]*\}/.exec(path)?.[0];
        const choices = (spaced?.slice(1, -1) ?? "").split(/[|/]/).map((word) => word.trim());
        context.report(
          node,
          spaced === undefined
            ? `The path ${quote(path)} contains white space.`
            : `The variable ${quote(spaced)} in the path ${quote(path)} contains white space.`,
          {
            help:
              spaced === undefined
                ? `Write ${quoteWhole(path.replace(/\s/g, "%20"))} if the service has a space there, otherwise remove it.`
                : `In a new connector write ${choices.length > 1 ? `a word in its place, such as "{action}"` : quoteWhole(camelled(spaced))}, here and as "name" of its parameter${choices.length > 1 ? `, and give the parameter "enum": [${choices.map((word) => quote(word)).join(", ")}]` : "; makers read x-ms-summary instead"}. In a published one leave it: flows store the name, and those that use the operation would break.`,
            part: "key",
          },
        );
      },
    },
    bad: [
      {
        definition: { paths: { "/stamps/{stamp id}": GET, "/all stamps": GET, "/rules/{on | off}": GET } },
        at: ["/paths/~1stamps~1{stamp id}", "/paths/~1all stamps", "/paths/~1rules~1{on | off}"],
      },
    ],
    good: [{ definition: { paths: { "/stamps/{stampId}": GET } } }],
  },
  {
    id: "path-trailing-slash",
    statement: "A path ends with a slash only if the service requires it.",
    why: "Many services answer an address with a slash too many by a redirect, which the gateway does not follow: the action then fails.",
    severity: INFO,
    sources: ["observed: 108 published connectors"],
    inferred: true,
    checks: {
      pathItem(node, context) {
        const path = String(node.key);
        if (path.length < 2 || !path.endsWith("/")) return;
        context.report(node, `The path ${quote(path)} ends with "/".`, {
          help: `Write ${quoteWhole(path.replace(/\/+$/, ""))} if the service answers there without a redirect, otherwise leave it.`,
          part: "key",
        });
      },
    },
    bad: [{ definition: { paths: { "/stamps/": GET } }, at: ["/paths/~1stamps~1"] }],
    good: [{ definition: { paths: { "/": GET } } }],
  },
  {
    id: "path-item-empty",
    statement: "Every path has an operation.",
    why: "A path without operations does nothing; usually the wizard left it behind when its operation was deleted.",
    severity: INFO,
    sources: ["observed: 59 published connectors"],
    inferred: true,
    checks: {
      pathItem(node, context) {
        const keys = Object.keys(node.value);
        // A key that is not a method has a rule of its own.
        if (keys.some((key) => key === "$ref" || (!key.startsWith("x-") && key !== "parameters"))) return;
        if (METHODS.some((method) => ownObject(node.value, method))) return;
        context.report(node, `The path ${quote(String(node.key))} has no operation.`, {
          help: own(node.value, "x-ms-notification-content")
            ? 'It describes what a webhook trigger receives: add the "post" that subscribes, with "x-ms-trigger": "single", or remove the path if the trigger is gone.'
            : "Remove it; if something is to be called there, add the operation.",
          part: "key",
        });
      },
    },
    bad: [
      { definition: { paths: { "/stamps": { parameters: [] } } }, at: ["/paths/~1stamps"] },
      {
        definition: {
          paths: { "/returns": { "x-ms-notification-content": { schema: { type: "object" } } } },
        },
        at: ["/paths/~1returns"],
      },
    ],
    good: [{ definition: { paths: { "/stamps": GET } } }],
  },
]);
