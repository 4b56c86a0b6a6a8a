/** What the page shows of a revision: findings with their source lines, operations with their findings, raw text with marks. */

import {
  type ConnectionParameter as DeclaredParameter,
  readConnection,
} from "../../definition/connection.ts";
import { readUsage, type Usage } from "../../definition/usage.ts";
import { explainLabel } from "../../designer/index.ts";
import { type JsonValue, ownObject, ownString } from "../../json/values.ts";
import { plainFinding, type Severity } from "../../rules/language/finding.ts";
import { countBySeverity, linesOf } from "../../validation/report.ts";
import type {
  CodeAnswer,
  ConnectionParameter,
  DesignAnswer,
  EnteredValues,
  FindingsAnswer,
  FindingView,
  OperationAnswer,
} from "../api.ts";
import type { IdentifiedFinding } from "./finding-ids.ts";
import type { Project, Revision } from "./project.ts";
import { serialise } from "./serialise.ts";

/** Findings that are sent at most: whoever has more fixes the first ones first. */
const MAX_FINDINGS = 2_000;

/** Source lines shown before and behind the place. */
const AROUND = 2;

/** A line longer than this is cut: a definition can be one line of a megabyte. */
export const MAX_LINE = 2_000;
const MAX_FRAME_LINE = 300;

const MAX_ICON = 512 * 1024;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Views are made when they are asked for and kept for as long as their revision is. */
export class Views {
  readonly #project: Project;
  readonly #usages = new WeakMap<Revision, Usage>();
  readonly #findings = new WeakMap<Revision, FindingView[]>();
  readonly #byOperation = new WeakMap<Revision, Map<string, FindingView[]>>();

  constructor(project: Project) {
    this.#project = project;
  }

  usage(revision: Revision): Usage {
    const known = this.#usages.get(revision) ?? readUsage(revision.connector.definition?.value);
    this.#usages.set(revision, known);
    return known;
  }

  design(): DesignAnswer {
    const { shown } = this.#project;
    const { connector, view } = shown;
    const findings: DesignAnswer["findings"] = {};
    for (const finding of this.#all(shown)) {
      for (const id of finding.operations) {
        if (!Object.hasOwn(findings, id)) define(findings, id, { error: 0, warning: 0, info: 0 });
        const counts = findings[id];
        if (counts) counts[finding.severity]++;
      }
    }
    const bytes = connector.icon?.bytes;
    const icon =
      bytes && bytes.length <= MAX_ICON && bytes.subarray(0, PNG.length).equals(PNG)
        ? `data:image/png;base64,${bytes.toString("base64")}`
        : undefined;
    const properties = ownObject(connector.properties?.value, "properties");
    return {
      ...view.head,
      revision: shown.number,
      icon,
      publisher: ownString(properties, "publisher"),
      findings,
      connectionParameters: connectionParameters(properties),
    };
  }

  operation(id: string): OperationAnswer | undefined {
    const { shown } = this.#project;
    const operation = shown.view.operation(id);
    if (!operation) return undefined;
    const explained: OperationAnswer["explained"] = { inputs: {}, tokens: {} };
    for (const input of operation.inputs) define(explained.inputs, input.key, explainLabel(input.label));
    for (const token of operation.tokens) define(explained.tokens, token.key, explainLabel(token.label));
    return { revision: shown.number, operation, explained, findings: this.#about(shown, id) };
  }

  findings(): FindingsAnswer {
    const { current } = this.#project;
    const all = this.#all(current);
    return {
      revision: current.number,
      profile: current.profile,
      counts: this.counts(),
      findings: all.slice(0, MAX_FINDINGS),
      truncated: all.length > MAX_FINDINGS,
      suppressions: current.suppressions,
      took: Math.round(current.took * 10) / 10,
    };
  }

  counts(): Record<Severity, number> {
    return countBySeverity(this.#project.current.findings.map(({ finding }) => finding));
  }

  code(id: string, values: EnteredValues): CodeAnswer | undefined {
    const operation = this.#project.shown.view.operation(id);
    return operation && serialise(operation, values);
  }

  /** Findings about an operation in a revision; those of the files as they are now, if they are the same. */
  findingsOf(revision: Revision, id: string): FindingView[] {
    return this.#about(revision, id);
  }

  #about(revision: Revision, id: string): FindingView[] {
    let about = this.#byOperation.get(revision);
    if (!about) {
      about = new Map();
      for (const finding of this.#all(revision))
        for (const operation of finding.operations) {
          const known = about.get(operation);
          if (known) known.push(finding);
          else about.set(operation, [finding]);
        }
      this.#byOperation.set(revision, about);
    }
    return about.get(id) ?? [];
  }

  #all(revision: Revision): FindingView[] {
    const known =
      this.#findings.get(revision) ??
      revision.findings.map((one) => viewFinding(revision, one, this.usage(revision)));
    this.#findings.set(revision, known);
    return known;
  }
}

function viewFinding(revision: Revision, { id, finding }: IdentifiedFinding, usage: Usage): FindingView {
  const { file, pointer, line, endLine, label, related } = finding;
  const lines = linesOf(revision.connector, file);
  const first = Math.max(1, line - AROUND);
  const last = lines ? Math.min(lines.lineCount, Math.min(endLine, line + 8) + AROUND) : 0;
  const frame: string[] = [];
  for (let number = first; number <= last; number++)
    frame.push(cut(lines?.line(number) ?? "", MAX_FRAME_LINE));
  return {
    id,
    ...plainFinding(finding),
    ...(label ? { label } : {}),
    ...(related
      ? {
          related: related.map((place) => ({
            file: place.file,
            pointer: place.pointer,
            label: place.label,
            line: place.span.start.line,
            column: place.span.start.column,
          })),
        }
      : {}),
    operations: file === revision.connector.definition?.file ? usage.operationsAt(pointer) : [],
    frame: lines ? { startLine: first, lines: frame } : undefined,
  };
}

export function cut(line: string, length = MAX_LINE): string {
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

/** Sets a key that comes from a file; `__proto__` is a key like any other. */
export function define<T>(record: Record<string, T | undefined>, key: string, value: T): void {
  Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}

function connectionParameters(properties: JsonValue | undefined): ConnectionParameter[] {
  const { parameters, sets } = readConnection(properties);
  const shown = (parameter: DeclaredParameter, set: string | undefined): ConnectionParameter => {
    const { name, label, description, type, required, secret, allowed, default: preset } = parameter;
    return { name, label, description, type, required, secret, options: allowed, default: preset, set };
  };
  return [
    ...parameters.map((parameter) => shown(parameter, undefined)),
    ...sets.flatMap((set) => set.parameters.map((parameter) => shown(parameter, set.name))),
  ];
}
