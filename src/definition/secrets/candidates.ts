/** One pass over a text for the places where a name of a secret ends: most texts have few, and everything else looks only there. */
import { ENDINGS } from "./names.ts";

export interface Candidates {
  /** Members of JSON with a text as value: their names, and where the value begins. */
  members: { name: string; next: number }[];
  /** Whether a member, or the name of something, says that values of secrets may be in it. */
  areHolders: boolean;
  /** Where a name in prose is followed by what makes it one: a colon, an equals sign, "is". */
  prose: number[];
}

/** Group 1: the mark that ends a string; group 2: what a member's value begins with. */
const ENDED = new RegExp(
  `(?:${ENDINGS}|code|app[-_]?id|auth|salt|pat)\\d?(?:(")\\s{0,20}(?::\\s{0,20}(["[{])|(?=[,}\\n\\r]))|[*_\`']{0,3}\\s{0,3}(?:[:=]|is\\b))`,
  "gi",
);
/** The rest of the name before that. */
const BEGIN = /"[^"\\\n]{0,80}$/;
/** … of one that is the value of a name, not a word in a sentence. */
const NAMING = /"(?:name|key|propertyName|x-ms-apimTemplateParameter\.name)"\s{0,20}:\s{0,20}"[^"\n]{0,60}$/i;

export function candidatesIn(text: string): Candidates {
  const found: Candidates = { members: [], areHolders: false, prose: [] };
  for (const match of text.matchAll(ENDED)) {
    const at = match.index;
    const [all, ends, begins] = match;
    if (ends === undefined) found.prose.push(at + all.length);
    else if (begins === '"') {
      const quote = at + all.indexOf('"');
      const before = BEGIN.exec(text.slice(Math.max(0, at - 80), quote))?.[0];
      if (before !== undefined) found.members.push({ name: before.slice(1), next: at + all.length - 1 });
    } else found.areHolders ||= begins !== undefined || NAMING.test(text.slice(Math.max(0, at - 100), at));
  }
  return found;
}
