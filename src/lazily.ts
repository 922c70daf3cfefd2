/** Makes a thing, or the promise of one, when it is first asked for, and once. */
export function lazily<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * Remembers what is made of a key: of an object, as long as that lives; of texts, of `most` at the same time:
 * then it starts anew.
 */
export function memoize<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value;
export function memoize<Value>(make: (key: string) => Value, most: number): (key: string) => Value;
export function memoize<Key extends WeakKey, Value>(make: (key: Key) => Value, most?: number) {
  const fresh = () => (most === undefined ? new WeakMap<Key, [Value]>() : new Map<Key, [Value]>());
  let made = fresh();
  return (key: Key): Value => {
    const known = made.get(key);
    if (known !== undefined) {
      return known[0];
    }
    const value = make(key);
    if (made instanceof Map && made.size === most) {
      made = fresh();
    }
    made.set(key, [value]);
    return value;
  };
}
