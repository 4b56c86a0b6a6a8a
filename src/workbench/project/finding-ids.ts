/** Gives findings names by which a page can speak of them across revisions. */
import { createHash } from "node:crypto";
import type { Finding } from "../../rules/language/finding.ts";

export interface IdentifiedFinding {
  id: string;
  finding: Finding;
}

/** Made of rule, place and message; where these are the same, counted. */
export function withIds(findings: readonly Finding[]): IdentifiedFinding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, file, pointer, message } = finding;
    const hash = createHash("sha1").update(`${rule}\n${file}\n${pointer}\n${message}`);
    const id = hash.digest("base64url").slice(0, 12);
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return { id: count === 1 ? id : `${id}.${count}`, finding };
  });
}
