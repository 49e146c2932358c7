// Which places of the site answer what somebody typed, best first, and what of each to show.
import { excerpt } from "./extracto.js";
import MiniSearch from "./vendor/minisearch.js";

// A service's own page, or a question, before a page that only mentions it.
const WEIGHTS = { title: 6, also: 5, page: 1, text: 1 };
// A place that says less than this part of what the best one says is no answer.
const WORTH = 0.2;
// "48hs" is two words.
const APART = /[^\p{L}\p{N}]+|(?<=\p{N})(?=\p{L})/u;
const PART_FROM = 4;
// A word that stands somewhere is meant as it was typed. Any other may have one slip where it is longer; and the last of
// all may not be whole yet, a letter too where it is all that was typed.
const FIRM = { fuzzy: (word) => word.length > PART_FROM && 1, isBeginning: (word, at, words) => at === words.length - 1 && (word.length > 1 || at === 0) };
const LOOSE = { fuzzy: (word) => (word.length > 6 ? 2 : word.length > PART_FROM && 1), isBeginning: (word) => word.length >= PART_FROM };
// What a title's word that tells no place from another counts beside those that do.
const UNSAID = 0.05;
// As the filter's field: of what somebody pasted, each letter more costs the index more than the one before.
const LONGEST = 80;

// Returns two functions from what was typed to places, {at, title, page, excerpt}: `find` gives those that answer it, and
// `near` those that are called nearly so, to be asked for where none does.
export function finder({ places, ignored }) {
  const unsaid = new Set(ignored.split(" ").map(folded));
  const termOf = (word) => (unsaid.has(folded(word)) ? null : singular(folded(word)));
  const known = new Set();
  const index = new MiniSearch({
    idField: "at",
    fields: Object.keys(WEIGHTS),
    storeFields: ["at", "title", "page", "text"],
    tokenize: (text) => text.split(APART),
    processTerm: (word, field) => {
      const term = termOf(word);
      if (term) known.add(term);
      return term ?? (field === "title" && folded(word));
    },
    searchOptions: { processTerm: termOf, boostDocument: (at, term) => (unsaid.has(term) ? 0 : 1) },
  });
  index.addAll(places);
  return { find, near: (typed) => ranked(mended(typed), LOOSE) };

  // What ends in a word that stands somewhere may go on to a longer one: places with that come after those that say it.
  function find(typed) {
    const asked = mended(typed);
    const [firm, longer] = [ranked(asked, FIRM), ranked(asked, FIRM, true)];
    const ats = new Set(firm.map(({ at }) => at));
    return [...firm, ...longer.filter(({ at }) => !ats.has(at))];
  }

  // A place that answers all of what was asked stands before any that answers a part of it, however much it says of that;
  // and of two parts, the one that fewer places answer weighs more. A word that no place answers was not asked.
  function ranked([typed, begun], { fuzzy, isBeginning }, longer = false) {
    const words = typed.split(APART).filter(Boolean);
    const isSaid = words.some(termOf);
    const last = (isSaid && words.map(termOf).filter(Boolean).at(-1)) || folded(words.at(-1) ?? "");
    const found = index.search(typed, {
      boost: WEIGHTS,
      // Who typed nothing but words that are not looked for may be at the beginning of another.
      processTerm: isSaid ? termOf : (word) => folded(word) === last && last,
      boostDocument: (at, term) => (unsaid.has(term) ? term.startsWith(last) && UNSAID : 1),
      fuzzy: (word) => !known.has(word) && !begun.has(word) && fuzzy(word),
      prefix: (word, at, words) => begun.has(word) || ((longer || !known.has(word)) && isBeginning(word, at, words)),
      weights: { fuzzy: 0.4, prefix: 0.6 },
    });
    const rarity = raritiesOf(found.map(({ queryTerms }) => queryTerms));
    const part = ({ queryTerms }) => sum(queryTerms.map((term) => rarity.get(term))) / sum([...rarity.values()]);
    // What a place says of its part, as much as others say of theirs, is an answer too, further down.
    for (const one of found) Object.assign(one, { worth: one.score / part(one), score: one.score * part(one) ** 2 });
    const [best, most] = ["score", "worth"].map((kind) => Math.max(...found.map((one) => one[kind])));
    return found
      .filter((one) => one.score > best * WORTH || one.worth > most * WORTH || one.queryTerms.length === rarity.size)
      .sort((one, other) => other.score - one.score)
      .map(shown);
  }

  // A word that stands nowhere is looked for as one whose neighbours changed places, as two that lost their space, and by
  // its beginning: "hosteo" as what begins with "host". Returns the text, and the words of it that are beginnings.
  function mended(text) {
    const begun = new Set();
    const isKnown = (word) => index.search(word, { prefix: true }).length > 0;
    const isWhole = (word) => known.has(termOf(word));
    const told = text.slice(0, LONGEST).replace(/[\p{L}\p{N}]{4,}/gu, (word) => {
      if (termOf(word) === null || index.search(word, { prefix: true, fuzzy: FIRM.fuzzy }).length > 0) return word;
      const swapped = swaps(word).find(isKnown);
      if (swapped) return swapped;
      const two = halves(word).find((parts) => parts.every(isWhole));
      if (two) return two.join(" ");
      const beginning = beginnings(folded(word)).find(isKnown);
      if (!beginning) return word;
      begun.add(termOf(beginning));
      return beginning;
    });
    return [told, begun];
  }

  function shown({ at, title, page, text, terms }) {
    return { at, title, page, excerpt: excerpt({ title, text }, new Set(terms), termOf) };
  }
}

function swaps(word) {
  const signs = [...word];
  return signs.slice(1).map((sign, at) => [...signs.slice(0, at), sign, signs[at], ...signs.slice(at + 2)].join(""));
}

function halves(word) {
  const signs = [...word];
  const cuts = signs.map((_, at) => [signs.slice(0, at).join(""), signs.slice(at).join("")]);
  return cuts.filter((parts) => parts.every((part) => part.length >= PART_FROM));
}

// Of a word its greater part: from less, anything could begin.
function beginnings(word) {
  const least = Math.max(PART_FROM, Math.ceil(word.length * 0.6));
  return Array.from({ length: Math.max(0, word.length - least) }, (_, at) => word.slice(0, word.length - 1 - at));
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// Words from abroad only add an s: tickets, spots, backups.
function singular(word) {
  if (word.length > 4 && /[^aeiou]es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

// Of each term, how much it tells one place from another: the fewer have it, the more.
function raritiesOf(termsOfEach) {
  const having = new Map();
  for (const term of termsOfEach.flat()) having.set(term, (having.get(term) ?? 0) + 1);
  return new Map([...having].map(([term, many]) => [term, Math.log(1 + termsOfEach.length / many)]));
}

function sum(figures) {
  return figures.reduce((one, other) => one + other, 0);
}
