// What is fetched at most once: whoever asks again gets the same, and only after a failure it is fetched anew.

/** Return what gives the result of a function that makes a promise. */
export function once(make) {
  let made = null;
  return () => {
    made ??= make();
    made.catch(() => (made = null));
    return made;
  };
}
