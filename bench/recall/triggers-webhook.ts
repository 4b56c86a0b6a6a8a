import { ANYWHERE, type Fault, fault } from "./fault.ts";
import { parameter, type Seedbed, text } from "./seedbed.ts";
import { bare } from "./tree.ts";

const CONTENT = "/x-ms-notification-content";
const BODY = "/post/parameters/0";
const URL = `${BODY}/schema/properties/callbackUrl`;

/** A fault in a webhook trigger: one of the host's own, and a new one. */
function inWebhooks(
  rule: string,
  what: string,
  change: (bed: Seedbed, item: string) => string | string[] | undefined,
  ...codes: string[]
): Fault[] {
  return [
    fault(rule, what, (bed) => change(bed, bed.newWebhook()), ...codes),
    fault(
      rule,
      `${what}, body by reference`,
      (bed) => {
        const item = bed.newWebhook();
        const at = "/definitions/RecallHook";
        bed.d.set(at, bed.d.get(`${item}${BODY}/schema`) ?? {});
        bed.d.set(`${item}${BODY}/schema`, { $ref: `#${at}` });
        bed.checkpoint();
        // The same change, written through the reference.
        const before = bed.d.get(at) as object;
        bed.d.set(`${item}${BODY}/schema`, before as never);
        const found = change(bed, item);
        const now = bed.d.get(`${item}${BODY}/schema`);
        if (now !== undefined && bed.d.has(`${item}${BODY}/in`)) {
          bed.d.set(at, now);
          bed.d.set(`${item}${BODY}/schema`, { $ref: `#${at}` });
        }
        return found && [found].flat().map((place) => place.replace(`${item}${BODY}/schema`, at));
      },
      ...codes,
    ),
  ];
}

/** A fault in a webhook trigger that the host had before. */
function existing(
  rule: string,
  what: string,
  change: (bed: Seedbed, item: string) => string | string[] | undefined,
): Fault {
  return fault(rule, `${what} (existing)`, (bed) => {
    const found = bed.operation(
      (operation) =>
        operation.trigger === "single" &&
        !operation.internal &&
        bed.d.has(`${operation.pathPointer}${CONTENT}/schema`),
    );
    return found && change(bed, found.pathPointer);
  });
}

const contentMoved = (bed: Seedbed, item: string) => {
  const content = bed.d.get(item + CONTENT) ?? {};
  bed.d.drop(item + CONTENT);
  return [bed.d.set(`${item}/post${CONTENT}`, content), item, `${item}/post`];
};

/** A second trigger that fetches what the webhook of the first announces. */
function notified(bed: Seedbed): { fetch: string; hook: string } {
  const item = bed.newWebhook();
  const fetch = bed.newPolling();
  bed.d.set(`${fetch}/x-ms-notification`, { operationId: bed.d.get(`${item}/post/operationId`) ?? "" });
  bed.checkpoint();
  return { fetch, hook: `${item}/post` };
}

export default [
  ...inWebhooks(
    "trigger-value",
    "an unknown kind",
    (bed, item) => bed.d.set(`${item}/post/x-ms-trigger`, "webhook"),
    "JsonValueNotInEnum",
  ),
  existing("trigger-value", "a capital letter", (bed, item) =>
    bed.d.set(`${item}/post/x-ms-trigger`, "Single "),
  ),
  fault("trigger-value", "a boolean", (bed) => bed.d.set(`${bed.newPolling()}/x-ms-trigger`, true)),
  ...inWebhooks("trigger-hint", "no hint", (bed, item) => {
    bed.d.drop(`${item}/post/x-ms-trigger-hint`);
    return `${item}/post/x-ms-trigger`;
  }),
  fault("trigger-hint", "a polling trigger without hint", (bed) => {
    const at = bed.newPolling();
    bed.d.drop(`${at}/x-ms-trigger-hint`);
    return `${at}/x-ms-trigger`;
  }),
  fault("trigger-extension-on-action", "a hint on an action", (bed) =>
    bed.d.set(`${bed.action()}/x-ms-trigger-hint`, "Fill a shelf."),
  ),
  fault("trigger-extension-on-action", "metadata on an action", (bed) =>
    bed.d.set(`${bed.newAction()}/x-ms-trigger-metadata`, { kind: "query", mode: "polling" }),
  ),
  ...inWebhooks("trigger-summary-when", "no When", (bed, item) =>
    bed.d.set(`${item}/post/summary`, "Shelf is filled"),
  ),
  existing("trigger-summary-when", "no When", (bed, item) =>
    bed.d.set(`${item}/post/summary`, "New thing arrived"),
  ),
  fault("trigger-summary-when", "another description", (bed) => {
    const at = bed.newPolling();
    return [bed.d.set(`${at}/description`, "Watches shelves."), at];
  }),
  ...inWebhooks("webhook-content-on-path-item", "in the operation", contentMoved),
  existing("webhook-content-on-path-item", "in the operation", contentMoved),
  ...inWebhooks(
    "webhook-content-required",
    "no content",
    (bed, item) => {
      bed.d.drop(item + CONTENT);
      return [item, `${item}/post`];
    },
    "OperationMustHaveNotificationContentExtension",
  ),
  existing("webhook-content-required", "no content", (bed, item) => {
    bed.d.drop(item + CONTENT);
    return [item, `${item}/post`];
  }),
  ...inWebhooks("webhook-content-shape", "no schema", (bed, item) => {
    bed.d.drop(`${item}${CONTENT}/schema`);
    return item + CONTENT;
  }),
  ...inWebhooks("webhook-content-shape", "the schema itself", (bed, item) => {
    const at = bed.d.set(item + CONTENT, {
      type: "object",
      properties: { shelf: text("Shelf", "The shelf.") },
    });
    return [at, `${at}/type`, `${at}/properties`];
  }),
  ...inWebhooks("webhook-content-shape", "a text", (bed, item) => bed.d.set(item + CONTENT, "Shelf")),
  ...inWebhooks(
    "webhook-url-required",
    "no callback address marked",
    (bed, item) => {
      bed.d.drop(`${item}${URL}/x-ms-notification-url`);
      return ANYWHERE;
    },
    "WebhookOperationsMissingNotificationUrlProperty",
  ),
  existing("webhook-url-required", "no body", (bed, item) => {
    if (!bed.d.has(`${item}/post/parameters`)) return undefined;
    bed.d.set(`${item}/post/parameters`, []);
    bed.d.drop(`${item}/parameters`);
    return ANYWHERE;
  }),
  ...inWebhooks("webhook-url-required", "two callback addresses", (bed, item) => {
    bed.d.set(
      `${item}${BODY}/schema/properties/other`,
      text("Other", "Another one.", { "x-ms-notification-url": true, "x-ms-visibility": "internal" }),
    );
    bed.d.append(`${item}${BODY}/schema/required`, "other");
    return ANYWHERE;
  }),
  fault(
    "webhook-url-in-body",
    "in the query",
    (bed) => {
      const at = bed.d.append(
        `${bed.action()}/parameters`,
        parameter({ "x-ms-notification-url": true, "x-ms-visibility": "internal" }),
      );
      return [at, `${at}/x-ms-notification-url`];
    },
    "NotificationUrlNotAllowedInThisPosition",
  ),
  fault(
    "webhook-url-in-body",
    "on an operation",
    (bed) => {
      const at = bed.action();
      return [at, bed.d.set(`${at}/x-ms-notification-url`, true)].flat();
    },
    "NotificationUrlNotAllowedInThisPosition",
  ),
  fault(
    "webhook-url-in-body",
    "in an answer",
    (bed) => {
      const at = bare(
        bed.d.set(
          `${bed.newAction()}/responses/200/schema/properties/url`,
          text("URL", "An address.", { "x-ms-notification-url": true, "x-ms-visibility": "internal" }),
        ),
      );
      return [at, `${at}/x-ms-notification-url`];
    },
    "NotificationUrlNotAllowedInThisPosition",
  ),
  ...inWebhooks(
    "webhook-url-in-body",
    "in the notification",
    (bed, item) => {
      const at = bare(
        bed.d.set(
          `${item}${CONTENT}/schema/properties/url`,
          text("URL", "An address.", { "x-ms-notification-url": true, "x-ms-visibility": "internal" }),
        ),
      );
      return [at, `${at}/x-ms-notification-url`];
    },
    "NotificationUrlNotAllowedInThisPosition",
  ),
  ...inWebhooks("webhook-url-boolean", "the text true", (bed, item) =>
    bed.d.set(`${item}${URL}/x-ms-notification-url`, "true"),
  ),
  ...inWebhooks("webhook-url-boolean", "false", (bed, item) =>
    bed.d.set(`${item}${URL}/x-ms-notification-url`, false),
  ),
  ...inWebhooks(
    "webhook-url-string",
    "a number",
    (bed, item) => [bed.d.set(`${item}${URL}/type`, "integer"), item + URL],
    "NotificationUrlNotString",
  ),
  ...inWebhooks(
    "webhook-url-internal",
    "makers see it",
    (bed, item) => {
      bed.d.drop(`${item}${URL}/x-ms-visibility`);
      return item + URL;
    },
    "NotificationUrlNotInternal",
  ),
  ...inWebhooks(
    "webhook-url-internal",
    "advanced",
    (bed, item) => [bed.d.set(`${item}${URL}/x-ms-visibility`, "advanced"), item + URL],
    "NotificationUrlNotInternal",
  ),
  ...inWebhooks(
    "webhook-url-required-chain",
    "it is optional",
    (bed, item) => {
      bed.d.drop(`${item}${BODY}/schema/required`);
      return [item + URL, `${item}${BODY}/schema`];
    },
    "NotificationUrlNotRequired",
  ),
  ...inWebhooks(
    "webhook-url-required-chain",
    "the body is optional",
    (bed, item) => {
      bed.d.set(`${item}${BODY}/required`, false);
      return [item + URL, item + BODY, `${item}${BODY}/required`];
    },
    "NotificationUrlNotRequired",
  ),
  ...inWebhooks(
    "webhook-url-required-chain",
    "what is around it is optional",
    (bed, item) => {
      const schema = bed.d.get(`${item}${BODY}/schema`) as never;
      bed.d.set(`${item}${BODY}/schema`, { type: "object", properties: { hook: schema } });
      return ANYWHERE;
    },
    "NotificationUrlNotRequired",
  ),
  ...inWebhooks("webhook-post", "by PUT", (bed, item) => bed.d.rename(`${item}/post`, "put")),
  existing("webhook-post", "by PATCH", (bed, item) =>
    bed.d.has(`${item}/post`) ? bed.d.rename(`${item}/post`, "patch") : undefined,
  ),
  ...inWebhooks("webhook-single", "batch", (bed, item) => bed.d.set(`${item}/post/x-ms-trigger`, "batch")),
  ...inWebhooks("webhook-subscribe-is-trigger", "no trigger", (bed, item) => {
    bed.d.drop(`${item}/post/x-ms-trigger`);
    return `${item}/post`;
  }),
  fault("webhook-delete-operation", "no way to unsubscribe", (bed) => {
    for (const operation of bed.operations())
      if (operation.method === "delete") bed.d.drop(operation.pointer);
    const item = bed.newWebhook();
    for (const operation of bed.operations())
      if (operation.method === "delete") bed.d.drop(operation.pointer);
    return [`${item}/post`, ANYWHERE];
  }),
  fault("webhook-delete-internal", "makers see how to unsubscribe", (bed) => {
    bed.newWebhook();
    const hook = bed.operations().findLast((operation) => operation.method === "delete");
    if (!hook) return undefined;
    bed.d.drop(`${hook.pointer}/x-ms-visibility`);
    return hook.pointer;
  }),
  ...inWebhooks("webhook-location-header", "no Location", (bed, item) => {
    bed.d.drop(`${item}/post/responses/201/headers`);
    return [`${item}/post/responses/201`, `${item}/post/responses`];
  }),
  ...inWebhooks("webhook-response-201", "another status", (bed, item) => {
    bed.d.rename(`${item}/post/responses/201`, "202");
    return [`${item}/post/responses`, `${item}/post/responses/202`];
  }),
  fault(
    "notification-extension",
    "on an action",
    (bed) => {
      const item = bed.newWebhook();
      return bed.d.set(`${bed.newAction()}/x-ms-notification`, {
        operationId: bed.d.get(`${item}/post/operationId`) ?? "",
      });
    },
    "NotificationExtensionSupportedForTriggerOnly",
  ),
  fault(
    "notification-extension",
    "on a webhook",
    (bed) => {
      const { hook } = notified(bed);
      return bed.d.set(`${hook}/x-ms-notification`, { operationId: bed.d.get(`${hook}/operationId`) ?? "" });
    },
    "NotificationExtensionNotSupportedInWebhookOperation",
  ),
  fault(
    "notification-extension",
    "of an action",
    (bed) => {
      const { fetch } = notified(bed);
      const id = bed.d.get(`${bed.newAction()}/operationId`) as string;
      const at = bare(bed.d.set(`${fetch}/x-ms-notification/operationId`, id));
      return [at, `${fetch}/x-ms-notification`];
    },
    "NotificationOperationMustBeWebhook",
  ),
  fault(
    "notification-extension",
    "parameters of one name that differ",
    (bed) => {
      const { fetch, hook } = notified(bed);
      bed.d.append(`${hook}/parameters`, parameter());
      bed.checkpoint();
      bed.d.append(`${fetch}/parameters`, parameter({ type: "integer" }));
      return ANYWHERE;
    },
    "ParamtersWithSameNameMustHaveSameTypeAndVisibility",
  ),
  fault(
    "notification-extension",
    "a body to fetch with",
    (bed) => {
      const { fetch } = notified(bed);
      bed.d.append(`${fetch}/parameters`, {
        name: "body",
        in: "body",
        required: true,
        "x-ms-summary": "Body",
        description: "A body.",
        schema: { type: "object", properties: { a: text("A", "B.") } },
      });
      return ANYWHERE;
    },
    "BodyOrFormDataParameterInFetchOperationNotAllowed",
  ),
];
