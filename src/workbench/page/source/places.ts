/** Addresses of places in files: in the page's own editor, and in VS Code. */
import { useData, useQuery } from "../state/data.tsx";
import { routeHref } from "../state/route.ts";

export interface Place {
  file: string;
  line?: number | undefined;
  column?: number | undefined;
  /** JSON pointer, where no line is known. */
  pointer?: string | undefined;
}

/** `#/source/apiProperties.json/12:5`, or with a pointer at its end. */
export function editHref({ file, line, column = 1, pointer }: Place): string {
  if (line !== undefined) return routeHref("source", file, `${line}:${column}`);
  return pointer === undefined ? routeHref("source", file) : routeHref("source", file, `at${pointer}`);
}

/** Reads what {@link editHref} has put behind the file. */
export function placeFrom(
  text: string | undefined,
): { line: number; column: number } | { path: string[] } | undefined {
  if (text === undefined) return undefined;
  const numbers = /^(\d{1,9}):(\d{1,9})$/.exec(text);
  if (numbers) return { line: Number(numbers[1]), column: Number(numbers[2]) };
  if (!text.startsWith("at/")) return undefined;
  const path = text.slice(3).split("/");
  return { path: path.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~")) };
}

/** What a link to a place needs: only the live page knows where the folder is. */
export function useVsCode(): ((place: Place) => string) | undefined {
  const { source, versions } = useData();
  const live = source.actions !== undefined;
  const sources = useQuery(live ? "sources" : undefined, versions.findings, (from) =>
    from.actions!.sources(),
  );
  const root = sources.data?.root;
  if (root === undefined) return undefined;
  return ({ file, line, column = 1 }) => {
    const path = `${root.replaceAll("\\", "/").replace(/\/$/, "")}/${file}`;
    const address = path.split("/").map(encodeURIComponent).join("/");
    // A drive of Windows keeps its colon.
    const whole = address.replace(/^\/?([A-Za-z])%3A/, "/$1:");
    return `vscode://file${whole.startsWith("/") ? "" : "/"}${whole}${line === undefined ? "" : `:${line}:${column}`}`;
  };
}
