/** Makes a thing, or the promise of one, when it is first asked for, and once. */
export function lazily<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Remembers what is made of a text, of so many texts at most: then it starts anew. */
export function memoize<Value>(make: (text: string) => Value, most: number): (text: string) => Value {
  const made = new Map<string, { value: Value }>();
  return (text) => {
    const known = made.get(text) ?? { value: make(text) };
    if (!made.has(text) && made.size >= most) {
      made.clear();
    }
    made.set(text, known);
    return known.value;
  };
}
