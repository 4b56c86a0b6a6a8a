/** Remembers what is expensive to make of a text: a test suite makes many services of the same few files. */

/** Entries a cache keeps; a test that breaks a definition in a hundred ways must not keep a hundred of them. */
const KEPT = 32;

/** A function that makes a value of a key once, and forgets the oldest values beyond a number. */
export function cached<Value>(): (key: string, make: () => Value) => Value {
  const values = new Map<string, Value>();
  return (key, make) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (values.size >= KEPT) values.delete(values.keys().next().value ?? "");
    values.set(key, made);
    return made;
  };
}
