/** What a rule can see besides its node, and how it reports. */

import type { CompilerError } from "../../definition/compiler-error.ts";
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { documentNamed } from "../../definition/document-named.ts";
import { buildModel, type ConnectorModel } from "../../definition/model.ts";
import type { Edit } from "../../json/edits.ts";
import type { JsonDocument } from "../../json/json-document.ts";
import { isObject, type JsonObject, ownObject } from "../../json/values.ts";
import type { Profile, Severity } from "./finding.ts";
import type { Place } from "./node.ts";
import { OUTSIDE, observed } from "./observed.ts";
import type { Previous } from "./previous.ts";
import type { Statement } from "./statement.ts";

/** Shared knowledge about one connector, each part computed when the first rule asks for it. */
export class Subject {
  readonly connector: ConnectorFolder;
  readonly profile: Profile;
  /** The definition's value; an empty object if it could not be read. */
  readonly root: JsonObject;
  /** The value under `properties` of apiProperties.json; an empty object if it could not be read. */
  readonly properties: JsonObject;
  readonly model: ConnectorModel;
  /** What is known of the version before; undefined if nobody named one. */
  readonly previous: Previous | undefined;
  /** What a compiler says of the script; undefined if none was asked. */
  readonly compilerErrors: readonly CompilerError[] | undefined;
  readonly #facts = new Map<unknown, unknown>();

  constructor(
    connector: ConnectorFolder,
    profile: Profile,
    previous?: Previous,
    compilerErrors?: readonly CompilerError[],
  ) {
    this.connector = connector;
    this.previous = previous;
    this.compilerErrors = compilerErrors;
    this.profile = profile;
    this.root = isObject(connector.definition?.value) ? connector.definition.value : {};
    this.properties = ownObject(connector.properties?.value, "properties") ?? {};
    this.model = buildModel(this.root);
  }

  /** The result of a computation over this connector, made once and shared by all rules that ask with the same function. */
  fact<T>(compute: (subject: Subject) => T): T {
    const known = this.#facts.get(compute);
    if (known !== undefined || this.#facts.has(compute)) return known as T;
    const made = compute(this);
    this.#facts.set(compute, made);
    return made;
  }

  /** The document with a file name, to look at its text. */
  document(file: string): JsonDocument | undefined {
    return documentNamed(this.connector, file);
  }
}

export interface ReportOptions {
  /** What to do; better than nothing is not enough: name the value to write. */
  help: string;
  /** What follows from this one finding, in place of the rule's `why`, where that depends on the case. */
  because?: string;
  /** A few words under the place in the code frame. */
  label?: string;
  /** Point at the key or at the whole value instead of the usual choice (see JsonDocument.span). */
  part?: "key" | "value";
  /** Offsets in the file's text, for faults that no pointer names. */
  range?: { start: number; end: number };
  /** A second place that explains the first. */
  related?: { place: Place; label: string; part?: "key" | "value" }[];
  /** The key that an unknown one was meant to be: what asks for that key in the same object need not say so as well. */
  meant?: string;
  /** Fewer rules than those that the rule yields to, for this one finding. */
  yieldsTo?: readonly string[];
  /** The keys that this finding says are missing; see `asksFor` of a rule. */
  asks?: string | readonly string[];
  /** A lower severity than the rule's for this one finding, in every profile or in some; `off` says nothing there. */
  severity?: Severity | Partial<Record<Profile, Severity | "off">>;
  /** Less than what the rule says of a connector that runs, for this one finding. */
  breaksAtRunTime?: "possible" | "never";
  /** Only some of the rule's codes apply; default: all if it has one, none if it has several. */
  codes?: readonly string[];
  /** How to fix it mechanically; computed only when someone asks for fixes or their presence. */
  fix?: {
    title: string;
    edits: (document: JsonDocument) => Edit[] | undefined;
    removeByteOrderMark?: boolean;
  };
}

export interface Report {
  rule: Statement;
  place: Place;
  message: string;
  options: ReportOptions;
}

/** A rule's view of the connector under check. */
export class Context {
  #subject: Subject;
  readonly #rule: Statement;
  readonly #reports: Report[];

  constructor(subject: Subject, rule: Statement, reports: Report[]) {
    this.#subject = subject;
    this.#rule = rule;
    this.#reports = reports;
  }

  get subject(): Subject {
    observed.what |= OUTSIDE;
    return this.#subject;
  }

  /** The connector as it has become: a running validator keeps what rules hold of their context. */
  set subject(subject: Subject) {
    this.#subject = subject;
  }

  get connector(): ConnectorFolder {
    return this.subject.connector;
  }

  get model(): ConnectorModel {
    return this.subject.model;
  }

  get root(): JsonObject {
    return this.subject.root;
  }

  /** A place in the definition, for checks that go by the model instead of a node. */
  inDefinition(pointer: string): Place {
    return { file: this.#subject.connector.definition?.file ?? "", pointer };
  }

  /** A place in apiProperties.json, also in one that is missing: what is to be added goes there. */
  inProperties(pointer: string): Place {
    return { file: this.#subject.connector.properties?.file ?? "apiProperties.json", pointer };
  }

  get properties(): JsonObject {
    return this.subject.properties;
  }

  /** See {@link Subject.previous}. */
  get previous(): Previous | undefined {
    return this.subject.previous;
  }

  /** See {@link Subject.fact}. */
  fact<T>(compute: (subject: Subject) => T): T {
    return this.subject.fact(compute);
  }

  /** States a fault at a node or place. The message names actual names and values. */
  report(place: Place, message: string, options: ReportOptions): void {
    this.#reports.push({ rule: this.#rule, place, message, options });
  }
}
