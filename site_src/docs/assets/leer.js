// What is looked for and looked through, as terms: words, and the figures that say one thing together: a date, an hour,
// an amount of time, a price, an address of mail, an order's number.

const MAIL = /(?<mail>[^\s@<>,;]*@[^\s@<>,;]*)/gu;
const NUMBER = String.raw`(?<number>#\s?\d+)`;
const PRICE = String.raw`(?<price>\p{Sc}\s*\d[\d.,]*)`;
const CLOCK = String.raw`(?<hour>\d{1,2})[:.](?<minute>\d\d)(?!\d)`;
const SLASHED = String.raw`(?<day>\d{1,2})[/-](?<month>\d{1,2})(?:[/-](?<year>\d{4}))?(?![\d/])`;
const plainSign = remembered((sign) => (folded(sign).length === sign.length ? folded(sign) : sign));
const WORD = /\d+|\p{L}[\p{L}\p{N}]*/gu;
const LETTERS = /\p{L}[\p{L}\p{N}]*/gu;
// Without one of these a text holds words alone, and most do.
const OF_FIGURES = /[\d@#\p{Sc}]/u;

/**
 * Return two functions that turn a text into its pieces, each `[piece, terms]`; what lies between words has none. `said`
 * is for what stands on a page and `asked` for what somebody typed, who may write out a figure; `termsSaid` gives the
 * terms of `said` alone, in less time. `months` are the language's, `units` its names of each unit of time, the first of
 * them its own, `numbers` the words for one, two …, and `ago` those before a time that has passed: how long somebody has
 * been waiting is no amount of time to look for. A day on a page stands for its month too.
 */
export function readerOf({ months = [], units = [], numbers = [], ago = [] }) {
  const monthNames = months.map(folded);
  const monthOf = new Map(monthNames.map((name, at) => [name, at + 1]));
  const unitOf = new Map(units.flatMap((names) => names.map((name) => [folded(name), folded(names[0])])));
  const numberOf = new Map(numbers.map((name, at) => [folded(name), String(at + 1)]));
  const onPages = patternOf([], []);
  return { said: pieces(onPages), termsSaid, asked: pieces(patternOf([...numberOf.keys()], ago.map(folded))) };

  function patternOf(spelt, before) {
    const figure = String.raw`(?:\d+|(?:${any(spelt)})(?!\p{L}))`;
    const told = String.raw`(?<told>\d{1,2})\s+(?:\p{L}{2}\s+)?(?<name>${any([...monthOf.keys()])})(?!\p{L})(?:\s+(?:\p{L}{2,3}\s+)?(?<of>\d{4}))?`;
    const first = String.raw`(?:(?<first>${figure})(?:\s+\p{L}\s+|\s*[-\u2013]\s*))?`;
    const amount = String.raw`(?<![\p{L}\p{N}])${first}(?<last>${figure})\s*(?<unit>${any([...unitOf.keys()])})(?!\p{L})`;
    const past = String.raw`(?<![\p{L}\p{N}])(?<past>${any(before)})\s+(?:\p{L}+\s+){0,2}?(?:${figure}\s*)?(?:${any([...unitOf.keys()])})(?!\p{L})`;
    return new RegExp([NUMBER, PRICE, CLOCK, SLASHED, told, past, amount].join("|"), "gu");
  }

  function termsOf(found, isOnPage) {
    if (found.past) return [];
    if (found.mail) return found.mail.length > 1 && !found.mail.startsWith("@") ? ["@", found.mail] : ["@"];
    if (found.number) return ["#"];
    if (found.price) return ["$"];
    if (found.hour) return [`${Number(found.hour)}:${found.minute}`, `${Number(found.hour)}h`];
    if (found.day) return [...dated(found.day, found.month, found.year), ...(isOnPage ? monthNames.slice(found.month - 1, found.month) : [])];
    if (found.told) return [...dated(found.told, monthOf.get(found.name), found.of), found.name];
    const unit = unitOf.get(found.unit);
    return [...[found.first, found.last].filter(Boolean).map((one) => `${numberOf.get(one) ?? Number(one)}${unit}`), unit];
  }

  function termsSaid(text) {
    const plain = folded(text);
    if (!OF_FIGURES.test(plain)) return plain.match(WORD) ?? [];
    const found = [];
    walk(plain, onPages, (_, __, terms) => found.push(...terms));
    return found;
  }

  function pieces(pattern) {
    return (text) => {
      const [shown, found] = [text.normalize("NFC"), []];
      let end = 0;
      // Folded sign by sign, so that each piece stands where it is found.
      walk(shown.replace(/[A-Z\u{80}-\u{10ffff}]/gu, plainSign), pattern, (index, piece, terms) => {
        found.push([shown.slice(end, index), []], [shown.slice(index, index + piece.length), terms]);
        end = index + piece.length;
      });
      return [...found, [shown.slice(end), []]];
    };
  }

  function walk(plain, pattern, found) {
    let end = 0;
    for (const { 0: piece, index, groups } of plain.matchAll(plain.includes("@") ? MAIL : pattern)) {
      wordsUntil(index);
      found(index, piece, termsOf(groups, pattern === onPages));
      end = index + piece.length;
    }
    wordsUntil(plain.length);

    function wordsUntil(last) {
      for (const { 0: piece, index } of plain.slice(end, last).matchAll(WORD)) found(end + index, piece, [piece]);
    }
  }
}

/** Return the words of a text, and none of its figures. */
export function wordsIn(text) {
  return folded(text).match(LETTERS) ?? [];
}

/** Return a text without accents and capitals. */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Return a function that makes of each given thing the same once, however often it is asked: a site repeats itself. */
export function remembered(make) {
  const made = new Map();
  return (given) => {
    if (!made.has(given)) made.set(given, make(given));
    return made.get(given);
  };
}

// The longest first; of none, what matches nothing.
function any(names) {
  return [...names].sort((one, other) => other.length - one.length).join("|") || "(?!)";
}

function dated(day, month, year) {
  return [`${Number(day)}/${Number(month)}`, ...(year ? [year] : [])];
}
