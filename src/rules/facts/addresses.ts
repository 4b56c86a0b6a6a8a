/** Keys whose text is the address of a page: one check for all of them. */
import { replaceValue } from "../../json/edits.ts";
import { type JsonValue, own, ownString } from "../../json/values.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { quoteWhole, show } from "../language/quote.ts";
import type { Speaker } from "../language/speaker.ts";
import { isWebAddress, withScheme } from "./web-address.ts";

const HELP = 'Write the whole address of a page that exists, such as "https://fabrikam.com/support".';

/**
 * Reports a text that is not a web address; one that only lacks its scheme can be fixed.
 * @param path from the node to the address
 * @param sentence the message, given the address as it is shown
 */
export function checkAddress(
  node: Node,
  path: readonly [string, ...string[]],
  sentence: (shown: string) => string,
  context: Context,
  codes: readonly string[] = ["UrlNotValid"],
): void {
  const key = path.at(-1) as string;
  let holder: JsonValue | undefined = node.value;
  for (const step of path.slice(0, -1)) holder = own(holder, step);
  const text = ownString(holder, key);
  if (text === undefined || isWebAddress(text)) return;
  const place = node.at(...path);
  const right = withScheme(text);
  context.report(place, sentence(show(text)), {
    help: right === undefined ? HELP : `Write ${quoteWhole(right)}.`,
    codes,
    ...(right !== undefined && {
      fix: {
        title: 'Put "https://" in front',
        edits: (document) => replaceValue(document, place.pointer, right),
      },
    }),
  });
}

/** Says the same of what is not even a text. */
export function noAddress(of: string, key: string, sentence: (shown: string) => string): Speaker {
  return {
    of,
    faults: ["type"],
    keys: [key],
    say: ({ value }) => ({ message: sentence(show(value)), help: HELP, fix: undefined }),
  };
}
