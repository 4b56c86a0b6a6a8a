/** Texts of solutions in one or several languages, as their XML has them. (Sourced: server exports.) */
import { childNamed, type XmlNode } from "../xml/read-xml.ts";
import { element, type XmlElement } from "../xml/write-xml.ts";

/** Texts by language code (LCID), in the order of the file. */
export type Labels = Readonly<Record<string, string>>;

/** A text of one language; none for an empty text. */
export function labels(text: string, language: number | string): Labels {
  return text === "" ? {} : { [String(language)]: text };
}

/** A setting that is one text for the main language, or texts by language code. */
export function labelsOfSetting(setting: string | Labels | undefined, language: number): Labels | undefined {
  return typeof setting === "string" ? labels(setting, language) : setting;
}

/** The shortest setting for labels: a text where the main language is the only one. */
export function settingOfLabels(texts: Labels, language: number): string | Labels | undefined {
  const entries = Object.entries(texts);
  if (entries.length === 0) return undefined;
  const [[code, text] = ["", ""]] = entries;
  return entries.length === 1 && code === String(language) ? text : texts;
}

/** The text of the main language, or the first one. */
export function mainText(texts: Labels, language: number): string {
  return texts[String(language)] ?? Object.values(texts)[0] ?? "";
}

/** Reads `<LocalizedNames>` or `<Descriptions>`. */
export function readLabels(node: XmlNode | undefined, list: string, item: string): Labels {
  const found: Record<string, string> = {};
  for (const child of childNamed(node, list)?.children ?? []) {
    const text = child.attributes.get("description");
    if (child.name === item && text) found[child.attributes.get("languagecode") ?? "1033"] = text;
  }
  return found;
}

/** Writes such a list; an empty one closes itself. */
export function labelList(list: string, item: string, texts: Labels): XmlElement {
  const entries = Object.entries(texts);
  return entries.length === 0
    ? element(list)
    : element(
        list,
        entries.map(([languagecode, description]) => element(item, undefined, { description, languagecode })),
      );
}
