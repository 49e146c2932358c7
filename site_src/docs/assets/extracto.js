// What is shown of a place that was found: the line of it that answers, and which of its words were looked for.

// A line that begins far before its first found word is cut there.
const BEFORE = 90;
// Between the cells of a row.
const CELLS = / · /;
// What stands before the beginning of a sentence or a cell.
const BEGINNING = /[.:;·] $/;
const YEAR = /^\d{4}$/;
const DAY = /(\d{1,2})\/(\d{1,2})/;
const MS_PER_DAY = 86_400_000;
// Days after which no day to come is; what has passed comes after all of them.
const FAR = 1e6;

/**
 * Return a place's best line, the first one where no other says more of what was asked: `pieces` of it, each
 * `[text, wasFound]`, whether its beginning is cut off, and how far `away` its day is. That is for a place called after a
 * year, whose lines tell a day each: of those the nearest to come, else the last that passed. Of any other it is null.
 */
export function excerpt({ title, text, measured }, terms, read, termOf, today = new Date()) {
  const named = new Set(termsOf(title));
  const unnamed = [...terms].filter((term) => !named.has(term));
  // What its title says already, no line needs to say, but where that is all.
  const asked = unnamed.length > 0 ? new Set(unnamed) : terms;
  // A row of figures tells nothing without its table's head.
  const lines = text.split("\n").filter((line, at) => at === 0 || !measured || !CELLS.test(line));
  // A figure that was asked for says more than any word.
  const weight = (term) => (/^\d/.test(term) ? asked.size : 1);
  const says = lines.map((line) => [...new Set(termsOf(line))].filter((term) => asked.has(term)).reduce((all, term) => all + weight(term), 0));
  const most = Math.max(...says);
  const away = (line) => (YEAR.test(title) ? daysAway(title, line, today) : null);
  const [best] = lines.filter((_, at) => says[at] === most).sort((one, other) => away(one) - away(other));
  const pieces = read(best).map(([piece, said]) => [piece, said.some((one) => terms.has(termOf(one)))]);
  return { ...cut(pieces), away: away(best) };

  function termsOf(some) {
    return read(some).flatMap(([, said]) => said.map(termOf));
  }
}

// A line is cut where a sentence of it begins, or a cell, else before a word.
function cut(pieces) {
  const first = pieces.findIndex(([, found]) => found);
  let [from, room] = [first, BEFORE];
  while (from > 0 && room > 0) {
    from -= 1;
    room -= pieces[from][0].length;
  }
  if (from <= 0) return { pieces, isCut: false };
  const begins = pieces.findIndex(([text], at) => at >= from && at < first && BEGINNING.test(text));
  // Every second piece is a word.
  return { pieces: pieces.slice(begins < 0 ? from + (from % 2) : begins + 1), isCut: true };
}

function daysAway(year, line, today) {
  const [, day, month] = DAY.exec(line) ?? [];
  if (!day) return null;
  const days = (Date.UTC(year, month - 1, day) - Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())) / MS_PER_DAY;
  return days < 0 ? FAR - days : days;
}
