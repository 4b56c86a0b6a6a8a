/** What the designer makes of a connector: plain values that can be written as JSON and shown by a page. */
import type { JsonValue } from "../json/values.ts";
import type { DynamicSource } from "./dynamic/source.ts";
import type { Option } from "./inputs/options.ts";
import type { Label } from "./labels.ts";
import type { Failure } from "./reading/failure.ts";

export type OperationKind = "trigger" | "action";
export type NodeType = "ApiConnection" | "ApiConnectionWebhook";

/** A row in the list of operations: cheap to make, for every operation. */
export interface OperationHead {
  operationId: string;
  kind: OperationKind;
  /** How the step is written in a Logic Apps definition. */
  nodeType: NodeType;
  /** `x-ms-trigger` as written; undefined for an action. */
  triggerType: string | undefined;
  title: string;
  description: string | undefined;
  visibility: string | undefined;
  annotationStatus: string | undefined;
  /** The browse panel shows a badge. */
  preview: boolean;
  /** A maker can neither pick nor reopen it. */
  internal: boolean;
  method: string;
  path: string;
  pointer: string;
  titlePointer: string;
}

/** Where in the panel a field stands. */
export type InputPlace =
  /** Shown at once, for good. */
  | "always"
  /** Shown at once because it has a default; a button removes it. */
  | "removable"
  /** Behind "Advanced parameters". */
  | "advanced"
  /** Never shown; sent with its default. */
  | "hidden";

export interface InputView {
  key: string;
  name: string;
  label: Label;
  /** How many other shown inputs have the same label. */
  sameLabel: number;
  type: string;
  format: string | undefined;
  in: string;
  required: boolean;
  visibility: string | undefined;
  shown: boolean;
  shownInitially: boolean;
  place: InputPlace;
  /** combobox, array, filepicker, html, …; undefined is a line of text. */
  editor: string | undefined;
  /** In file order; empty if they are loaded. */
  options: Option[] | undefined;
  /** The drop-down shows its options from A to Z. */
  sorted: boolean;
  default: JsonValue | undefined;
  /** What the field holds when the step has just been added. */
  value: JsonValue | undefined;
  isNotificationUrl: boolean;
  dynamicValues: DynamicSource | undefined;
  /** The description, shown in grey in the empty field. */
  placeholder: string | undefined;
  /** How often the value is percent-encoded in a path. */
  encodeTimes: number;
  itemType: string | undefined;
  /** The parameter the field belongs to: the body's name for a property of the body. */
  parameterName: string;
  /** Names from the root of the body, or the parameter's name. */
  trail: string[];
  /** The place, then the names: `body`, `webhook`, `change_type`. */
  path: string[];
  /** Where the parameter or the property's schema stands. */
  pointer: string;
  /** Where it is used: the place of the reference, if there is one. */
  usedAt: string;
  parameterPointer: string;
}

/** An array around a token. */
export interface Nesting {
  /** The array's key. */
  key: string;
  label: string;
}

/** A loop the designer puts around the step when a token is picked. */
export interface Loop {
  /** `For_each`, `For_each_1`, … */
  name: string;
  /** What it runs over. */
  over: string;
}

export interface TokenView {
  key: string;
  name: string;
  /** `body/Customers/Name`. */
  path: string;
  label: Label;
  /** How many other tokens have the same label. */
  sameLabel: number;
  type: string;
  format: string | undefined;
  isArray: boolean;
  isInsideArray: boolean;
  /** The name of the array it is in. */
  parentArray: string | undefined;
  /** Not among the first six of the picker. */
  advanced: boolean;
  required: boolean;
  source: "body" | "headers";
  description: string | undefined;
  /** Outside a loop. */
  expression: string;
  /** Inside the loops it needs. */
  pickedExpression: string;
  /** Arrays around it, outermost first. */
  nesting: Nesting[];
  /** Outermost first; none if the step needs none. */
  loops: Loop[];
  /** Why there is nothing below it, if it stands for more than it shows. */
  opaque: "cycle" | "not-local" | "composition" | "no-type" | undefined;
  pointer: string;
  usedAt: string;
}

export interface SplitOn {
  /** The setting is there. */
  supported: boolean;
  enabled: boolean;
  value: string | undefined;
  options: string[];
}

export interface Recurrence {
  description: string;
  /** What the group starts with. */
  interval: number;
  frequency: string;
}

/** A step as it is written into a flow. */
export type SerializedStep = Record<string, JsonValue>;

/** What Power Automate shows of the same operation, through the manifest its service makes (partly inferred). */
export interface PowerAutomateView {
  inputs: { key: string; label: Label; required: boolean; place: InputPlace; input: string }[];
  tokens: {
    key: string;
    label: Label;
    type: string;
    expression: string;
    isInsideArray: boolean;
    sameLabel: number;
    token: string;
  }[];
  splitOn: string | undefined;
  definition: SerializedStep;
}

export interface OperationView extends OperationHead {
  /** Why the designer cannot show the operation; inputs and tokens are empty then. */
  failure: Failure | undefined;
  inputs: InputView[];
  dynamicInputs: { key: string; pointer: string; source: DynamicSource }[];
  tokens: TokenView[];
  dynamicOutputs: { key: string; pointer: string; source: DynamicSource }[];
  /** The response or notification content the tokens come from. */
  outputsFrom: { status: string; pointer: string } | undefined;
  splitOn: SplitOn;
  recurrence: Recurrence | undefined;
  logicApps: { definition: SerializedStep };
  powerAutomate: PowerAutomateView;
  /** Places where a bomb of references was not expanded any further. */
  stoppedAt: string[];
}

export interface ConnectorHead {
  title: string;
  description: string | undefined;
  /** As the card shows it; black if apiProperties.json names none. */
  brandColor: string;
  /** The definition's file name, for pointers. */
  file: string | undefined;
  failure: Failure | undefined;
  operations: OperationHead[];
}
