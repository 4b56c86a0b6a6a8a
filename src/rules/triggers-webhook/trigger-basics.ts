/** What every trigger says about itself, webhook or polling. */

import { removeAt } from "../../json/edits.ts";
import { entryOf, own, ownString } from "../../json/values.ts";
import { newsHook } from "../examples/hooks-example.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { nameAt } from "../facts/operation-name.ts";
import { hasText } from "../facts/operation-texts.ts";
import { didYouMean } from "../language/nearest.ts";
import { quote, quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, OPENAPI_EXTENSIONS, STRING_GUIDANCE } from "../sources.ts";

const INFO = { import: "info", certification: "info" } as const;
const KEY = "x-ms-trigger";
const HINT = "x-ms-trigger-hint";
const KINDS = ["single", "batch"];
const POST = "/paths/~1hooks~1news/post";

/** What people do to bring about what a summary tells of. */
const VERBS: Record<string, string> = {
  added: "add",
  changed: "change",
  completed: "complete",
  created: "create",
  deleted: "delete",
  paid: "pay",
  sent: "send",
  signed: "sign",
  submitted: "submit",
  updated: "update",
  uploaded: "upload",
};

/** The hint that follows from a summary such as "When a purchase is paid"; for other summaries what a hint has to say. */
function hintFor(summary: string | undefined): string {
  const [, thing = "", event = ""] =
    /^when (an? [\w -]{2,40}?) (?:is|was|has been|gets) (\w+)$/i.exec(summary?.trim() ?? "") ?? [];
  const verb = entryOf(VERBS, event.toLowerCase());
  return verb === undefined
    ? 'a sentence that begins with "To see it work now," and tells makers what to do.'
    : `a sentence such as "To see it work now, ${verb} ${thing}."`;
}

export default defineRules("triggers-webhook", [
  {
    id: "trigger-value",
    statement: `${KEY} is "single" or "batch".`,
    why: "The value says whether one call brings one event or a list of them; no other is documented, and with another the operation may become an action.",
    severity: { import: "error", certification: "error" },
    codes: ["JsonValueNotInEnum"],
    sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA],
    fixable: true,
    shape: [
      {
        of: "operation",
        faults: ["type", "value"],
        keys: [KEY],
        say: ({ value, node }) => ({
          message: `${KEY} of ${nameAt(node)} cannot be ${show(value)}.`,
          help: `${typeof value === "string" ? didYouMean(value.trim().toLowerCase(), KINDS) : ""}Write "single" if each call brings one event, "batch" if it brings a list.`,
          codes: ["JsonValueNotInEnum"],
        }),
      },
    ],
    bad: [
      { definition: newsHook({ [KEY]: "Single" }), at: [`${POST}/${KEY}`] },
      { definition: newsHook({ [KEY]: true }), at: [`${POST}/${KEY}`] },
    ],
    good: [{ definition: newsHook({ [KEY]: "batch" }) }],
  },
  {
    id: "trigger-hint",
    statement: `A trigger has an ${HINT}.`,
    why: "Power Automate shows the hint to makers who test their flow; without it they do not learn what to do to see the trigger fire.",
    severity: INFO,
    sources: [OPENAPI_EXTENSIONS, "observed: 191 published connectors leave it out"],
    onlyWith: [KEY],
    checks: {
      operation(node, context) {
        if (own(node.value, KEY) === undefined || node.internal || hasText(node.value, HINT)) return;
        const hint = own(node.value, HINT);
        const name = nameAt(node);
        context.report(
          hint === undefined ? node.at(KEY) : node.at(HINT),
          hint === undefined
            ? `The trigger ${name} has no ${HINT}.`
            : `The ${HINT} of ${name} is ${hint === "" ? "empty" : `${show(hint)}, which is not a text`}.`,
          {
            help: `${hint === undefined ? "Add" : "Write"} "${HINT}": ${hintFor(ownString(node.value, "summary"))}`,
          },
        );
      },
    },
    bad: [
      { definition: newsHook({ [HINT]: null }), at: [`${POST}/${KEY}`] },
      { definition: newsHook({ [HINT]: true }), at: [`${POST}/${HINT}`] },
    ],
    good: [{ definition: newsHook() }],
  },
  {
    id: "trigger-extension-on-action",
    statement: `Only triggers carry ${HINT} and x-ms-trigger-metadata.`,
    why: `Without ${KEY} makers find the operation among the actions: either the extension is left over, or ${KEY} was forgotten.`,
    severity: { import: "warning", certification: "warning" },
    sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA, "observed: one published connector"],
    fixable: true,
    onlyWith: [HINT, "x-ms-trigger-metadata"],
    checks: {
      operation(node, context) {
        if (own(node.value, KEY) !== undefined) return;
        for (const key of [HINT, "x-ms-trigger-metadata"]) {
          if (own(node.value, key) === undefined) continue;
          const place = node.at(key);
          // Where nothing else speaks of a trigger, the hint is a leftover.
          const leftover = own(node.parent?.value, "x-ms-notification-content") === undefined;
          context.report(place, `The operation ${nameAt(node)} carries ${key}, but is not a trigger.`, {
            help: `If it is meant to start flows, add "${KEY}": "single", or "batch" if it brings a list of events. Otherwise remove ${key}.`,
            part: "key",
            fix:
              leftover && key === HINT
                ? { title: "Remove it", edits: (document) => removeAt(document, place.pointer) }
                : undefined,
          });
        }
      },
    },
    bad: [
      { definition: newsHook({ [KEY]: null }), at: [`${POST}/${HINT}`] },
      {
        definition: depotsWith({ [HINT]: "Look.", "x-ms-trigger-metadata": {} }),
        at: [`${DEPOTS}/${HINT}`, `${DEPOTS}/x-ms-trigger-metadata`],
      },
    ],
    good: [{ definition: newsHook() }],
  },
  {
    id: "trigger-summary-when",
    statement:
      'The summary of a trigger starts with "When", its description with "This operation triggers when".',
    why: "Microsoft's coding standards ask for this form, by which makers recognise a trigger in the list of every connector.",
    severity: INFO,
    sources: [STRING_GUIDANCE, "observed: 85 published connectors write summaries otherwise"],
    onlyWith: [KEY],
    checks: {
      operation(node, context) {
        if (own(node.value, KEY) === undefined || node.internal) return;
        const summary = ownString(node.value, "summary")?.trim();
        if (summary && !/^when\b/i.test(summary)) {
          context.report(
            node.at("summary"),
            `The summary of the trigger ${nameAt(node)}, ${quote(summary)}, does not start with "When".`,
            {
              help: 'Say which event starts the flow: "When … is created", or what else happens at the service.',
            },
          );
        }
        const description = ownString(node.value, "description")?.trim();
        if (
          description &&
          !/^this (operation|trigger)( is)? (triggers?|triggered|fires?|runs?|starts?)\b/i.test(description)
        ) {
          context.report(
            node.at("description"),
            `The description of the trigger ${nameAt(node)}, ${quote(description)}, does not start with "This operation triggers when".`,
            {
              help:
                summary && /^when\b/i.test(summary)
                  ? `Begin it with ${quoteWhole(`This operation triggers w${summary.slice(1).replace(/\.$/, "")}.`)}; the rest can follow.`
                  : 'Begin it with "This operation triggers when …" and the event that starts the flow; the rest can follow.',
            },
          );
        }
      },
    },
    bad: [
      { definition: newsHook({ summary: "News" }), at: [`${POST}/summary`] },
      { definition: newsHook({ description: "Registers for news." }), at: [`${POST}/description`] },
    ],
    good: [{ definition: newsHook() }],
  },
]);
