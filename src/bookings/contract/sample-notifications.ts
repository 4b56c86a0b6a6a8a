/** The sample notifications of the connector: what the service would send when a trigger fires. */

import { decodeText } from "../../json/text.ts";
import type { JsonValue } from "../../json/values.ts";
import { readFileInside } from "../../machine/files/read-inside.ts";
import { HOME } from "../../machine/home.ts";
import { readServiceContract } from "./service-contract.ts";

export interface SampleNotification {
  /** What happened, such as `Group booking, cancelled with a reason`. */
  title: string;
  body: JsonValue;
}

const FOLDER = "connector/samples";

/** The samples of one trigger, by its operation id; those that cannot be read are left out. */
export function sampleNotifications(trigger: string): SampleNotification[] {
  const { changes, samples } = readServiceContract();
  const change = changes.find((one) => one.trigger === trigger);
  if (!change) return [];
  return samples.flatMap(({ file, changeType, title }) => {
    if (changeType !== change.changeType) return [];
    const read = readFileInside(HOME, `${FOLDER}/${file}`);
    if (!read.ok) return [];
    try {
      return [{ title, body: JSON.parse(decodeText(read.bytes, file).text) as JsonValue }];
    } catch {
      return [];
    }
  });
}
