/** Texts of the design: the list, the canvas, and what is said of the connector. */
import { fileSize, plural } from "./counts.ts";

/** What a connection parameter is, by its type in apiProperties.json. */
const PARAMETER_TYPES: Record<string, string> = {
  oauthsetting: "sign-in (OAuth 2.0)",
  securestring: "secret",
  string: "text",
  int: "whole number",
  bool: "yes or no",
  gatewaysetting: "on-premises data gateway",
  managedidentity: "managed identity",
  clientcertificate: "client certificate",
};

export const design = {
  browse: "Operations",
  browseTitle: "Add a trigger or an action",
  searchOperations: "Search for a trigger or an action",
  filterByType: "Filter by type",
  kinds: { all: "All", trigger: "Triggers", action: "Actions" },
  triggers: "Triggers",
  actions: "Actions",
  hiddenOperations: "Hidden from makers",
  noOperations: "No operations",
  nothingFound: (words: string) => `Nothing found for “${words}”`,
  showAll: (count: number) => `Show all ${count}`,
  untitledOperation: (id: string) => (id ? `${id} (no summary)` : "Operation without a name"),
  preview: "Preview",
  triggerBadge: "Trigger",
  stage: "Canvas",
  back: "All operations",
  looks: "Views of the operation",
  canvas: "Designer",
  raw: "Raw",
  panel: "Details of the selected step",
  closePanel: "Close",
  panelTabs: "Parts of the step",
  tabs: {
    parameters: "Parameters",
    outputs: "Outputs",
    settings: "Settings",
    code: "Code view",
    about: "About",
    findings: "Findings",
  },
  failed: "The design cannot be shown",
  noSuchOperation: "This operation cannot be shown",
  allOperations: "Show all operations",
  cannotShow: "The designer cannot show this operation",
  designerSays: (text: string) => `The designer itself says: “${text}”`,
  addTrigger: "Add a trigger",
  addTriggerHint: "A trigger tells a flow when to start. Select one from the list.",
  manualTrigger: "Manually trigger a flow",
  openStep: "Opens the step in the panel",
  errorsOnCard: (count: number) => plural(count, "error"),
  cardFoot: ({
    kind,
    nodeType,
    triggerType,
  }: {
    kind: string;
    nodeType: string;
    triggerType: string | undefined;
  }) =>
    kind === "action"
      ? nodeType === "ApiConnectionWebhook"
        ? "Webhook action (waits for a callback)"
        : "Action"
      : `${nodeType === "ApiConnectionWebhook" ? "Webhook" : "Polling"} trigger${triggerType ? `, ${triggerType}` : ""}`,
  loopLabel: (name: string, over: string) => `${name.replaceAll("_", " ")} over ${over}`,
};

export const about = {
  connector: "Connector",
  note: "Operation note",
  noDescription: "No description",
  operationId: "Operation ID",
  request: "Request",
  kind: "Kind",
  visibility: "Visibility",
  status: "Status",
  outputsFrom: "Outputs from",
  response: (status: string) =>
    status === "default" ? "the default response or notification content" : `the response ${status}`,
  noOutputs: "no response, so there is only a Body of any type",
  place: "Location in the file",
  none: "none",
  publisher: "Publisher",
  offers: "Operations",
  counts: (triggers: number, actions: number) =>
    `${plural(triggers, "trigger")}, ${plural(actions, "action")}`,
  brandColor: "Brand color",
  part: (part: string) => part.charAt(0).toUpperCase() + part.slice(1),
  file: (file: string, bytes: number) => `${file}, ${fileSize(bytes)}`,
  connectionAsks: "Connection parameters",
  parameterType: (type: string) => PARAMETER_TYPES[type] ?? type,
  required: "required",
  optional: "optional",
};

export const connection = {
  connected: (name: string) => `Connected to ${name}.`,
  none: "Not connected.",
  invalid: (name: string) => `Invalid connection: ${name} is signed out.`,
  change: "Change connection",
  create: "Create a new connection",
  signInAs: "Sign in as",
  signInHint: "A user of the mock service. Lists show the pages that this user administers and has visited.",
  defaultUser: "the first administrator",
  nothingAsked: "This connector needs no sign-in. Create the connection to use it.",
  signIn: "Sign in",
  connect: "Create",
};

export const raw = {
  label: "The operation in the file",
  failed: "The file cannot be shown",
  truncated: "Only the first lines are shown, because the operation uses too much text.",
  title: "name of the operation",
  input: (label: string) => `field “${label}”`,
  token: (label: string) => `output “${label}”`,
  heading: (kind: string, title: string) => {
    const what =
      kind === "operation"
        ? "Operation"
        : kind === "path"
          ? "Shared by all methods of the path:"
          : "Used definition:";
    return `${what} ${title}`;
  },
};
