/**
 * How the grammar is written: every object of a connector's files is a *kind*, and a kind is a table of keys. The rules about
 * unknown keys, wrong types, missing keys and unknown values, and whatever shows a key to an author, read these tables.
 */

export type Type = "string" | "boolean" | "number" | "integer" | "array" | "object";

/** What may be in one place. */
export interface Value {
  /** Undefined: anything. */
  readonly type?: Type | readonly Type[];
  /** The texts that are allowed, in the spelling that is right everywhere. */
  readonly values?: readonly string[];
  /** True if letter case does not matter where the value is read. */
  readonly anyCase?: true;
  /** Other texts go through; `values` are the ones worth offering, and a rule may advise against others. */
  readonly open?: true;
  /** A text of spaces, or an array or object with nothing in it, says nothing and is a fault. */
  readonly filled?: true;
  /** The platform does without, but not who is named here: it has to be there, with something in it. */
  readonly neededBy?: "certification" | "paconn" | "makers";
  /** The smallest number that makes sense; `above` excludes the bound itself. */
  readonly atLeast?: number;
  readonly above?: number;
  /** The kind of the object that stands here. */
  readonly kind?: string;
  /** What every item of an array, or every entry of a table with names of the author's own, is. */
  readonly each?: Each;
  /** How it is written, for helps and completion: JSON without line breaks. */
  readonly example?: string;
}

export interface Each extends Value {
  /** What one of them is called in a sentence: "A tag". */
  readonly title: string;
  /** In a table: whether extensions may be among the entries. */
  readonly extensions?: true;
}

export interface Key extends Value {
  /** One sentence on what the key does for makers, authors or the platform. */
  readonly meaning: string;
  readonly required?: true;
  /** Nothing reads it, and nothing minds it: it is not offered. */
  readonly tolerated?: true;
  /** Where the sentence comes from, if it is more than the specification of the format itself says. */
  readonly source?: string;
}

export interface Kind {
  /** What an object of this kind is called at the beginning of a sentence: "An operation". */
  readonly title: string;
  readonly meaning: string;
  readonly keys: Readonly<Record<string, Key>>;
  /** Whether keys that begin with `x-` may be in it besides. */
  readonly extensions: boolean;
  /** What is under names of the author's own, where there are such. */
  readonly entries?: Each;
  /** What to write instead of keys that authors bring from elsewhere. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Objects that differ by the value of one key have a kind for each of its values; what stands here holds for all. */
  readonly variants?: {
    readonly by: string;
    readonly kinds: Readonly<Record<string, string>>;
    /** True if letter case does not matter in the value; the values here are in lower case then. */
    readonly anyCase?: true;
  };
}

export type Kinds = Readonly<Record<string, Kind>>;

type More = Omit<Key, "meaning" | "type">;

/** Ways to write keys shortly: what it is, what it means, what else there is to say. */
export const text = (meaning: string, more: More = {}): Key => ({ type: "string", meaning, ...more });
export const flag = (meaning: string, more: More = {}): Key => ({ type: "boolean", meaning, ...more });
export const number = (meaning: string, more: More = {}): Key => ({ type: "number", meaning, ...more });
export const count = (meaning: string, more: More = {}): Key => ({
  type: "integer",
  atLeast: 0,
  meaning,
  ...more,
});
export const any = (meaning: string, more: More = {}): Key => ({ meaning, ...more });
/** An array whose items are all alike. */
export const list = (meaning: string, each: Each, more: More = {}): Key => ({
  type: "array",
  each,
  meaning,
  ...more,
});
/** An object with names of the author's own. */
export const table = (meaning: string, each: Each, more: More = {}): Key => ({
  type: "object",
  each,
  meaning,
  ...more,
});
export const object = (kind: string, meaning: string, more: More = {}): Key => ({
  type: "object",
  kind,
  meaning,
  ...more,
});
