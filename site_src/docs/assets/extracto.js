// What is shown of a place that was found: the line of it that answers, and which of its words were looked for.

// A line that begins far before its first found word is cut there.
const BEFORE = 90;

/**
 * Return a place's best line, the first one where no other says more of what was asked: `pieces` of it, each
 * `[text, wasFound]`, and whether its beginning is cut off.
 */
export function excerpt({ title, text }, terms, read, termOf) {
  const named = new Set(termsOf(title));
  const unnamed = [...terms].filter((term) => !named.has(term));
  // What its title says already, no line needs to say, but where that is all.
  const asked = unnamed.length > 0 ? new Set(unnamed) : terms;
  const lines = text.split("\n");
  const says = lines.map((line) => new Set(termsOf(line).filter((term) => asked.has(term))).size);
  const best = lines[says.indexOf(Math.max(...says))];
  const pieces = read(best).map(([piece, said]) => [piece, said.some((one) => terms.has(termOf(one)))]);
  return cut(pieces);

  function termsOf(some) {
    return read(some).flatMap(([, said]) => said.map(termOf));
  }
}

function cut(pieces) {
  const first = pieces.findIndex(([, found]) => found);
  let [from, room] = [first, BEFORE];
  while (from > 0 && room > 0) {
    from -= 1;
    room -= pieces[from][0].length;
  }
  // Every second piece is a word.
  return from > 0 ? { pieces: pieces.slice(from + (from % 2)), isCut: true } : { pieces, isCut: false };
}
