// Which places of the site answer what somebody typed, best first.
import MiniSearch from "./vendor/minisearch.js";

// A service's own page, or a question, before a page that only mentions it.
const WEIGHTS = { title: 6, also: 5, page: 1, text: 1 };
const TYPO_FROM = 5;
const PREFIX_FROM = 2;
// As the filter's field: of what somebody pasted, each letter more costs the index more than the one before.
const LONGEST = 80;

// Returns a function from what was typed to places: {at, title, page, text}.
export function finder({ places, ignored }) {
  const unsaid = new Set(ignored.split(" ").map(folded));
  const index = new MiniSearch({
    idField: "at",
    fields: Object.keys(WEIGHTS),
    storeFields: ["at", "title", "page", "text"],
    tokenize: (text) => text.split(/[^\p{L}\p{N}]+/u),
    processTerm: (word) => (unsaid.has(folded(word)) ? null : singular(folded(word))),
  });
  index.addAll(places);
  const options = { boost: WEIGHTS, fuzzy: (word) => word.length >= TYPO_FROM && 1, prefix: isBeingTyped, weights: { fuzzy: 0.4, prefix: 0.6 } };
  return (all) => {
    const typed = all.slice(0, LONGEST);
    return found(typed, "AND") ?? found(swappedBack(typed), "AND") ?? found(swappedBack(typed), "OR") ?? [];
  };

  function found(text, combineWith) {
    const places = index.search(text, { ...options, combineWith });
    return places.length > 0 ? places : null;
  }

  // Neighbours that changed places are two slips to the index, and one to whoever types.
  function swappedBack(text) {
    const known = (word) => index.search(word, { prefix: true }).length > 0;
    return text.replace(/[\p{L}\p{N}]{4,}/gu, (word) => (found(word, "OR") ? word : swaps(word).find(known) ?? word));
  }
}

function swaps(word) {
  const signs = [...word];
  return signs.slice(1).map((sign, at) => [...signs.slice(0, at), sign, signs[at], ...signs.slice(at + 2)].join(""));
}

// The last word may not be whole yet.
function isBeingTyped(word, at, words) {
  return at === words.length - 1 && word.length >= PREFIX_FROM;
}

export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// Words from abroad only add an s: tickets, spots, backups.
function singular(word) {
  if (word.length > 4 && /[^aeiou]es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}
