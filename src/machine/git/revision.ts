/** Reads folders of git revisions with the git program: no shell, no network, nothing that a repository's settings could run. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { InputError } from "../../json/problem.ts";

/** Objects are read whole; a definition has a few megabytes at most. */
const MAX_OUTPUT = 64 * 1024 * 1024;

/** Local commands on one repository take milliseconds. */
const TIME_LIMIT_MS = 30_000;

/** A file, or a folder, of a revision. */
export interface RevisionEntry {
  name: string;
  kind: "file" | "folder";
  /** Id of the object. */
  object: string;
}

/** A commit in a list of them. */
export interface Commit {
  id: string;
  /** As people write it. */
  short: string;
  /** ISO 8601. */
  at: string;
  subject: string;
}

export class Revision {
  readonly #repository: string;
  /** Id of the revision's tree. */
  readonly #tree: string;

  private constructor(repository: string, tree: string) {
    this.#repository = repository;
    this.#tree = tree;
  }

  /**
   * A revision of the repository that a folder belongs to.
   * @param name whatever git takes for one: a branch, a tag, a commit, `HEAD~3`
   * @returns undefined if there is no such revision, or the folder is in no repository
   * @throws {InputError} `git-missing`, `git-failed`
   */
  static find(folder: string, name: string): Revision | undefined {
    // No revision begins so; git would take it for an option.
    if (name === "" || name.startsWith("-") || /[\0\n\r]/.test(name)) return undefined;
    const top = git(folder, ["rev-parse", "--show-toplevel"]);
    if (!top.ok) return undefined;
    const repository = top.text.replace(/\r?\n$/, "");
    const tree = git(repository, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{tree}`]);
    return tree.ok ? new Revision(repository, tree.text.trim()) : undefined;
  }

  /** The commits that touched a folder, newest first; none where it is in no repository. @param most how many */
  static history(folder: string, most: number): Commit[] {
    const listed = git(folder, [
      "-c",
      "log.showSignature=false",
      "log",
      `--max-count=${most}`,
      "--format=%H%x00%h%x00%cI%x00%s%x00",
      "--",
      ".",
    ]);
    if (!listed.ok) return [];
    const words = listed.text.split("\0");
    return Array.from({ length: Math.floor(words.length / 4) }, (_, at) => {
      const [id = "", short = "", when = "", subject = ""] = words.slice(at * 4, at * 4 + 4);
      return { id: id.trim(), short, at: when, subject };
    });
  }

  /** Path of a folder or file relative to the top of the repository, with `/`; undefined if it is not in it. */
  relative(full: string): string | undefined {
    const below = path.relative(this.#repository, full);
    if (below.startsWith("..") || path.isAbsolute(below)) return undefined;
    return below.split(path.sep).join("/");
  }

  /** What a path is in this revision; the empty path is the top folder. */
  entry(name: string): RevisionEntry | undefined {
    const clean = path.posix.normalize(name).replace(/^(?:\.?\/)+|\/+$/g, "");
    if (clean === "" || clean === ".") return { name: "", kind: "folder", object: this.#tree };
    if (clean.startsWith("..")) return undefined;
    const at = clean.lastIndexOf("/");
    const above = at < 0 ? { object: this.#tree } : this.entry(clean.slice(0, at));
    return above && this.list(above.object).find((entry) => entry.name === clean.slice(at + 1));
  }

  /** What lies directly in a folder; links and other repositories are left out. */
  list(folder: string): RevisionEntry[] {
    const listed = must(git(this.#repository, ["ls-tree", "-z", folder]));
    return listed
      .toString("utf8")
      .split("\0")
      .flatMap((line): RevisionEntry[] => {
        const match = /^(\d{6}) (blob|tree) ([0-9a-f]+)\t([\s\S]+)$/.exec(line);
        // A link is a blob of its own mode: what it leads to may be anywhere.
        if (!match || match[1] === "120000") return [];
        return [
          { name: match[4] ?? "", kind: match[2] === "tree" ? "folder" : "file", object: match[3] ?? "" },
        ];
      });
  }

  /** The bytes of a file. */
  read(entry: RevisionEntry): Buffer {
    return must(git(this.#repository, ["cat-file", "blob", entry.object]));
  }
}

type Answer = { ok: true; bytes: Buffer; text: string } | { ok: false; message: string };

function must(answer: Answer): Buffer {
  if (answer.ok) return answer.bytes;
  throw new InputError(
    "git-failed",
    `git could not read the revision: ${answer.message}`,
    "Try it with git itself; a partial clone may have to fetch the revision first.",
  );
}

function git(folder: string, args: readonly string[]): Answer {
  const result = spawnSync(
    "git",
    // A repository's own settings may name programs to run on the way.
    ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "--no-pager", "--literal-pathspecs", ...args],
    {
      cwd: folder,
      shell: false,
      windowsHide: true,
      timeout: TIME_LIMIT_MS,
      maxBuffer: MAX_OUTPUT,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        LC_ALL: "C",
        GIT_OPTIONAL_LOCKS: "0",
        GIT_TERMINAL_PROMPT: "0",
        // Objects that a partial clone lacks are not fetched.
        GIT_NO_LAZY_FETCH: "1",
        GIT_NO_REPLACE_OBJECTS: "1",
        // Windows would look for the program in the current folder first.
        NoDefaultCurrentDirectoryInExePath: "1",
      },
    },
  );
  if (result.error) {
    const { code } = result.error as NodeJS.ErrnoException;
    if (code === "ENOENT")
      throw new InputError(
        "git-missing",
        "Reading a revision needs git, which is not installed.",
        "Install git, or name a folder.",
      );
    return { ok: false, message: code === "ENOBUFS" ? "the file is too large" : (code ?? "it did not end") };
  }
  if (result.status === 0) return { ok: true, bytes: result.stdout, text: result.stdout.toString("utf8") };
  const [first = ""] = result.stderr.toString("utf8").split("\n");
  return { ok: false, message: first.replace(/^fatal: /, "") || "it gave no reason" };
}
