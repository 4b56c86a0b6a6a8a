/** A key of a form as the lists of outputs write places: `body.$.webhook.resource` is `body/webhook/resource`. */
export function shownKey(key: string): string {
  return key
    .replace(/^(\w+)\.\$(\.|$)/, (_, part: string, more: string) => `${part}${more === "" ? "" : "/"}`)
    .replaceAll(".", "/");
}
