/** Numbers with their nouns, as the texts of the page have them. */
export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** As file managers tell it: `1.6 KB`. */
export const fileSize = (bytes: number) =>
  bytes < 1_000
    ? plural(bytes, "byte")
    : bytes < 1_000_000
      ? `${(bytes / 1_000).toLocaleString("en", { maximumFractionDigits: bytes < 10_000 ? 1 : 0 })} KB`
      : `${(bytes / 1_000_000).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
