/** What the definition cannot say, from `service.yaml` beside it: where the connector is offered, limits, whether connections are shared. */
import path from "node:path";
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { isObject, type JsonValue, own, ownArray, ownObject, ownString } from "../../json/values.ts";
import { readFileInside } from "../../machine/files/read-inside.ts";
import { readYaml } from "../../machine/yaml/read-yaml.ts";

export interface Availability {
  product: string;
  class: string;
  /** Regions where it is not offered. */
  except: string[];
}

export interface Throttling {
  name: string;
  calls: number;
  seconds: number;
}

/** A file in the folder of samples that is a payload of an operation. */
export interface SampleFact {
  file: string;
  operationId: string;
}

export interface ServiceFacts {
  availability: Availability[];
  throttling: Throttling[];
  samples: SampleFact[];
  /** Undefined if nothing is said. */
  shareable: boolean | undefined;
  regions: string | undefined;
}

const FILES = ["connector/service.yaml", "service.yaml"];

/** The facts of a connector's folder; none of them if there is no such file. */
export function serviceFacts(connector: ConnectorFolder): ServiceFacts {
  const value = read(connector);
  const connection = ownObject(value, "connection");
  const shareable = own(connection, "shareable");
  return {
    availability: (ownArray(value, "availability") ?? []).flatMap((entry) => {
      const product = ownString(entry, "product");
      if (product === undefined) return [];
      const except = (ownArray(entry, "except") ?? []).filter((region) => typeof region === "string");
      return { product, class: ownString(entry, "class") ?? "", except };
    }),
    throttling: throttlingOf(own(value, "throttling")),
    samples: samplesIn(value),
    shareable: typeof shareable === "boolean" ? shareable : undefined,
    regions: ownString(connection, "regions"),
  };
}

/** An entry names its `trigger`, or a `changeType` that `changes` gives a trigger. */
function samplesIn(value: JsonValue | undefined): SampleFact[] {
  const triggers = new Map(
    (ownArray(value, "changes") ?? []).map((entry) => [
      own(entry, "changeType"),
      ownString(entry, "trigger"),
    ]),
  );
  return (ownArray(value, "samples") ?? []).flatMap((entry) => {
    const file = ownString(entry, "file");
    const operationId = ownString(entry, "trigger") ?? triggers.get(own(entry, "changeType"));
    return file === undefined || operationId === undefined ? [] : [{ file, operationId }];
  });
}

function throttlingOf(value: JsonValue | undefined): Throttling[] {
  const calls = own(value, "calls");
  const seconds = own(value, "renewalPeriodSeconds");
  if (typeof calls !== "number" || typeof seconds !== "number") return [];
  return [{ name: `API calls per ${ownString(value, "scope") ?? "connection"}`, calls, seconds }];
}

function read(connector: ConnectorFolder): JsonValue | undefined {
  // Where the connector is nowhere on disk, its root is only a name.
  if (!path.isAbsolute(connector.root)) return undefined;
  for (const file of FILES) {
    const found = readFileInside(connector.root, file);
    if (!found.ok) continue;
    const { value } = readYaml(found.bytes.toString("utf8"), file, "service-file");
    return isObject(value) ? (value as JsonValue) : undefined;
  }
  return undefined;
}
