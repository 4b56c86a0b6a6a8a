/** JSON schemas of what the API answers, for `/openapi.json`; src/workbench/api.ts has the types in full. */

import { sourceSchemas } from "./schemas/sources.ts";

const text = { type: "string" };
const list = { type: "array" };
const number = { type: "integer" };
const any = (properties: object, required: string[]) => ({ type: "object", required, properties });

/** What is promised of answers; src/workbench/api.ts says all of it. Members may be added. */
export const answerSchemas = {
  WorkbenchState: any(
    {
      workbench: any({ version: text, session: text }, ["version", "session"]),
      versions: { type: "object", additionalProperties: number },
      lastEvent: number,
      flows: list,
      connections: list,
      faults: list,
      violations: list,
    },
    [
      "workbench",
      "versions",
      "connector",
      "findings",
      "backend",
      "clock",
      "settings",
      "connections",
      "flows",
      "faults",
      "violations",
      "counts",
      "lastEvent",
    ],
  ),
  DesignAnswer: any({ operations: list, brandColor: text, revision: number }, [
    "title",
    "brandColor",
    "operations",
    "revision",
    "findings",
    "connectionParameters",
  ]),
  OperationAnswer: any({ findings: list, revision: number }, [
    "revision",
    "operation",
    "explained",
    "findings",
  ]),
  RawAnswer: any({ slices: list }, ["revision", "operationId", "slices", "truncated"]),
  FindingsAnswer: any({ findings: list }, ["revision", "profile", "counts", "findings", "truncated", "took"]),
  CodeAnswer: any({}, ["logicApps", "powerAutomate"]),
  ShipAnswer: any({ formats: list, notices: list, findings: list, ok: { type: "boolean" } }, [
    "id",
    "revision",
    "ok",
    "title",
    "version",
    "findings",
    "notices",
    "formats",
    "folder",
  ]),
  ShipWritten: any({ folder: text, files: number }, ["folder", "files"]),
  /** Bytes, not JSON. */
  File: {},
  VersionsAnswer: any({ versions: list, git: { type: "boolean" } }, ["versions", "git"]),
  CompareAnswer: any({ changes: list, notes: list, advice: text }, [
    "id",
    "revision",
    "old",
    "summary",
    "versions",
    "advice",
    "changes",
    "truncated",
    "notes",
  ]),
  BothViews: any({}, []),
  IndexAnswer: any({ entries: list, revision: number }, ["revision", "entries", "truncated"]),
  FixAnswer: any({ applied: list, skipped: list, files: list }, ["applied", "skipped", "files", "written"]),
  ...sourceSchemas,
  DynamicAnswer: any(
    {
      state: { enum: ["ready", "empty", "waiting", "failed"] },
      rows: list,
      waitingFor: list,
      problems: list,
    },
    ["state", "rows", "waitingFor", "problems"],
  ),
  InvokeAnswer: any({ status: number, exchange: number }, ["kind", "ok", "status", "headers", "exchange"]),
  SampleAnswer: any({}, ["operationId", "values"]),
  ConnectionView: any({ callsLeft: number }, ["id", "displayName", "status", "callsInWindow", "callsLeft"]),
  FlowView: any({ explanation: list, actions: list }, [
    "id",
    "name",
    "operation",
    "kind",
    "state",
    "health",
    "values",
    "explanation",
    "runs",
  ]),
  FireAnswer: any({ how: { enum: ["notified", "queued"] }, runs: list }, ["how", "body", "runs"]),
  FlowDefinitionAnswer: any({ workflow: { type: "object" } }, [
    "flow",
    "name",
    "operation",
    "values",
    "workflow",
  ]),
  ResubmitAnswer: any({ run: text }, ["run"]),
  FunctionsAnswer: any({ functions: list }, ["functions"]),
  CallsAnswer: any({ calls: list }, ["calls"]),
  PageMemory: any({ forms: list, seen: number }, ["forms", "seen"]),
  Done: any({ done: { const: true } }, ["done"]),
  RunsAnswer: any({ runs: list }, ["runs", "more"]),
  RunView: any({ actions: list, exchanges: list }, [
    "id",
    "flow",
    "status",
    "startedAt",
    "trigger",
    "actions",
  ]),
  ExchangesAnswer: any({ exchanges: list }, ["exchanges", "more"]),
  ExchangeRecord: any({ number }, ["number", "phase", "startedAt", "duration", "request", "answeredBy"]),
  ReplayAnswer: any({ exchange: number }, ["exchange"]),
  EventsAnswer: any({ events: list, first: number, last: number }, ["events", "first", "last", "more"]),
  DeskView: any({ pages: list, users: list, customers: list }, [
    "now",
    "users",
    "customers",
    "pages",
    "subscriptionLimit",
    "waiting",
  ]),
} satisfies Record<string, object>;

export type AnswerSchema = keyof typeof answerSchemas;
